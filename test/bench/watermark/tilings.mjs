// Pictures with a mark repeated over them: unknown phase and spacing, low opacity, the pattern turned or only its marks, JPEG 50–90, half of them halved.
import sharp from 'sharp';
import { decodeRgb, seededRandom, turnedPng } from './placements.mjs';

const OPACITIES = [0.06, 0.1, 0.15, 0.2, 0.25];
const SCALES = [0.09, 0.35];
/** Copies that have to lie wholly on the picture. */
const LEAST_COPIES = 4;

/** Centres of the copies, and how large one is. */
const layOut = (image, mark, box, angle, random) => {
  const isTurned = random() < 0.6;
  const unit = isTurned ? mark : box;
  const along = unit.width * (1.1 + 0.9 * random());
  const across = unit.height + unit.width * (0.08 + 0.7 * random());
  const brick = random() < 0.5 ? 0.5 : 0;
  const phase = [random() * along, random() * across];
  const turn = isTurned ? (angle * Math.PI) / 180 : 0;
  const reach = Math.ceil(Math.hypot(image.width, image.height) / Math.min(along, across)) + 1;
  const centres = [];
  for (let row = -reach; row <= reach; row++) {
    for (let column = -reach; column <= reach; column++) {
      const u = (column + (row & 1 ? brick : 0)) * along + phase[0];
      const v = row * across + phase[1];
      const x = image.width / 2 + Math.cos(turn) * u - Math.sin(turn) * v;
      const y = image.height / 2 + Math.sin(turn) * u + Math.cos(turn) * v;
      if (Math.abs(x - image.width / 2) > (image.width + box.width) / 2) continue;
      if (Math.abs(y - image.height / 2) > (image.height + box.height) / 2) continue;
      centres.push({ x, y });
    }
  }
  return centres;
};

const isWhole = (image, box, { x, y }) =>
  x - box.width / 2 >= 0 &&
  y - box.height / 2 >= 0 &&
  x + box.width / 2 <= image.width &&
  y + box.height / 2 <= image.height;

/** Blends all copies into the picture, cut at its borders; mean |Δluma| over the pixels of the whole copies. */
const drawAll = (image, box, centres, opacity) => {
  let sum = 0;
  let count = 0;
  for (const centre of centres) {
    const [left, top] = [Math.round(centre.x - box.width / 2), Math.round(centre.y - box.height / 2)];
    for (let y = Math.max(0, -top); y < Math.min(box.height, image.height - top); y++) {
      for (let x = Math.max(0, -left); x < Math.min(box.width, image.width - left); x++) {
        const m = 4 * (y * box.width + x);
        const alpha = (box.data[m + 3] / 255) * opacity;
        if (alpha === 0) continue;
        const o = 3 * ((top + y) * image.width + left + x);
        let delta = 0;
        for (let c = 0; c < 3; c++) {
          const value = image.data[o + c];
          const mixed = Math.round(value + (box.data[m + c] - value) * alpha);
          delta += (mixed - value) * [0.299, 0.587, 0.114][c];
          image.data[o + c] = mixed;
        }
        if (box.data[m + 3] <= 60) continue;
        sum += Math.abs(delta);
        count++;
      }
    }
  }
  return sum / Math.max(1, count);
};

/** One tiled JPEG and the truth about it, the same for the same seed; undefined where too few copies fit. */
export const tiling = async (files, markPng, seed, index, angles) => {
  const random = seededRandom(`${seed}/${index}`);
  const file = files[Math.floor(random() * files.length)];
  const opacity = OPACITIES[index % OPACITIES.length];
  const angle = angles[Math.floor(index / OPACITIES.length) % angles.length];
  const quality = Math.round(50 + 40 * random());
  const halved = random() < 0.5;
  const image = await decodeRgb(file);
  const upright = await sharp(markPng).metadata();
  const png = angle === 0 ? markPng : await turnedPng(markPng, angle);
  const ratio = (await sharp(png).metadata()).width / upright.width;
  for (let attempt = 0; attempt < 8; attempt++) {
    const scale = SCALES[0] * (SCALES[1] / SCALES[0]) ** random();
    const width = Math.round(image.width * scale);
    const { data, info } = await sharp(png)
      .resize({ width: Math.max(8, Math.round(width * ratio)) })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const box = { data, width: info.width, height: info.height };
    const mark = { width, height: (width * upright.height) / upright.width };
    const centres = layOut(image, mark, box, angle, random);
    const whole = centres.filter((centre) => isWhole(image, box, centre));
    if (whole.length < LEAST_COPIES) continue;
    const contrast = drawAll(image, box, centres, opacity);
    let bytes = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
      .jpeg({ quality })
      .toBuffer();
    if (halved)
      bytes = await sharp(bytes)
        .resize({ width: image.width >> 1 })
        .jpeg({ quality })
        .toBuffer();
    return {
      bytes,
      truth: {
        file,
        angle,
        opacity,
        scale: box.width / ratio / image.width,
        quality,
        halved,
        contrast,
        copies: whole.map(({ x, y }) => [x / image.width, y / image.height].map((value) => Number(value.toFixed(4)))),
      },
    };
  }
  return undefined;
};
