import { createHmac } from 'node:crypto';
import type { FractionBox } from '@listing-lint/core/plugin';
import { loadSharp } from '../../image/read/load-sharp.ts';
import type { GreyImage } from '../../image/read/raster.ts';
import { boxMean } from '../../kernel/box-mean.ts';
import { seeded } from '../../kernel/random.ts';

/** Reach, px of the canonical picture, of the two means that noise is smoothed by: coarse enough to outlive half the size, too fine to be seen as blotches. */
const SMOOTH = 2;
/** Reach of the means that say how lively a picture is around a pixel, px. */
const AROUND = 4;
/** Grain by the deviation of luma around, levels: `least` and a share of it, no more than `most`, and none where a ground is plainer than `plain`. */
const AMOUNT = { plain: 0.4, least: 0.35, share: 0.14, most: 2.5 };
/** Luma within which a pixel takes grain, so that white grounds stay white; and levels from black and white within which it takes less. */
const LUMA = { least: 16, most: 246, fading: 64 };
/** Standard deviations of the noise beyond which it is cut. */
const MOST_NOISE = 2.2;
/** Times the mark's height that are left free around it. */
const FREE = 0.15;
/** Blended with, what changes nothing: whole levels are cut off, not rounded. */
const NEUTRAL = 128;

/**
 * A faint, invisible grain that belongs to a picture and a key, strongest in lively areas. It distinguishes copies
 * of the stamped file from copies of the picture before. 8 bits a pixel, to be blended with it as `overlay`.
 */
export interface Grain {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Longest side of a picture to which its grain is made, px: of the canonical picture, in which copies are compared. */
export const GRAIN_SIDE = 1024;

/** The grain of a picture, of at most `GRAIN_SIDE`; seeded by HMAC-SHA-256(key, id | grain). */
export const grainOf = (luma: GreyImage, key: string, id: string): Grain => {
  const { width, height } = luma;
  const noise = smoothNoise(luma, createHmac('sha256', key).update(`${id}|grain`).digest('hex'));
  const amounts = grainAmounts(luma);
  const data = Buffer.alloc(width * height, NEUTRAL);
  const random = seeded(`${id} whole levels`);
  for (let i = 0; i < data.length; i++) {
    const amount = amounts[i] ?? 0;
    if (amount === 0) continue;
    const own = luma.data[i] ?? 0;
    // `overlay` changes a pixel by what it is blended with less the middle, over 127.5, of what is left to black or white, whichever is nearer.
    const room = Math.min(own, 255 - own);
    const change = amount * Math.max(-MOST_NOISE, Math.min(MOST_NOISE, noise[i] ?? 0));
    const blend = 127.5 + ((change + 0.5) * 127.5) / room;
    data[i] = Math.max(0, Math.min(255, Math.floor(blend + random())));
  }
  return { data, width, height };
};

/** The grain as an overlay of a picture of that size, but for the mark's place and what is close to it. */
export const grainOverlay = async (grain: Grain, place: FractionBox, width: number, height: number) => {
  const sharp = await loadSharp();
  const raw = { width: grain.width, height: grain.height, channels: 1 as const };
  const { data, info } = await sharp(without(grain, place), { raw })
    .resize({ width, height, fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    ...{ input: data, raw: { width: info.width, height: info.height, channels: info.channels } },
    ...{ left: 0, top: 0, blend: 'overlay' as const },
  };
};

const without = ({ data, width, height }: Grain, place: FractionBox): Buffer => {
  const room = FREE * place.height;
  const left = Math.max(0, Math.floor((place.x - room) * width));
  const right = Math.min(width, Math.ceil((place.x + place.width + room) * width));
  const bottom = Math.min(height, Math.ceil((place.y + place.height + room) * height));
  const rest = Buffer.from(data);
  for (let y = Math.max(0, Math.floor((place.y - room) * height)); y < bottom; y++)
    rest.fill(NEUTRAL, y * width + left, y * width + right);
  return rest;
};

/** Noise of variance 1 in which nothing is as fine as a pixel. */
const smoothNoise = ({ width, height }: GreyImage, seed: string): Float32Array => {
  const random = seeded(seed);
  const white = Float32Array.from({ length: width * height }, () => random() - 0.5);
  const smooth = boxMean(boxMean(white, width, height, SMOOTH), width, height, SMOOTH);
  let squares = 0;
  for (const value of smooth) squares += value * value;
  const scale = 1 / Math.sqrt(squares / smooth.length);
  return smooth.map((value) => scale * value);
};

/** How much grain a picture takes at each pixel: standard deviation, levels, the mark's place not left out. */
export const grainAmounts = ({ width, height, data }: GreyImage): Float32Array => {
  const luma = new Float32Array(data);
  const mean = boxMean(luma, width, height, AROUND);
  const square = boxMean(
    luma.map((value) => value * value),
    width,
    height,
    AROUND,
  );
  return luma.map((value, i) => {
    const deviation = Math.sqrt(Math.max(0, (square[i] ?? 0) - (mean[i] ?? 0) ** 2));
    if (deviation < AMOUNT.plain || value < LUMA.least || value > LUMA.most) return 0;
    const fading = Math.min(1, Math.min(value, 255 - value) / LUMA.fading);
    return fading * Math.min(AMOUNT.most, AMOUNT.least + AMOUNT.share * deviation);
  });
};
