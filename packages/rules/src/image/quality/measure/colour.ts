import type { RgbImage } from '../../read/raster.ts';
import type { LevelCounts, Shades } from '../kernel/looker.ts';
import { pictureLooker } from '../kernel/looker-wasm.ts';
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
  image: RgbImage,
  ground: PlainGround,
  { luma: lumas, spread: spreads }: Pick<Shades, 'luma' | 'spread'>,
): Colour => {
  const looker = pictureLooker();
  const spread = looker.levels(spreads);
  const apartBy = (least: number): number => sumOf(spread, (count, level) => (level > least ? count : 0));
  const plain = looker.levels(looker.green(image.data), { plane: spreads, from: 0, to: NEUTRAL });
  const neutral = sumOf(plain, (count, level) => (level > 40 && level < 252 ? count : 0));
  const all = Math.max(1, lumas.length);
  const lightest = meanFrom(image, lumas, levelFrom(looker.levels(lumas), LIGHTEST * all));
  return {
    coloured: apartBy(COLOURED) / all,
    tinged: apartBy(TINGED) / all,
    chroma: sumOf(spread, (count, level) => level * count) / all,
    neutral: neutral / all,
    lightest,
    alike: alikeOf(image, lumas, lightest),
    onColour: ground.mask !== null && isIntended(ground.colour),
  };
};

const sumOf = (counts: LevelCounts, of: (count: number, level: number) => number): number =>
  counts.reduce((sum, count, level) => sum + of(count, level), 0);

const isIntended = ([r, g, b]: readonly [number, number, number]): boolean => {
  const most = Math.max(r, g, b);
  return most - Math.min(r, g, b) > COLOURED && (most < WHITE_STRENGTH || lumaOf(r, g, b) < WHITE_LIGHTNESS * most);
};

/** The level from which on there are so many pixels. */
const levelFrom = (counts: LevelCounts, wanted: number): number => {
  let level = 255;
  for (let sum = counts[level] ?? 0; level > 0 && sum < wanted; sum += counts[level] ?? 0) level--;
  return level;
};

const meanFrom = (image: RgbImage, lumas: Uint8Array, level: number): [number, number, number] => {
  const [red, green, blue, count] = pictureLooker().lightSums(image, lumas, level);
  const mean = (sum: number): number => Math.round(sum / Math.max(1, count));
  return [mean(red), mean(green), mean(blue)];
};

/** Parts of a level that corrected ones are counted in: no two that differ at all are as near to each other. */
const PARTS = 2 ** 22;
/** Room for their rounding. */
const ROUNDING = 4;

const alikeOf = (image: RgbImage, lumas: Uint8Array, lightest: readonly [number, number, number]): number => {
  const [red, green, blue] = lightest;
  const most = Math.max(red, green, blue, 1);
  const tables = new Int32Array(3 * 256);
  for (const [channel, white] of lightest.entries()) {
    for (let value = 0; value < 256; value++) {
      tables[256 * channel + value] = Math.round(PARTS * Math.min(255, (value * most) / Math.max(1, white)));
    }
  }
  const least = Math.ceil(NEARLY * lumaOf(red, green, blue));
  const bounds = { least, most: COLOURED * PARTS + ROUNDING, tables };
  const { light, alike } = pictureLooker().alike(image, lumas, bounds);
  return alike / Math.max(1, light);
};
