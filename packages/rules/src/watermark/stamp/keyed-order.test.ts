import { describe, expect, it } from 'vitest';
import { cellBox, combined, rankOf } from './keyed-order.ts';

describe('the rank of a found place', () => {
  const at = (column: number, row: number) => {
    const place = cellBox({ column, row, scale: 0.28 }, 0.4);
    if (place === undefined) throw new Error('no place');
    return place;
  };

  it.each([
    ['on its cell', 3, 5],
    ['a quarter of a step off', 3.25, 4.75],
    ['on the first cell', 0, 0],
    ['on the last cell', 15, 19],
  ])('is that of its cell: %s', (_name, column, row) => {
    const { rank } = rankOf(at(Math.round(column), Math.round(row)), 'key', 'id');
    expect(rank).not.toBeNull();
    expect(rankOf(at(column, row), 'key', 'id').rank).toBe(rank);
  });

  it.each([
    ['between two columns', 3.5, 5],
    ['between two rows', 3, 5.5],
    ['between both', 3.5, 5.5],
    ['left of the grid', -1, 5],
    ['right of the grid', 16, 5],
    ['above the grid', 3, -1],
    ['below the grid', 3, 20],
  ])('is none: %s', (_name, column, row) => {
    expect(rankOf(at(column, row), 'key', 'id')).toEqual({ rank: null, p: 1 });
  });
});

it('combines those of a large shop as those of a small one: chance is chance, however many agree with it', () => {
  for (const count of [2, 200, 2000, 20_000]) {
    const byChance = Array.from({ length: count }, (_, i) => (i + 0.5) / count);
    expect(combined(byChance)).toBeGreaterThan(0.3);
    expect(combined(byChance.map((p) => p / 30))).toBeLessThan(0.01);
  }
  expect(combined([1, 1])).toBe(1);
});
