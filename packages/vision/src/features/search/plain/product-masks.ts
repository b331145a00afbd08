import type { RgbImage } from '@listing-lint/rules/image';
import { linearLight, MASK_CELL } from '../../kernel/kernel.ts';
import { cubeRoot } from '../../pair/colours.ts';
import { flooded } from '../../pair/ground.ts';
import type { LabCells } from './lab-cells.ts';

/** Cells of `MASK_CELL` px: their mean colours, and by how much a channel differs in each at most, of 255. */
export interface FineCells extends LabCells {
  readonly range: Uint8Array;
}

/** Rows of a cell that count: every second one. */
const ROW_STEP = 2;
const SAMPLES = (MASK_CELL * MASK_CELL) / ROW_STEP;
/** Linear light of each value, of which all samples of a cell come to its mean. */
const LIGHT = Float64Array.from({ length: 256 }, (_, value) => linearLight(value) / SAMPLES);

/** Cells that are cut off by an edge are left out. */
export const fineCells = ({ width, height, data }: RgbImage): FineCells => {
  const columns = Math.floor(width / MASK_CELL);
  const rows = Math.floor(height / MASK_CELL);
  const lab = new Float32Array(3 * columns * rows);
  const range = new Uint8Array(columns * rows);
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      const first = 3 * (row * MASK_CELL * width + column * MASK_CELL);
      let most = 0;
      for (let channel = 0; channel < 3; channel++) {
        let [least, largest, sum] = [255, 0, 0];
        for (let y = 0; y < MASK_CELL; y += ROW_STEP) {
          const from = first + 3 * y * width + channel;
          for (let at = from; at < from + 3 * MASK_CELL; at += 3) {
            const value = data[at] ?? 0;
            if (value < least) least = value;
            if (value > largest) largest = value;
            sum += LIGHT[value] ?? 0;
          }
        }
        lab[3 * cell + channel] = sum;
        if (largest - least > most) most = largest - least;
      }
      range[cell] = most;
      toLab(lab, 3 * cell);
    }
  }
  return { columns, rows, lab, range };
};

/** Steps of linear light in the lookup table of the cube root for L*; values are rounded down. */
const STEPS = 16_384;
const ROOTS = Float32Array.from({ length: STEPS + 1 }, (_, k) => cubeRoot(k / STEPS));
const rootOf = (t: number): number => ROOTS[Math.min(STEPS, (t * STEPS) | 0)] ?? 0;

/** Linear red, green and blue to CIELAB, in place: near enough, a hundred times as fast. */
const toLab = (lab: Float32Array, at: number): void => {
  const [r, g, b] = [lab[at] ?? 0, lab[at + 1] ?? 0, lab[at + 2] ?? 0];
  const x = rootOf((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = rootOf(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = rootOf((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  lab[at] = 116 * y - 16;
  lab[at + 1] = 500 * (x - y);
  lab[at + 2] = 200 * (y - z);
};

/** Largest ΔE of a background cell: strict, for a pale product on white, and tolerant, for one with a soft shadow. */
const OF_GROUND: readonly number[] = [4, 9];
/** Share of the cells along the edges that have that colour. */
const LEAST_EDGE = 0.6;
/** A ground whose colour changes softly: how much a cell of it shows, of 255, and the ΔE from one to the next. */
const SOFT_RANGE = 14;
const SOFT_STEP = 2.2;

/**
 * A shadow on it: as warm as the ground, ΔE along either axis, and darker, its edge soft, of 255 within a cell and ΔE from one to the next. What casts one in
 * ours may stand without it on another ground.
 */
const AS_WARM = 3;
const SHADOW_RANGE = 36;
const SHADOW_STEP = 6;

/**
 * Returns foreground masks by several background models: cells that are 1. Two by the background colour, if there is one, one by that without shadows, and one by how
 * softly it changes.
 */
export const productMasks = (cells: FineCells): readonly Uint8Array[] => {
  const soft = groundCells(
    cells,
    cells.range.map((range) => Number(range <= SOFT_RANGE)),
    SOFT_STEP,
  );
  return [...evenGrounds(cells), soft].map((ground) => ground.map((each) => 1 - each));
};

const evenGrounds = (cells: FineCells): readonly Uint8Array[] => {
  const { lab } = cells;
  const edge = edgeCells(cells);
  const colour = colourOfEdge(cells, edge);
  const grounds = OF_GROUND.flatMap((most) => {
    const mayBe = new Uint8Array(lab.length / 3);
    for (let k = 0; k < mayBe.length; k++) mayBe[k] = Number(isNearLab(lab, 3 * k, colour, 0, most));
    const alike = edge.reduce((sum, cell) => sum + (mayBe[cell] ?? 0), 0);
    return alike < LEAST_EDGE * edge.length ? [] : [groundCells(cells, mayBe)];
  });
  const [closely, ...less] = grounds;
  // In this order: of most pictures two are stored.
  return closely === undefined ? [] : [closely, groundCells(cells, shadowed(cells, colour), SHADOW_STEP), ...less];
};

/** The middle one of the colours along the edges, axis by axis. */
export const colourOfEdge = ({ lab }: LabCells, edge: readonly number[]): readonly number[] =>
  [0, 1, 2].map((axis) => {
    const values = Float32Array.from(edge, (cell) => lab[3 * cell + axis] ?? 0).sort();
    return values[values.length >> 1] ?? 0;
  });

/** Cells that may be a ground of a colour, or lie in a shadow on it. */
const shadowed = ({ lab, range }: FineCells, [l = 0, a = 0, b = 0]: readonly number[]): Uint8Array => {
  const mayBe = new Uint8Array(range.length);
  for (let k = 0; k < mayBe.length; k++) {
    const isWarm = Math.abs((lab[3 * k + 1] ?? 0) - a) > AS_WARM || Math.abs((lab[3 * k + 2] ?? 0) - b) > AS_WARM;
    if (!isWarm && (lab[3 * k] ?? 0) <= l + AS_WARM && (range[k] ?? 0) <= SHADOW_RANGE) mayBe[k] = 1;
  }
  return mayBe;
};

export const isNearLab = (
  lab: ArrayLike<number>,
  at: number,
  other: ArrayLike<number>,
  from: number,
  most: number,
): boolean => {
  const l = (lab[at] ?? 0) - (other[from] ?? 0);
  const a = (lab[at + 1] ?? 0) - (other[from + 1] ?? 0);
  const b = (lab[at + 2] ?? 0) - (other[from + 2] ?? 0);
  return l * l + a * a + b * b <= most * most;
};

/** Cells along the edges; those in the corners come twice. */
export const edgeCells = ({ columns, rows }: LabCells): readonly number[] => [
  ...Array.from({ length: columns }, (_, column) => [column, (rows - 1) * columns + column]).flat(),
  ...Array.from({ length: rows }, (_, row) => [row * columns, (row + 1) * columns - 1]).flat(),
];

/** The cells that may be ground and hang together with the edges, none further from the one before than a step, where one is given. */
const groundCells = ({ columns, rows, lab }: FineCells, mayBe: Uint8Array, step?: number): Uint8Array => {
  const isStep = (most: number) => (from: number, to: number) => isNearLab(lab, 3 * from, lab, 3 * to, most);
  return flooded(mayBe, columns, rows, step === undefined ? undefined : isStep(step)).isGround;
};
