// Which keys of a table are probed for a point.
import { describe, expect, it } from 'vitest';
import { COMPARISONS } from '../kernel.ts';
import { keyTurns, LIKELY_PAIRS, LIKELY_TURNS, mostProbes } from './point-probes.ts';

const BITS = Array.from({ length: 20 }, (_, k) => 7 * k);
const said = (margins?: Uint8Array, at = 0): readonly number[] => {
  const turns = new Uint32Array(mostProbes(BITS.length));
  return [...turns.subarray(0, keyTurns(BITS, margins, at, turns))];
};

describe('keyTurns', () => {
  it('turns each bit where nothing is known of them', () => {
    expect(said()).toEqual([0, ...BITS.map((_, k) => 2 ** k)]);
  });
  it('turns those that are the nearest to it, one and two at a time, the first of equal ones first', () => {
    const margins = new Uint8Array(2 * COMPARISONS).fill(90);
    const nearest = [12, 3, 19, 0, 7, 8, 4, 5];
    for (const [k, bit] of nearest.entries()) margins[COMPARISONS + (BITS[bit] ?? 0)] = 10 + k;
    const single = nearest.map((bit) => 2 ** bit);
    const pairs = LIKELY_PAIRS.map(([a, b]) => (single[a] ?? 0) + (single[b] ?? 0));
    expect(said(margins, 1)).toEqual([0, ...single, ...pairs]);
    expect(said(margins, 0).slice(1, 1 + LIKELY_TURNS)).toEqual([1, 2, 4, 8, 16, 32, 64, 128]);
  });
});
