import type { RgbImage } from '../../../read/raster.ts';
import { linearLight } from '../../kernel/kernel.ts';
import { labOfLinear } from '../../pair/colours.ts';
import { cellAt } from '../../pair/ground.ts';
import type { Sheet } from '../../pair/sheet.ts';

/** Side of a cell, px of a sheet. */
export const LAB_CELL = 8;
/** Every so many pixels count. */
const STEP = 4;
const SAMPLES = (LAB_CELL / STEP) ** 2;

/** Mean colours of a picture in cells, row by row. */
export interface LabCells {
  readonly columns: number;
  readonly rows: number;
  /** CIELAB, three numbers a cell. */
  readonly lab: Float32Array;
}

/** Cells that are cut off by an edge are left out. */
export const labCells = ({ width, height, data }: RgbImage): LabCells => {
  const columns = Math.floor(width / LAB_CELL);
  const rows = Math.floor(height / LAB_CELL);
  const lab = new Float32Array(3 * columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let [red, green, blue] = [0, 0, 0];
      for (let y = STEP >> 1; y < LAB_CELL; y += STEP) {
        for (let x = STEP >> 1; x < LAB_CELL; x += STEP) {
          const at = 3 * ((row * LAB_CELL + y) * width + column * LAB_CELL + x);
          red += linearLight(data[at] ?? 0);
          green += linearLight(data[at + 1] ?? 0);
          blue += linearLight(data[at + 2] ?? 0);
        }
      }
      lab.set(labOfLinear(red / SAMPLES, green / SAMPLES, blue / SAMPLES), 3 * (row * columns + column));
    }
  }
  return { columns, rows, lab };
};

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
