import type { RgbImage } from '@listing-lint/rules/image';
import { unfilled } from '@listing-lint/rules/kernel';
import { mapped, type PlaneMap, type PointPairs, solve } from './mapping.ts';

/** Terms of a smooth field of offsets, to the third power: a page bends in one arc or two. */
const TERMS = 10;
/** Px that points may lie off, as the field is fitted: of the field before, at first none. */
const REACHES = [16, 10, 6, 4] as const;
/** Fewer points say no such field. */
export const FEWEST_BENT = 24;
/** Regularization towards zero offset, in addition to the points. */
const DAMPING = 0.02;
/** Px by which the point that is moved most is moved at least: less is no bend. */
const LEAST_MOVED = 1.5;

/** Offsets across and down, by coefficients of the terms, and the most there are. */
interface Field {
  readonly across: readonly number[];
  readonly down: readonly number[];
  readonly most: number;
}

/**
 * A suspect as if the paper that it shows were flat: points of ours lie where `mapping` leads them to, but for a smooth field of offsets, which is taken away.
 * `pairs` lead from ours into the suspect. Null where no such field explains more than the map does, or too few points.
 */
export const unbent = (suspect: RgbImage, pairs: PointPairs, mapping: PlaneMap): RgbImage | null => {
  const led = Array.from({ length: pairs.count }, (_, k) => mapped(mapping, pairs.fromX[k] ?? 0, pairs.fromY[k] ?? 0));
  const size = Math.max(suspect.width, suspect.height) / 2;
  const terms = led.map(([x, y]) => termsAt(x / size - 1, y / size - 1));
  let field: Field = { across: [], down: [], most: 0 };
  for (const reach of REACHES) {
    const near: number[] = [];
    for (let k = 0; k < pairs.count; k++) {
      const [x, y] = led[k] ?? [0, 0];
      const own = terms[k] ?? [];
      const u = (pairs.toX[k] ?? 0) - x - sumOf(field.across, own);
      const v = (pairs.toY[k] ?? 0) - y - sumOf(field.down, own);
      if (u * u + v * v < reach * reach) near.push(k);
    }
    if (near.length < FEWEST_BENT) return null;
    const offset = (to: Float64Array, axis: 0 | 1) => (k: number) => (to[k] ?? 0) - (led[k]?.[axis] ?? 0);
    const across = fitted(terms, near, offset(pairs.toX, 0));
    const down = fitted(terms, near, offset(pairs.toY, 1));
    if (across === null || down === null) return null;
    const moved = near.map((k) => Math.hypot(sumOf(across, terms[k] ?? []), sumOf(down, terms[k] ?? [])));
    field = { across, down, most: Math.max(...moved) };
  }
  if (field.most < LEAST_MOVED) return null;
  return flattened(suspect, field, size);
};

const termsAt = (x: number, y: number): readonly number[] => [
  1,
  x,
  y,
  x * x,
  x * y,
  y * y,
  x * x * x,
  x * x * y,
  x * y * y,
  y * y * y,
];

const sumOf = (coefficients: readonly number[], terms: readonly number[]): number => {
  let sum = 0;
  for (let k = 0; k < coefficients.length; k++) sum += (coefficients[k] ?? 0) * (terms[k] ?? 0);
  return sum;
};

/** Least squares, damped. */
const fitted = (
  terms: readonly (readonly number[])[],
  chosen: readonly number[],
  valueAt: (k: number) => number,
): readonly number[] | null => {
  const rows = Array.from({ length: TERMS }, (_, i) => {
    const row = new Float64Array(TERMS + 1);
    row[i] = DAMPING * chosen.length * (i < 3 ? 0.01 : 0.1);
    return row;
  });
  for (const k of chosen) {
    const own = terms[k] ?? [];
    const value = valueAt(k);
    for (const [i, row] of rows.entries()) {
      const by = own[i] ?? 0;
      for (let j = 0; j < TERMS; j++) row[j] = (row[j] ?? 0) + by * (own[j] ?? 0);
      row[TERMS] = (row[TERMS] ?? 0) + by * value;
    }
  }
  return solve(rows);
};

/** Moves each pixel by the field, nearest neighbour; beyond the points by no more than at them. */
const flattened = ({ width, height, data }: RgbImage, { across, down, most }: Field, size: number): RgbImage => {
  const out = unfilled(data.length);
  for (let y = 0; y < height; y++) {
    const [alongU, alongV] = [alongRow(across, y / size - 1), alongRow(down, y / size - 1)];
    for (let x = 0; x < width; x++) {
      const at = x / size - 1;
      const u = within(alongU[0] + at * (alongU[1] + at * (alongU[2] + at * alongU[3])), most);
      const v = within(alongV[0] + at * (alongV[1] + at * (alongV[2] + at * alongV[3])), most);
      const column = Math.min(width - 1, Math.max(0, Math.round(x + u)));
      const row = Math.min(height - 1, Math.max(0, Math.round(y + v)));
      const [from, to] = [3 * (row * width + column), 3 * (y * width + x)];
      out[to] = data[from] ?? 0;
      out[to + 1] = data[from + 1] ?? 0;
      out[to + 2] = data[from + 2] ?? 0;
    }
  }
  return { width, height, data: out };
};

/** The same terms for the other axis. */
const alongRow = (
  [one = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0, xxx = 0, xxy = 0, xyy = 0, yyy = 0]: readonly number[],
  at: number,
): readonly [number, number, number, number] => [
  one + at * (y + at * (yy + at * yyy)),
  x + at * (xy + at * xyy),
  xx + at * xxy,
  xxx,
];

const within = (value: number, most: number): number => Math.min(most, Math.max(-most, value));

/** A picture as a mirror shows it. */
export const flopped = ({ width, height, data }: RgbImage): RgbImage => {
  const out = unfilled(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [from, to] = [3 * (y * width + width - 1 - x), 3 * (y * width + x)];
      out[to] = data[from] ?? 0;
      out[to + 1] = data[from + 1] ?? 0;
      out[to + 2] = data[from + 2] ?? 0;
    }
  }
  return { width, height, data: out };
};
