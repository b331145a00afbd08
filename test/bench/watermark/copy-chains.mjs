// What copies go through after they were saved.
import sharp from 'sharp';

/** What every copy may go through, and behind it what honest ones alone do. */
export const COMMON = 4;
export const CHAINS = [
  ...['as saved', 'recompressed', 'rescaled', 'cropped, rescaled, other light'],
  ...[
    'WebP',
    'AVIF',
    'JPEG 35–55, twice',
    'sent on, 1,080 px, sharpened',
    'enlarged',
    'turned by a degree, cropped, WebP',
  ],
];

const open = ({ data, width, height }) => sharp(data, { raw: { width, height, channels: 3 } });

/** What is left where the mark's place is cut off: the larger part above or below it. */
const withoutPlace = (image, box) => {
  const below = box.top + box.height;
  if (box.top > image.height - below) return { left: 0, top: 0, width: image.width, height: Math.max(16, box.top - 2) };
  const top = Math.min(image.height - 16, below + 2);
  return { left: 0, top, width: image.width, height: image.height - top };
};
/** A crop by up to a tenth on each side that leaves the mark's place. */
const aroundPlace = (image, box, random) => {
  const [left, top] = [random() * 0.1 * image.width, random() * 0.1 * image.height];
  const [right, bottom] = [(1 - random() * 0.1) * image.width, (1 - random() * 0.1) * image.height];
  const x = Math.floor(Math.min(box.left, left));
  const y = Math.floor(Math.min(box.top, top));
  return {
    left: x,
    top: y,
    width: Math.ceil(Math.max(box.left + box.width, right)) - x,
    height: Math.ceil(Math.max(box.top + box.height, bottom)) - y,
  };
};

/** What honest copies go through beyond the common ones, by the number of the chain. */
const FURTHER = {
  4: (picture, random) => picture.webp({ quality: Math.round(45 + 45 * random()) }),
  5: (picture, random) => picture.avif({ quality: Math.round(35 + 35 * random()), effort: 2 }),
  6: async (picture, random) => {
    const once = await picture.jpeg({ quality: Math.round(35 + 20 * random()) }).toBuffer();
    return sharp(once).jpeg({ quality: Math.round(35 + 20 * random()), chromaSubsampling: '4:2:0' });
  },
  7: (picture) =>
    picture.resize({ width: 1080, height: 1080, fit: 'inside' }).sharpen({ sigma: 0.7 }).jpeg({ quality: 75 }),
  8: (picture, random, { width }) =>
    picture
      .resize({ width: Math.round(width * (1.1 + 0.5 * random())) })
      .jpeg({ quality: Math.round(70 + 20 * random()) }),
  9: async (picture, random, { width, height }) => {
    const turned = await picture
      .rotate(random() < 0.5 ? 1 : -1, { background: '#fff' })
      .png()
      .toBuffer();
    const { width: w, height: h } = await sharp(turned).metadata();
    const [cw, ch] = [Math.round(0.96 * width), Math.round(0.96 * height)];
    const crop = { left: (w - cw) >> 1, top: (h - ch) >> 1, width: cw, height: ch };
    return sharp(turned)
      .extract(crop)
      .webp({ quality: Math.round(60 + 30 * random()) });
  },
};

/** What a copy goes through after it was saved. */
export const copied = async (saved, box, { chain, crops, random }) => {
  const bytes = await open(saved)
    .jpeg({ quality: Math.round(86 + 8 * random()) })
    .toBuffer();
  if (chain === 0 && !crops) return bytes;
  if (chain >= COMMON) return (await FURTHER[chain](sharp(bytes), random, saved)).toBuffer();
  const whole = { left: 0, top: 0, width: saved.width, height: saved.height };
  const crop = crops ? withoutPlace(saved, box) : chain === 3 ? aroundPlace(saved, box, random) : whole;
  const scale = chain >= 2 ? 0.5 + 0.5 * random() : 1;
  let picture = sharp(bytes).extract(crop);
  if (scale < 1) picture = picture.resize({ width: Math.max(16, Math.round(crop.width * scale)) });
  if (chain === 3) picture = picture.linear(0.9 + 0.2 * random(), -8 + 16 * random());
  const quality = chain === 3 ? 60 + 32 * random() : 70 + 15 * random();
  return picture.jpeg({ quality: Math.round(quality) }).toBuffer();
};
