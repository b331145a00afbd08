import type { RgbImage } from '../../read/raster.ts';

export interface Colour {
  /** Share of the picture with any colour: channels that differ by more than 24. */
  readonly coloured: number;
  /** Mean difference of the strongest and the weakest channel. */
  readonly chroma: number;
  /** What the lightest 1 % of each channel comes to. */
  readonly lightest: readonly [number, number, number];
  /** What the darkest 1 % comes to. */
  readonly darkest: readonly [number, number, number];
  /** Mean of each channel over pixels that are nearly grey (differ by 48 or less) and neither black nor white; null where they are few. */
  readonly greyest: readonly [number, number, number] | null;
  /** Share of the picture that is neither black nor white, and without any colour. */
  readonly neutral: number;
}

const COLOURED = 24;
const NEARLY_GREY = 48;
const NEUTRAL = 10;
const LEAST_GREY = 0.02;

export const colourOf = ({ data }: RgbImage): Colour => {
  const counts = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)] as const;
  const all = data.length / 3;
  let coloured = 0;
  let chroma = 0;
  let [grey, red, green, blue, neutral] = [0, 0, 0, 0, 0];
  for (let p = 0; p < data.length; p += 3) {
    const [r, g, b] = [data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0];
    counts[0][r] = (counts[0][r] ?? 0) + 1;
    counts[1][g] = (counts[1][g] ?? 0) + 1;
    counts[2][b] = (counts[2][b] ?? 0) + 1;
    const spread = Math.max(r, g, b) - Math.min(r, g, b);
    chroma += spread;
    if (spread > COLOURED) coloured++;
    if (spread <= NEUTRAL && g > 40 && g < 252) neutral++;
    if (spread <= NEARLY_GREY && g > 40 && g < 240) {
      grey++;
      red += r;
      green += g;
      blue += b;
    }
  }
  const at = (share: number): [number, number, number] => [
    quantile(counts[0], share * all),
    quantile(counts[1], share * all),
    quantile(counts[2], share * all),
  ];
  return {
    coloured: coloured / all,
    chroma: chroma / all,
    lightest: at(0.99),
    darkest: at(0.01),
    greyest: grey < LEAST_GREY * all ? null : [red / grey, green / grey, blue / grey],
    neutral: neutral / all,
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
