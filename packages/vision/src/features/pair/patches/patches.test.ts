import { describe, expect, it } from 'vitest';
import { ADDED, LOST, mostInQuarter, patchesOf, SEEN } from './patches.ts';

const ACROSS = 20;
/** 20×20 blocks that are seen, but for what `other` says of a column and a row. */
const blocks = (other: (x: number, y: number) => number): Uint8Array =>
  Uint8Array.from({ length: ACROSS * ACROSS }, (_, k) => other(k % ACROSS, Math.floor(k / ACROSS)) || SEEN);
const within = (x: number, y: number, left: number, top: number, size: number): boolean =>
  x >= left && x < left + size && y >= top && y < top + size;

describe('patches of other content', () => {
  it('are counted where blocks touch each other, lost and added alike', () => {
    const states = blocks((x, y) => (within(x, y, 8, 8, 3) ? LOST : within(x, y, 11, 11, 2) ? ADDED : 0));
    expect(patchesOf(states, ACROSS)).toEqual({ largest: 13, covered: 0 });
  });
  it('leave out a band along an edge, and a label in a corner', () => {
    const band = blocks((x, y) => (y >= 17 && x % 3 !== 0 ? LOST : 0));
    expect(patchesOf(band, ACROSS)).toEqual({ largest: 0, covered: 39 });
    const label = blocks((x, y) => (within(x, y, 2, 2, 3) ? LOST : 0));
    expect(patchesOf(label, ACROSS)).toEqual({ largest: 0, covered: 9 });
  });
  it('count what is too high for a band, and what is unseen not at all', () => {
    expect(
      patchesOf(
        blocks((_, y) => (y >= 10 ? LOST : 0)),
        ACROSS,
      ).largest,
    ).toBeGreaterThan(50);
    expect(patchesOf(new Uint8Array(ACROSS * ACROSS), ACROSS)).toEqual({ largest: 0, covered: 0 });
  });
});

describe('blocks in one quarter of what is seen', () => {
  const ones = (isOne: (x: number, y: number) => boolean): Uint8Array =>
    Uint8Array.from({ length: ACROSS * ACROSS }, (_, k) => (isOne(k % ACROSS, Math.floor(k / ACROSS)) ? 1 : 0));
  const seen = blocks(() => 0);
  it.each<[string, (x: number, y: number) => boolean, number]>([
    ['each corner has as many', () => true, 11 * 11],
    ['the lower right one', (x, y) => x >= 12 && y >= 12, 64],
    ['a patch across two is counted in each', (x, y) => x >= 6 && x < 14 && y < 2, 10],
    ['nothing', () => false, 0],
  ])('%s', (_, isOne, most) => {
    expect(mostInQuarter(ones(isOne), seen, ACROSS)).toBe(most);
  });
  it('is of what is seen alone', () => {
    const left = blocks(() => 0).map((state, k) => (k % ACROSS < 10 ? state : 0));
    expect(
      mostInQuarter(
        ones((x, y) => x < 10 && y < 10),
        left,
        ACROSS,
      ),
    ).toBe(60);
    expect(
      mostInQuarter(
        ones(() => true),
        new Uint8Array(ACROSS * ACROSS),
        ACROSS,
      ),
    ).toBe(0);
  });
});
