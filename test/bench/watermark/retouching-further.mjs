// Further ways in which marks are taken off pictures, by another hand. Pictures are 8-bit RGB: { data, width, height }.
import sharp from 'sharp';

const open = ({ data, width, height }) => sharp(data, { raw: { width, height, channels: 3 } });

const within = (image, left, top, width, height) => {
  const [x, y] = [Math.max(0, left), Math.max(0, top)];
  return {
    left: x,
    top: y,
    width: Math.min(image.width, left + width) - x,
    height: Math.min(image.height, top + height) - y,
  };
};

/** A part of the picture in place of what is there. */
const pasted = (image, { left, top, width, height }, patch) => {
  const result = Buffer.from(image.data);
  for (let y = 0; y < height; y++)
    patch.copy(result, 3 * ((top + y) * image.width + left), 3 * y * width, 3 * (y + 1) * width);
  return { ...image, data: result };
};

/** The box and some px around through a median that is wider than the strokes. */
export const medianBox = async (image, box) => {
  const area = within(image, box.left - 3, box.top - 3, box.width + 6, box.height + 6);
  const size = 2 * Math.round(Math.min(12, Math.max(3, box.height / 5))) + 1;
  return pasted(image, area, await open(image).extract(area).median(size).raw().toBuffer());
};

/** The box in the colour of its surroundings, as with a pipette and a rectangle. */
export const filledWithGround = (image, box) => {
  const area = within(image, box.left - 2, box.top - 2, box.width + 4, box.height + 4);
  const around = [[], [], []];
  for (let y = area.top; y < area.top + area.height; y++)
    for (let x = area.left; x < area.left + area.width; x++) {
      const isRim =
        x === area.left || y === area.top || x === area.left + area.width - 1 || y === area.top + area.height - 1;
      if (isRim) for (let c = 0; c < 3; c++) around[c].push(image.data[3 * (y * image.width + x) + c]);
    }
  const colour = around.map((values) => values.sort((a, b) => a - b)[values.length >> 1]);
  const patch = Buffer.alloc(3 * area.width * area.height);
  for (let i = 0; i < patch.length; i++) patch[i] = colour[i % 3];
  return pasted(image, area, patch);
};

/** The box from the place of the picture, of forty anywhere, whose rim is most like the box's, as a filling by content takes it. */
export const copiedFromFar = (image, box, random) => {
  const area = within(image, box.left - 2, box.top - 2, box.width + 4, box.height + 4);
  const at = (left, top, k) => {
    const [x, y] =
      k % 2 === 0
        ? [(k * 7) % area.width, k % 4 === 0 ? 0 : area.height - 1]
        : [k % 4 === 1 ? 0 : area.width - 1, (k * 5) % area.height];
    return 3 * ((top + y) * image.width + left + x);
  };
  let best;
  for (let tried = 0; tried < 40; tried++) {
    const left = Math.floor(random() * (image.width - area.width));
    const top = Math.floor(random() * (image.height - area.height));
    if (Math.abs(left - area.left) < area.width && Math.abs(top - area.top) < area.height) continue;
    let error = 0;
    for (let k = 0; k < 80; k++)
      for (let c = 0; c < 3; c++)
        error += (image.data[at(left, top, k) + c] - image.data[at(area.left, area.top, k) + c]) ** 2;
    if (best === undefined || error < best.error) best = { left, top, error };
  }
  if (best === undefined) return image;
  const patch = Buffer.alloc(3 * area.width * area.height);
  for (let y = 0; y < area.height; y++)
    image.data.copy(
      patch,
      3 * y * area.width,
      3 * ((best.top + y) * image.width + best.left),
      3 * ((best.top + y) * image.width + best.left + area.width),
    );
  return pasted(image, area, patch);
};

/** The whole width at the height of the mark blurred. */
export const bandBlurred = async (image, box) => {
  const area = within(image, 0, box.top - 6, image.width, box.height + 12);
  const sigma = Math.max(4, box.height / 3);
  return pasted(image, area, await open(image).extract(area).blur(sigma).raw().toBuffer());
};

/** The strokes smeared from the left, as a finger does. */
export const smeared = ({ data, width, height }, mask) => {
  const result = Buffer.from(data);
  for (let i = 0; i < mask.length; i++) {
    if (!mask[i] || i % width === 0) continue;
    for (let c = 0; c < 3; c++)
      result[3 * i + c] = Math.round(0.85 * result[3 * (i - 1) + c] + 0.15 * result[3 * Math.max(0, i - width) + c]);
  }
  return { data: result, width, height };
};
