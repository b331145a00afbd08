import type { RgbImage } from '@listing-lint/rules/image';
import type { LevelCounts, Shades } from '../kernel/looker.ts';
import { pictureLooker } from '../kernel/looker-wasm.ts';
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
  /** What the strongest channel does not exceed in 99 % of the whole picture: a red thing in full light has little luma. */
  readonly strongest: number;
  /** The same as before of what was looked at. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** Shares of what was looked at in which nothing is told any more. */
  readonly clippedBright: number;
  readonly clippedDark: number;
  /**
   * Length of soft borders of what is cut off at white, in sides of the picture: light that burns in runs out, a cut-out product and white paper end
   * sharply.
   */
  readonly softWhite: number;
  /** Share of the outermost pixels that are cut off at white. */
  readonly whiteFrame: number;
}

/** Least share of the picture that a product must cover to be looked at alone. */
const LEAST_PRODUCT = 0.01;
const WHITE = 252;
/** Plain grounds of which every channel is less are dark. */
export const DARK_GROUND = 64;
const BLACK = 3;

export const lightOf = (
  image: RgbImage,
  { mask, product, colour }: PlainGround,
  shades: Pick<Shades, 'roundedLuma' | 'least' | 'spread'>,
): Light => {
  const { roundedLuma, least } = shades;
  const alone = mask !== null && product !== null && product.area >= LEAST_PRODUCT ? mask : null;
  const looker = pictureLooker();
  const standing = alone === null ? undefined : { plane: alone, from: 1, to: 1 };
  const whole = looker.levels(roundedLuma);
  const part = standing === undefined ? whole : looker.levels(roundedLuma, standing);
  const bright = looker.count({ plane: least, from: WHITE, to: 255 }, standing);
  const all = roundedLuma.length;
  const seen = Math.max(1, part.reduce(plus, 0));
  const at = (share: number): number => quantile(whole, share * all);
  const of = (share: number): number => quantile(part, share * seen);
  return {
    of: alone === null ? 'picture' : 'product',
    ...{ p1: at(0.01), p5: at(0.05), p50: at(0.5), p95: at(0.95), p99: at(0.99) },
    strongest: quantile(looker.levels(strongestOf(shades)), 0.99 * all),
    // What is light on a dark ground is no picture that is too light.
    low: mask !== null && Math.max(...colour) < DARK_GROUND ? Math.min(at(0.05), of(0.05)) : of(0.05),
    ...{ middle: of(0.5), high: of(0.95) },
    clippedBright: bright / seen,
    clippedDark: part.subarray(0, BLACK + 1).reduce(plus, 0) / seen,
    ...whiteOf(image, least),
  };
};

/** Least of the channels from which a pixel is cut off at white, and by how much less it is where the border is soft. */
export const CUT = 252;
export const SOFT = 20;

const whiteOf = ({ width, height }: RgbImage, least: Uint8Array): Pick<Light, 'softWhite' | 'whiteFrame'> => {
  const soft = pictureLooker().softSides({ width, height, data: least }, CUT, CUT - SOFT);
  let [frame, white] = [0, 0];
  const look = (i: number): void => {
    frame++;
    if ((least[i] ?? 0) >= CUT) white++;
  };
  for (let x = 0; x < width; x++) {
    look(x);
    if (height > 1) look((height - 1) * width + x);
  }
  for (let y = 1; y < height - 1; y++) {
    look(y * width);
    if (width > 1) look((y + 1) * width - 1);
  }
  return { softWhite: soft / Math.sqrt(Math.max(1, width * height)), whiteFrame: white / Math.max(1, frame) };
};

/** The strongest channel of each pixel. */
const strongestOf = ({ least, spread }: Pick<Shades, 'least' | 'spread'>): Uint8Array => {
  const strongest = new Uint8Array(least.length);
  for (let i = 0; i < strongest.length; i++) strongest[i] = (least[i] ?? 0) + (spread[i] ?? 0);
  return strongest;
};

const plus = (sum: number, count: number): number => sum + count;

const quantile = (counts: LevelCounts, wanted: number): number => {
  let sum = 0;
  for (let value = 0; value < counts.length; value++) {
    sum += counts[value] ?? 0;
    if (sum >= wanted) return value;
  }
  return 255;
};
