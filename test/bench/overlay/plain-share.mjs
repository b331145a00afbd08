import sharp from 'sharp';

/** Share of a box, in fractions, that is light or dark evenly: whether the drawing stands on plain ground. */
export const plainShare = async (bytes, { left, top, width, height }) => {
  const picture = sharp(bytes);
  const meta = await picture.metadata();
  const box = {
    left: Math.max(0, Math.floor(left)),
    top: Math.max(0, Math.floor(top)),
    width: Math.floor(width),
    height: Math.floor(height),
  };
  box.width = Math.min(box.width, meta.width - box.left);
  box.height = Math.min(box.height, meta.height - box.top);
  if (box.width < 4 || box.height < 4) return 0;
  const { data, info } = await picture.extract(box).greyscale().raw().toBuffer({ resolveWithObject: true });
  let plain = 0;
  for (let i = info.width; i < data.length; i++) {
    if (Math.abs(data[i] - data[i - 1]) <= 6 && Math.abs(data[i] - data[i - info.width]) <= 6) plain++;
  }
  return plain / (data.length - info.width);
};
