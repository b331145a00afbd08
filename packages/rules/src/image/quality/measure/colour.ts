import type { RgbImage } from '../../read/raster.ts';
import type { Shades } from '../kernel/looker.ts';
import type { PlainGround } from './ground.ts';

export interface Colour {
  /** Share of the picture with any colour: channels that differ by more than 24. */
  readonly coloured: number;
  /** Share of the picture with a tinge at least: channels that differ by more than 4. Of black and grey things in light a camera sees some, a grey picture has none. */
  readonly tinged: number;
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
const TINGED = 4;
const NEUTRAL = 10;
const LIGHTEST = 0.03;
/** Part of the lightness of the lightest from which on pixels are nearly as light. */
const NEARLY = 0.8;
/** Least of the strongest channel, and of lightness against it, of white under coloured light. */
const WHITE_STRENGTH = 220;
const WHITE_LIGHTNESS = 0.76;

const lumaOf = (r: number, g: number, b: number): number => (r * 77 + g * 150 + b * 29) >> 8;

export const colourOf = (
  { data }: RgbImage,
  ground: PlainGround,
  { luma: lumas, spread: spreads }: Pick<Shades, 'luma' | 'spread'>,
): Colour => {
  const counts = new Uint32Array(256);
  let [coloured, tinged, chroma, neutral] = [0, 0, 0, 0];
  for (let i = 0; i < lumas.length; i++) {
    const luma = lumas[i] ?? 0;
    counts[luma] = (counts[luma] ?? 0) + 1;
    const spread = spreads[i] ?? 0;
    chroma += spread;
    if (spread > TINGED) tinged++;
    if (spread > COLOURED) coloured++;
    else if (spread <= NEUTRAL) {
      const green = data[3 * i + 1] ?? 0;
      if (green > 40 && green < 252) neutral++;
    }
  }
  const all = Math.max(1, lumas.length);
  const lightest = meanFrom(data, lumas, levelFrom(counts, LIGHTEST * all));
  return {
    ...{ coloured: coloured / all, tinged: tinged / all, chroma: chroma / all, neutral: neutral / all },
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
  const correctedBy = (white: number): Float64Array =>
    Float64Array.from({ length: 256 }, (_, value) => Math.min(255, (value * most) / Math.max(1, white)));
  const [reds, greens, blues] = [correctedBy(red), correctedBy(green), correctedBy(blue)];
  let [light, alike] = [0, 0];
  for (let i = 0, p = 0; i < lumas.length; i++, p += 3) {
    if ((lumas[i] ?? 0) < level) continue;
    light++;
    const r = reds[data[p] ?? 0] ?? 0;
    const g = greens[data[p + 1] ?? 0] ?? 0;
    const b = blues[data[p + 2] ?? 0] ?? 0;
    if (Math.max(r, g, b) - Math.min(r, g, b) <= COLOURED) alike++;
  }
  return alike / Math.max(1, light);
};
