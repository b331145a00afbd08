// Stamps a mark on photos at seeded places, sizes, opacities and JPEG qualities, half of the results halved, and says how visible each is.
import { createHash } from 'node:crypto';
import sharp from 'sharp';

const OPACITIES = [0.15, 0.25, 0.4, 0.6, 1];
const SCALES = [
  [0.08, 0.12],
  [0.12, 0.2],
  [0.2, 0.35],
  [0.35, 0.6],
];

export const seededRandom = (text) => {
  let state = createHash('sha256').update(text).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const decodeRgb = async (file) => {
  const { data, info } = await sharp(file)
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

/** Draws the mark in place; returns mean |Δluma| over its pixels and the share of them that changed by at least 8. */
export const drawMark = (image, mark, left, top, opacity) => {
  let sum = 0;
  let count = 0;
  let seen = 0;
  for (let y = 0; y < mark.height; y++) {
    for (let x = 0; x < mark.width; x++) {
      const m = 4 * (y * mark.width + x);
      const alpha = (mark.data[m + 3] / 255) * opacity;
      if (alpha === 0) continue;
      const o = 3 * ((top + y) * image.width + left + x);
      let delta = 0;
      for (let c = 0; c < 3; c++) {
        const value = image.data[o + c];
        const mixed = Math.round(value + (mark.data[m + c] - value) * alpha);
        delta += (mixed - value) * [0.299, 0.587, 0.114][c];
        image.data[o + c] = mixed;
      }
      if (mark.data[m + 3] > 60) {
        sum += Math.abs(delta);
        count++;
        if (Math.abs(delta) >= 8) seen++;
      }
    }
  }
  return { contrast: sum / Math.max(1, count), share: seen / Math.max(1, count) };
};

/** PNG of a mark turned by an angle, degrees clockwise, trimmed. */
export const turnedPng = async (markPng, angle) => {
  const turned = await sharp(markPng).rotate(angle, { background: '#0000' }).png().toBuffer();
  return sharp(turned).trim().png().toBuffer();
};

/**
 * One stamped JPEG and the truth about it, the same for the same seed; undefined where the mark would not fit. `scale` is the width of the upright
 * mark over the picture's.
 */
export const placement = async (files, markPng, seed, index, angle = 0) => {
  const random = seededRandom(`${seed}/${index}`);
  const file = files[Math.floor(random() * files.length)];
  const [low, high] = SCALES[Math.floor(index / OPACITIES.length) % SCALES.length];
  const opacity = OPACITIES[index % OPACITIES.length];
  const scale = low + (high - low) * random();
  const quality = Math.round(50 + 40 * random());
  const halved = random() < 0.5;
  const image = await decodeRgb(file);
  const png = angle === 0 ? markPng : await turnedPng(markPng, angle);
  const upright = (await sharp(markPng).metadata()).width;
  const ratio = (await sharp(png).metadata()).width / upright;
  const raw = await sharp(png)
    .resize({ width: Math.max(8, Math.round(image.width * scale * ratio)) })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const mark = { data: raw.data, width: raw.info.width, height: raw.info.height };
  if (mark.width > image.width || mark.height > image.height) return undefined;
  const left = Math.round(random() * (image.width - mark.width));
  const top = Math.round(random() * (image.height - mark.height));
  const { contrast, share } = drawMark(image, mark, left, top, opacity);
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
      opacity,
      scale: mark.width / ratio / image.width,
      quality,
      halved,
      x: (left + mark.width / 2) / image.width,
      y: (top + mark.height / 2) / image.height,
      contrast,
      visible: contrast >= 8 && share >= 0.6,
    },
  };
};
