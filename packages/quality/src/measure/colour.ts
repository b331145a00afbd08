import type { RgbImage } from '@listing-lint/rules/image';
import type { LevelCounts, Shades } from '../kernel/looker.ts';
import { pictureLooker } from '../kernel/looker-wasm.ts';
import type { PlainGround } from './ground.ts';
import { DARK_GROUND } from './light.ts';

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
  /** Whether it stands on a plain ground that tells nothing of the light: dark, or coloured by intent, dimmer or of a stronger colour than light of any colour makes white. */
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
/** Least of the strongest channel of white and of light grey under coloured light; of lightness against it, and of the weakest channel. */
const WHITE = 220;
const LIGHT_GREY = 175;
const LAMP_LIGHTNESS = 0.74;
const LAMP = 0.45;

const lumaOf = (r: number, g: number, b: number): number => (r * 77 + g * 150 + b * 29) >> 8;

export const colourOf = (
  image: RgbImage,
  ground: PlainGround,
  { luma: lumas, spread: spreads }: Pick<Shades, 'luma' | 'spread'>,
): Colour => {
  const looker = pictureLooker();
  const apartBy = (least: number): number => looker.count({ plane: spreads, from: least + 1, to: 255 });
  const between = { plane: looker.green(image.data), from: 41, to: 251 };
  const neutral = looker.count(between, { plane: spreads, from: 0, to: NEUTRAL });
  const all = Math.max(1, lumas.length);
  const lightest = meanFrom(image, lumas, levelFrom(looker.levels(lumas), LIGHTEST * all));
  return {
    coloured: apartBy(COLOURED) / all,
    tinged: apartBy(TINGED) / all,
    chroma: looker.sum(spreads) / all,
    neutral: neutral / all,
    lightest,
    alike: alikeOf(image, lumas, lightest),
    onColour: ground.mask !== null && tellsNothing(image, lumas, ground.mask, ground.colour),
  };
};

/** Whether the ground is dark, as the lightest parts on black are skin and leather as often as anything white, or coloured by intent. */
const tellsNothing = (
  image: RgbImage,
  lumas: Uint8Array,
  mask: Uint8Array,
  colour: readonly [number, number, number],
): boolean => {
  if (Math.max(...colour) < DARK_GROUND) return true;
  if (Math.max(...colour) - Math.min(...colour) <= COLOURED) return false;
  if (couldBe(WHITE, colour)) return false;
  const share = litShare(image, lumas, mask, colour);
  return couldBe(LIGHT_GREY, colour) ? share !== null && share < UNLIT : share === null || share < LIT;
};

/** Whether light of a lamp makes this of something without colour that is so light. */
const couldBe = (strength: number, [r, g, b]: readonly [number, number, number]): boolean => {
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  return most >= strength && least >= LAMP * most && lumaOf(r, g, b) >= LAMP_LIGHTNESS * most;
};

/** How much lighter than the ground parts of the product must be to be looked at, and how much of the picture they must cover. */
const LIGHTER = 1.05;
const LEAST_LIGHTER = 0.002;
/** What is white on a coloured ground goes far beyond white when the ground's colour is taken for that of the light. */
const LIGHTEST_CORRECTED = 500;
/** Share of them that must have the ground's colour for it to be that of the light. */
const LIT = 0.6;
/** Share below which light things on a ground that may be light grey tell that it is not. */
const UNLIT = 0.25;

/**
 * How much of what is lighter than the ground on the product has its colour, too, 0–1: then that is the colour of the light, for of things on a coloured ground highlights are white. Null
 * where too little is lighter.
 */
const litShare = (
  image: RgbImage,
  lumas: Uint8Array,
  mask: Uint8Array,
  colour: readonly [number, number, number],
): number | null => {
  const product = new Uint8Array(lumas.length);
  for (let i = 0; i < product.length; i++) if (mask[i] === 1) product[i] = lumas[i] ?? 0;
  const { light, alike } = countAlike(image, product, colour, { nearly: LIGHTER, top: LIGHTEST_CORRECTED });
  return light >= LEAST_LIGHTER * lumas.length ? alike / light : null;
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
  const { light, alike } = countAlike(image, lumas, lightest, { nearly: NEARLY, top: 255 });
  return alike / Math.max(1, light);
};

/** Pixels at least `nearly` times as light as a colour, and those that would be without colour if it were white; corrected levels go up to `top`. */
const countAlike = (
  image: RgbImage,
  lumas: Uint8Array,
  colour: readonly [number, number, number],
  { nearly, top }: { readonly nearly: number; readonly top: number },
): { readonly light: number; readonly alike: number } => {
  const most = Math.max(...colour, 1);
  const tables = new Int32Array(3 * 256);
  for (const [channel, white] of colour.entries()) {
    for (let value = 0; value < 256; value++) {
      tables[256 * channel + value] = Math.round(PARTS * Math.min(top, (value * most) / Math.max(1, white)));
    }
  }
  const least = Math.max(1, Math.ceil(nearly * lumaOf(...colour)));
  return pictureLooker().alike(image, lumas, { least, most: COLOURED * PARTS + ROUNDING, tables });
};
