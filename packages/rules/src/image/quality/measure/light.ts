import type { RgbImage } from '../../read/raster.ts';
import type { PlainGround } from './ground.ts';

/** How light a picture is; luma 0–255, shares 0–1. */
export interface Light {
  /** What was looked at: the product alone where it stands on a plain ground. */
  readonly of: 'product' | 'picture';
  /** Luma of the whole picture that 1 %, 5 %, 50 %, 95 % and 99 % of it do not exceed. */
  readonly p1: number;
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** The same of what was looked at. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** Shares of what was looked at in which nothing is told any more. */
  readonly clippedBright: number;
  /** Of the pixels with a colour, the share in which a channel has reached its end. */
  readonly clippedColour: number;
  readonly clippedDark: number;
}

/** Least share of the picture that a product must cover to be looked at alone. */
const LEAST_PRODUCT = 0.01;
const WHITE = 253;
/** Least difference of channels of a pixel with a colour, and least share of such pixels to say anything. */
const COLOURED = 12;
const LEAST_COLOURED = 0.02;
const BLACK = 3;

export const lightOf = ({ data }: RgbImage, { mask, product }: PlainGround): Light => {
  const alone = mask !== null && product !== null && product.area >= LEAST_PRODUCT ? mask : null;
  const whole = new Uint32Array(256);
  const part = new Uint32Array(256);
  let [bright, coloured, clipped] = [0, 0, 0];
  for (let i = 0, p = 0; p < data.length; i++, p += 3) {
    const [r, g, b] = [data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0];
    const luma = (r * 77 + g * 150 + b * 29 + 128) >> 8;
    whole[luma] = (whole[luma] ?? 0) + 1;
    const most = Math.max(r, g, b);
    if (most - Math.min(r, g, b) > COLOURED) {
      coloured++;
      if (most >= WHITE) clipped++;
    }
    if (alone !== null && alone[i] === 0) continue;
    part[luma] = (part[luma] ?? 0) + 1;
    if (r >= WHITE && g >= WHITE && b >= WHITE) bright++;
  }
  const all = data.length / 3;
  const seen = Math.max(
    1,
    part.reduce((sum, count) => sum + count, 0),
  );
  const at = (share: number): number => quantile(whole, share * all);
  const of = (share: number): number => quantile(part, share * seen);
  let dark = 0;
  for (let value = 0; value <= BLACK; value++) dark += part[value] ?? 0;
  return {
    of: alone === null ? 'picture' : 'product',
    ...{ p1: at(0.01), p5: at(0.05), p50: at(0.5), p95: at(0.95), p99: at(0.99) },
    ...{ low: of(0.05), middle: of(0.5), high: of(0.95) },
    clippedBright: bright / seen,
    clippedColour: coloured < LEAST_COLOURED * all ? 0 : clipped / coloured,
    clippedDark: dark / seen,
  };
};

const quantile = (counts: Uint32Array, wanted: number): number => {
  let sum = 0;
  for (const [value, count] of counts.entries()) {
    sum += count;
    if (sum >= wanted) return value;
  }
  return 255;
};
