import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ABOVE, components, LEFT, linksOfMask, TAKEN } from './regions.ts';

const SIDE = 12;

/** Flood fill, the plain way. */
const flooded = (mask: readonly number[], width: number): number[] => {
  const labels = mask.map(() => 0);
  let count = 0;
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] === 0 || labels[start] !== 0) continue;
    labels[start] = ++count;
    const stack = [start];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const x = (at % width) + dx;
          const next = at + dy * width + dx;
          if (x < 0 || x >= width || mask[next] !== 1 || labels[next] !== 0) continue;
          labels[next] = count;
          stack.push(next);
        }
      }
    }
  }
  return labels;
};

describe('components', () => {
  it('finds what a flood fill finds, in the same order, with its boxes and areas', () => {
    const bits = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: SIDE * SIDE, maxLength: SIDE * SIDE });
    fc.assert(
      fc.property(bits, (mask) => {
        const { labels, blobs } = components(SIDE, SIDE, linksOfMask(Uint8Array.from(mask)));
        const expected = flooded(mask, SIDE);
        expect([...labels]).toEqual(expected);
        for (const { label, left, top, right, bottom, area } of blobs) {
          const own = expected.flatMap((other, i) => (other === label ? [i] : []));
          expect(area).toBe(own.length);
          expect([left, right]).toEqual([
            Math.min(...own.map((i) => i % SIDE)),
            Math.max(...own.map((i) => i % SIDE)) + 1,
          ]);
          expect([top, bottom]).toEqual([Math.floor((own[0] ?? 0) / SIDE), Math.floor((own.at(-1) ?? 0) / SIDE) + 1]);
        }
      }),
    );
  });

  it('joins only along its links, and leaves out what is small', () => {
    // Two rows of two: the upper pair is linked, the lower left to the upper left, the lower right to nothing.
    const links = Uint8Array.of(TAKEN, TAKEN | LEFT, TAKEN | ABOVE, TAKEN);
    expect([...components(2, 2, links).labels]).toEqual([1, 1, 1, 2]);
    const large = components(2, 2, links, 2);
    expect([...large.labels]).toEqual([1, 1, 1, 0]);
    expect(large.blobs).toEqual([{ label: 1, left: 0, top: 0, right: 2, bottom: 2, area: 3 }]);
  });
});
