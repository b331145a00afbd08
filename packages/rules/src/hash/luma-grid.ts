import { type HeldPicture, type ReducedRows, WHOLE, wholeLineMap } from './kernel/kernel.ts';
import { type LineMap, mapAcross } from './resample.ts';

/** Weights of ITU-R BT.601, which PDQ and JPEG use. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** Luma, 0–255, of a picture resampled by one map down its columns and one along its rows. */
export const lumaGrid = (picture: HeldPicture, across: LineMap, down: LineMap): Float64Array =>
  lumaAcross(picture.reduceDown(wholeLineMap(down)), picture.image.width, down.size, across);

/** The second half of it: rows are reduced already. */
export const lumaAcross = (
  { data, stride }: ReducedRows,
  width: number,
  height: number,
  across: LineMap,
): Float64Array => {
  const luma = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0, p = y * stride; x < width; x++, p += 3) {
      const sum = LUMA[0] * (data[p] ?? 0) + LUMA[1] * (data[p + 1] ?? 0) + LUMA[2] * (data[p + 2] ?? 0);
      luma[y * width + x] = sum / WHOLE;
    }
  }
  return mapAcross(luma, width, height, across);
};

/** Means of one channel over a grid of `size` × `size` cells: reduced rows are taken together, then cells along them. */
export const channelCells = (
  { data, stride }: ReducedRows,
  width: number,
  height: number,
  channel: number,
  across: LineMap,
): Float64Array => {
  const perCell = height / across.size;
  const rows = new Float64Array(width * across.size);
  for (let y = 0; y < height; y++) {
    const base = Math.floor(y / perCell) * width;
    for (let x = 0, p = y * stride + channel; x < width; x++, p += 3) {
      rows[base + x] = (rows[base + x] ?? 0) + (data[p] ?? 0) / (WHOLE * perCell);
    }
  }
  return mapAcross(rows, width, across.size, across);
};
