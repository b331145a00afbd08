import type { ChangeMap } from './change-map.ts';
import { APART_CELL } from './kernel/kernel.ts';

/** Cells a side of the window in which that is added up: 16 px. */
const WINDOW = 4;

/** The window with the largest residual, and its centre, px. */
export interface GreatestWindow {
  readonly sum: number;
  readonly x: number;
  readonly y: number;
}

/** The most that any window of 16×16 px stands out; one cell alone is no part of a picture. */
export const greatestChange = (map: Pick<ChangeMap, 'sums' | 'columns'>): number => greatestWindow(map).sum;

/** The same, and where that is. */
export const greatestWindow = ({ sums, columns }: Pick<ChangeMap, 'sums' | 'columns'>): GreatestWindow => {
  const rows = Math.floor(sums.length / columns);
  let greatest: GreatestWindow = { sum: 0, x: 0, y: 0 };
  for (let top = 0; top + WINDOW <= rows; top++) {
    const prefixCounts = prefixCountsOf(sums, columns, top);
    for (let left = 0; left + WINDOW <= columns; left++) {
      // In most windows nothing stands out.
      if ((prefixCounts[left + WINDOW] ?? 0) - (prefixCounts[left] ?? 0) < 2) continue;
      let sum = 0;
      for (let row = top; row < top + WINDOW; row++)
        for (let column = left; column < left + WINDOW; column++) sum += sums[row * columns + column] ?? 0;
      if (sum > greatest.sum)
        greatest = { sum, x: (left + WINDOW / 2) * APART_CELL, y: (top + WINDOW / 2) * APART_CELL };
    }
  }
  return greatest;
};

/** How many cells stand out in the rows of a window, left of each column. */
const prefixCountsOf = (sums: Float32Array, columns: number, top: number): Int32Array => {
  const prefixCounts = new Int32Array(columns + 1);
  for (let column = 0; column < columns; column++) {
    let count = 0;
    for (let row = top; row < top + WINDOW; row++) if ((sums[row * columns + column] ?? 0) > 0) count++;
    prefixCounts[column + 1] = (prefixCounts[column] ?? 0) + count;
  }
  return prefixCounts;
};
