import { cellAt } from '../../pair/ground.ts';
import type { Sheet } from '../../pair/sheet.ts';

/** Side of a cell, px of a sheet. */
export const LAB_CELL = 8;

/** Mean colours of a picture in cells, row by row. */
export interface LabCells {
  readonly columns: number;
  readonly rows: number;
  /** CIELAB, three numbers a cell. */
  readonly lab: Float32Array;
}

/** 1 for each such cell that is plain ground around a product. */
export const groundOfCells = ({ colour, ground }: Sheet): Uint8Array => {
  const columns = Math.floor(colour.width / LAB_CELL);
  const cells = new Uint8Array(columns * Math.floor(colour.height / LAB_CELL));
  if (ground === null) return cells;
  for (let k = 0; k < cells.length; k++) {
    const [x, y] = [(k % columns) + 0.5, Math.floor(k / columns) + 0.5];
    cells[k] = ground.isGround[cellAt(ground, LAB_CELL * x, LAB_CELL * y)] ?? 0;
  }
  return cells;
};
