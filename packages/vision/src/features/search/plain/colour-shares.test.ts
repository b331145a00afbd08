// Pictures without detail by their colours: what is cut or written on one is nearer to it than to others of its colour.
import { describe, expect, it } from 'vitest';
import {
  colourShares,
  likeButForWhite,
  likeColours,
  type MeanColour,
  TOP_CELLS,
  topShares,
  withoutWhite,
} from './colour-shares.ts';

const [RED, WHITE, BLUE]: readonly MeanColour[] = [
  [45, 60, 40],
  [99, 0, 0],
  [35, 10, -60],
];
const blocks = (...of: readonly (readonly [MeanColour | undefined, number])[]): readonly MeanColour[] =>
  of.flatMap(([colour, count]) => (colour === undefined ? [] : Array.from({ length: count }, () => colour)));
const likeness = (a: readonly MeanColour[], b: readonly MeanColour[]): number =>
  likeColours(topShares(colourShares(a)), colourShares(b));

describe('colours of a picture', () => {
  it('are like themselves, and not like others', () => {
    const flag = blocks([RED, 60], [WHITE, 40]);
    expect(likeness(flag, flag)).toBeCloseTo(1, 2);
    expect(likeness(flag, blocks([BLUE, 10]))).toBe(0);
    expect(likeness(flag, [])).toBe(0);
  });
  it('are those of a part of it rather than of one that has them in another proportion', () => {
    const [part, slogan] = [blocks([RED, 40], [WHITE, 20]), blocks([RED, 55], [WHITE, 30], [BLUE, 15])];
    for (const suspect of [part, slogan]) {
      expect(likeness(blocks([RED, 60], [WHITE, 40]), suspect)).toBeGreaterThan(
        likeness(blocks([RED, 10], [WHITE, 90]), suspect),
      );
    }
  });
  it('say nothing of two products by the white around them', () => {
    const coloured = (a: readonly MeanColour[], b: readonly MeanColour[]): number =>
      likeButForWhite(topShares(colourShares(a)), withoutWhite(colourShares(b)));
    const red = blocks([RED, 12], [WHITE, 88]);
    const other = blocks([BLUE, 10], [RED, 2], [WHITE, 88]);
    expect(likeness(red, other)).toBeGreaterThan(0.9);
    expect(coloured(red, other)).toBeCloseTo(Math.sqrt(2 / 12), 2);
    // A crop of it, and a slogan on it.
    expect(coloured(red, blocks([RED, 40], [WHITE, 60]))).toBeCloseTo(1, 2);
    expect(coloured(red, blocks([RED, 12], [BLUE, 5], [WHITE, 83]))).toBeCloseTo(Math.sqrt(12 / 17), 2);
    expect([coloured(blocks([WHITE, 9]), red), coloured(red, blocks([WHITE, 9])), coloured(red, [])]).toEqual([
      0, 0, 0,
    ]);
  });
  it('are cells: near ones are merged, and the largest are stored with their shares', () => {
    expect(likeness(blocks([[46, 58, 40], 1]), blocks([[47, 59, 41], 1]))).toBe(1);
    expect(likeness(blocks([[46, 58, 40], 1]), blocks([[52, 58, 40], 1]))).toBe(0);
    const many = Array.from({ length: 2 * TOP_CELLS }, (_, k): MeanColour => [k * 1.5, 0, (k % 7) * 12 - 40]);
    const packed = topShares(colourShares([...many, ...blocks([RED, 200])]));
    expect(packed).toHaveLength(TOP_CELLS);
    expect((packed[0] ?? 0) & 255).toBe(Math.round((255 * 200) / (200 + many.length)));
    expect([...topShares(new Map())]).toEqual(new Array(TOP_CELLS).fill(0));
  });
});
