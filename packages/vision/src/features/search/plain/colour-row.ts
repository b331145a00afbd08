import { type MeanColour, SAME_COLOUR } from './colour-shares.ts';

/** Share of a picture that has the colour of a product at least. */
const LEAST_SHARE = 0.02;

/** Packed colours, three numbers each: thousands are compared with all blocks of a suspect. */
export const inOneRow = (blocks: readonly MeanColour[]): Float64Array => {
  const row = new Float64Array(3 * blocks.length);
  for (let k = 0; k < blocks.length; k++) row.set(blocks[k] ?? [], 3 * k);
  return row;
};

const isAlike = (row: Float64Array, at: number, l: number, a: number, b: number): boolean => {
  const u = (row[at] ?? 0) - l;
  const v = (row[at + 1] ?? 0) - a;
  const w = (row[at + 2] ?? 0) - b;
  return u * u + v * v + w * w <= SAME_COLOUR * SAME_COLOUR;
};

/** How many blocks have a colour. */
export const alikeIn = (row: Float64Array, [l, a, b]: MeanColour): number => {
  let alike = 0;
  for (let at = 0; at < row.length; at += 3) if (isAlike(row, at, l, a, b)) alike++;
  return alike;
};

/** Blocks of a suspect by their lightness, in one row: of thousands of colours each is held against those alone that are about as light. */
const byLightness = (blocks: readonly MeanColour[]): Float64Array => inOneRow(blocks.toSorted(([a], [b]) => a - b));

/** Returns a function that checks whether enough blocks of a picture have the colour of a product without detail. */
export const colourMatcher = (blocks: readonly MeanColour[]): ((colour: MeanColour) => boolean) => {
  const row = byLightness(blocks);
  const least = (LEAST_SHARE * row.length) / 3;
  return ([l, a, b]) => {
    let alike = 0;
    for (let at = firstAsLight(row, l - SAME_COLOUR); at < row.length && alike < least; at += 3) {
      if ((row[at] ?? 0) - l > SAME_COLOUR) break;
      if (isAlike(row, at, l, a, b)) alike++;
    }
    return alike >= least;
  };
};

/** Where those begin that are as light, of blocks by their lightness. */
const firstAsLight = (row: Float64Array, lightness: number): number => {
  let [from, to] = [0, row.length / 3];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((row[3 * middle] ?? 0) < lightness) from = middle + 1;
    else to = middle;
  }
  return 3 * from;
};
