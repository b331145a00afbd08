import type { RgbImage } from '../../read/raster.ts';
import type { PlainGround } from './ground.ts';

export interface Colour {
  /** Share of the picture with any colour: channels that differ by more than 24. */
  readonly coloured: number;
  /** Mean difference of the strongest and the weakest channel. */
  readonly chroma: number;
  /** Mean colour of the lightest 3 %. */
  readonly lightest: readonly [number, number, number];
  /** Share of all that is nearly as light which would be without colour if the lightest were white: high where light has a colour, low where things have. */
  readonly alike: number;
  /** Whether it stands on a plain ground that is coloured by intent: dimmer, or of a stronger colour, than light of any colour makes white. */
  readonly onColour: boolean;
  /** Share of the picture that is neither black nor white, and without any colour. */
  readonly neutral: number;
}

const COLOURED = 24;
const NEUTRAL = 10;
const LIGHTEST = 0.03;
/** Part of the lightness of the lightest from which on pixels are nearly as light. */
const NEARLY = 0.8;
/** Least of the strongest channel, and of lightness against it, of white under coloured light. */
const WHITE_STRENGTH = 220;
const WHITE_LIGHTNESS = 0.76;

const lumaOf = (r: number, g: number, b: number): number => (r * 77 + g * 150 + b * 29) >> 8;

export const colourOf = ({ data }: RgbImage, ground: PlainGround): Colour => {
  const lumas = new Uint8Array(data.length / 3);
  const counts = new Uint32Array(256);
  let [coloured, chroma, neutral] = [0, 0, 0];
  for (let i = 0, p = 0; i < lumas.length; i++, p += 3) {
    const [r, g, b] = [data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0];
    const luma = lumaOf(r, g, b);
    lumas[i] = luma;
    counts[luma] = (counts[luma] ?? 0) + 1;
    const spread = Math.max(r, g, b) - Math.min(r, g, b);
    chroma += spread;
    if (spread > COLOURED) coloured++;
    if (spread <= NEUTRAL && g > 40 && g < 252) neutral++;
  }
  const all = Math.max(1, lumas.length);
  const lightest = meanFrom(data, lumas, levelFrom(counts, LIGHTEST * all));
  return {
    ...{ coloured: coloured / all, chroma: chroma / all, neutral: neutral / all },
    lightest,
    alike: alikeOf(data, lumas, lightest),
    onColour: ground.mask !== null && isIntended(ground.colour),
  };
};

const isIntended = ([r, g, b]: readonly [number, number, number]): boolean => {
  const most = Math.max(r, g, b);
  return most - Math.min(r, g, b) > COLOURED && (most < WHITE_STRENGTH || lumaOf(r, g, b) < WHITE_LIGHTNESS * most);
};

/** The level from which on there are so many pixels. */
const levelFrom = (counts: Uint32Array, wanted: number): number => {
  let level = 255;
  for (let sum = counts[level] ?? 0; level > 0 && sum < wanted; sum += counts[level] ?? 0) level--;
  return level;
};

const meanFrom = (data: Uint8Array, lumas: Uint8Array, level: number): [number, number, number] => {
  let [red, green, blue, count] = [0, 0, 0, 0];
  for (let i = 0, p = 0; i < lumas.length; i++, p += 3) {
    if ((lumas[i] ?? 0) < level) continue;
    red += data[p] ?? 0;
    green += data[p + 1] ?? 0;
    blue += data[p + 2] ?? 0;
    count++;
  }
  const mean = (sum: number): number => Math.round(sum / Math.max(1, count));
  return [mean(red), mean(green), mean(blue)];
};

const alikeOf = (data: Uint8Array, lumas: Uint8Array, lightest: readonly [number, number, number]): number => {
  const [red, green, blue] = lightest;
  const most = Math.max(red, green, blue, 1);
  const level = NEARLY * lumaOf(red, green, blue);
  const corrected = (value: number, white: number): number => Math.min(255, (value * most) / Math.max(1, white));
  let [light, alike] = [0, 0];
  for (let i = 0, p = 0; i < lumas.length; i++, p += 3) {
    if ((lumas[i] ?? 0) < level) continue;
    light++;
    const r = corrected(data[p] ?? 0, red);
    const g = corrected(data[p + 1] ?? 0, green);
    const b = corrected(data[p + 2] ?? 0, blue);
    if (Math.max(r, g, b) - Math.min(r, g, b) <= COLOURED) alike++;
  }
  return alike / Math.max(1, light);
};
