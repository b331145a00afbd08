import type { Mask, Patch } from './alignment/patch.ts';

/** Share of the pixels of a mask that are there. */
export const shareOf = (data: Float32Array, mask: Mask): number => {
  let [all, seen] = [0, 0];
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] !== 1) continue;
    all++;
    if (!Number.isNaN(data[i] ?? Number.NaN)) seen++;
  }
  return seen / Math.max(1, all);
};

/** Mean over the pixels of a mask that are there. */
export const meanOf = (values: Float32Array, mask: Mask): number => {
  let [sum, count] = [0, 0];
  for (let i = 0; i < mask.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (mask[i] !== 1 || Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / Math.max(1, count);
};

/** Fine detail: luma less the mean of the 5 × 5 px around; NaN along the border and where the picture does not reach. */
const fineDetail = ({ width, height, data }: Pick<Patch, 'width' | 'height' | 'data'>): Float32Array => {
  const detail = new Float32Array(data.length).fill(Number.NaN);
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) {
      let sum = 0;
      for (let j = -2; j <= 2; j++) for (let i = -2; i <= 2; i++) sum += data[(y + j) * width + x + i] ?? Number.NaN;
      detail[y * width + x] = (data[y * width + x] ?? 0) - sum / 25;
    }
  }
  return detail;
};

/** Fine detail of theirs over that of ours. */
export const detailOf = (ours: Patch, theirs: Patch, box: Mask, gain: number): number => {
  const [a, b] = [fineDetail(ours), fineDetail(theirs)];
  let [own, other] = [0, 0];
  for (let i = 0; i < box.length; i++) {
    const [x, y] = [a[i] ?? Number.NaN, b[i] ?? Number.NaN];
    if (box[i] !== 1 || Number.isNaN(x + y)) continue;
    own += x * x;
    other += y * y;
  }
  return Math.sqrt(other / Math.max(1e-6, own)) / gain;
};

/** Cells across and down in whose means pictures are compared coarsely. */
const CELLS = { across: 8, down: 3 };

/** Root of the mean square by which the means of the cells of a box differ, levels. */
export const coarseDifference = (ours: Float32Array, theirs: Float32Array, width: number, mask: Mask): number => {
  const inside: number[] = [];
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) inside.push(i);
  const [first = 0] = inside;
  const last = inside.at(-1) ?? 0;
  const [left, top] = [first % width, Math.floor(first / width)];
  const [w, h] = [(last % width) - left + 1, Math.floor(last / width) - top + 1];
  const sums = new Float64Array(CELLS.across * CELLS.down);
  const counts = new Float64Array(CELLS.across * CELLS.down);
  for (const i of inside) {
    const rest = (theirs[i] ?? Number.NaN) - (ours[i] ?? Number.NaN);
    if (Number.isNaN(rest)) continue;
    const column = Math.floor((((i % width) - left) * CELLS.across) / w);
    const cell = Math.floor(((Math.floor(i / width) - top) * CELLS.down) / h) * CELLS.across + column;
    sums[cell] = (sums[cell] ?? 0) + rest;
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  let [squares, used] = [0, 0];
  for (const [cell, count] of counts.entries()) {
    if (count === 0) continue;
    squares += ((sums[cell] ?? 0) / count) ** 2;
    used++;
  }
  return Math.sqrt(squares / Math.max(1, used));
};
