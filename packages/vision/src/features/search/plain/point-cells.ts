import type { RgbImage } from '@listing-lint/rules/image';
import type { Features } from '../../extract/features.ts';
import type { LabCells } from './lab-cells.ts';

/** How many points lie in each cell of so many px of a picture; they may have been found in another size of it. */
export const cellsOfPoints = (
  { count, x, y, width, height }: Features,
  image: RgbImage,
  { columns, rows }: Pick<LabCells, 'columns' | 'rows'>,
  side: number,
): Uint16Array => {
  const cells = new Uint16Array(columns * rows);
  for (let k = 0; k < count; k++) {
    const column = Math.floor((((x[k] ?? 0) + 0.5) * image.width) / (width * side));
    const row = Math.floor((((y[k] ?? 0) + 0.5) * image.height) / (height * side));
    const cell = row * columns + column;
    if (column < columns && row < rows) cells[cell] = (cells[cell] ?? 0) + 1;
  }
  return cells;
};

/** How many points lie in the cells that are 1. */
export const pointsIn = (points: Uint16Array, cells: Uint8Array): number => {
  let within = 0;
  for (const [k, isIn] of cells.entries()) within += isIn * (points[k] ?? 0);
  return within;
};
