import { describe, expect, it } from 'vitest';
import { seeded } from '../../kernel/random.ts';
import { onOneLattice, type Weighted } from './lattice.ts';

const isApart = ({ x, y }: { readonly x: number; readonly y: number }): boolean =>
  Math.abs(x) >= 60 || Math.abs(y) >= 30;

/** Nodes of a turned lattice within 800 × 600, each up to half a pixel off. */
const nodes = (seed: string): Weighted[] => {
  const random = seeded(seed);
  const turn = random() * Math.PI;
  const [along, across] = [150 + 100 * random(), 90 + 60 * random()];
  const places: Weighted[] = [];
  for (let m = -9; m <= 9; m++) {
    for (let n = -9; n <= 9; n++) {
      const [u, v] = [m * along + (n & 1 ? along / 2 : 0), n * across];
      const x = 400 + Math.cos(turn) * u - Math.sin(turn) * v + random() - 0.5;
      const y = 300 + Math.sin(turn) * u + Math.cos(turn) * v + random() - 0.5;
      if (x >= 0 && y >= 0 && x <= 800 && y <= 600) places.push({ x, y, score: 2 + random() });
    }
  }
  return places;
};

const clutter = (seed: string, count: number): Weighted[] => {
  const random = seeded(`clutter ${seed}`);
  return Array.from({ length: count }, () => ({ x: 800 * random(), y: 600 * random(), score: 1 + 1.5 * random() }));
};

describe('onOneLattice', () => {
  it.each(['a', 'b', 'c', 'd', 'e', 'f'])('finds the nodes among places that are none (%s)', (seed) => {
    const [on, off] = [nodes(seed), clutter(seed, 15)];
    const found = onOneLattice([...off, ...on], isApart);
    expect(on.filter((node) => found.includes(node)).length).toBeGreaterThanOrEqual(on.length - 1);
    expect(off.filter((place) => found.includes(place)).length).toBeLessThanOrEqual(1);
  });

  it('takes few of the places that lie anyhow', () => {
    const counts = Array.from({ length: 20 }, (_, i) => onOneLattice(clutter(`${i}`, 30), isApart).length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(7);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(3);
  });

  it('spans no lattice whose nodes would cover each other', () => {
    const row = Array.from({ length: 10 }, (_, i) => ({ x: 20 * i, y: i % 2, score: 2 }));
    expect(onOneLattice(row, isApart)).toHaveLength(3);
  });

  it('gives what there is of fewer than three', () => {
    expect(onOneLattice([], isApart)).toEqual([]);
    expect(onOneLattice([{ x: 1, y: 1, score: 1 }], isApart)).toHaveLength(1);
  });
});
