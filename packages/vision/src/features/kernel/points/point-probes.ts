import { COMPARISONS } from '../kernel.ts';

/**
 * Multi-probe keys of a table when the margin of each bit is known: those that differ from the point's own key in one of the bits with the smallest margins, and in two of
 * these. Of pairs of points that agree (6,868 of some 115 thefts of photos of OpenCart and Thelia) these 12 find 64.9 % by one of four
 * tables, all 20 keys that differ in one bit 64.2 %.
 */
export const LIKELY_TURNS = 8;
/** Two of them at a time, by how near to turning they are: the first and the second, … */
export const LIKELY_PAIRS: readonly (readonly [number, number])[] = [
  [0, 1],
  [0, 2],
  [1, 2],
  [0, 3],
];

/** Number of keys of a table that are probed for a number of bits, the own key included. */
export const mostProbes = (bits: number): number => Math.max(bits, LIKELY_TURNS + LIKELY_PAIRS.length) + 1;

/** By what a key is turned, none first: in each one bit, or as its margins say, one of `COMPARISONS` a bit from `at` on. */
export const keyTurns = (
  bits: readonly number[],
  margins: Uint8Array | undefined,
  at: number,
  turns: Uint32Array,
): number => {
  turns[0] = 0;
  if (margins === undefined) {
    for (let i = 0; i < bits.length; i++) turns[i + 1] = 1 << i;
    return bits.length + 1;
  }
  const order = bits
    .map((bit, i) => ((margins[COMPARISONS * at + bit] ?? 0) << 5) | i)
    .sort((a, b) => a - b)
    .map((key) => 1 << (key & 31));
  const single = Math.min(LIKELY_TURNS, order.length);
  for (let k = 0; k < single; k++) turns[k + 1] = order[k] ?? 0;
  let count = single + 1;
  for (const [a, b] of LIKELY_PAIRS) if (b < single) turns[count++] = (order[a] ?? 0) | (order[b] ?? 0);
  return count;
};
