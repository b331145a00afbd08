import { type HeldPicture, type ReducedRows, WHOLE } from '../kernel/kernel.ts';
import { type LineMap, mapAcross, mapLine, wholeLineMap } from './line-maps.ts';

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
  const out = new Float64Array(across.size * height);
  const line = new Float64Array(width);
  const { from, to } = reachOf(across);
  for (let y = 0; y < height; y++) {
    for (let x = from, p = y * stride + 3 * from; x < to; x++, p += 3) {
      const sum = LUMA[0] * (data[p] ?? 0) + LUMA[1] * (data[p + 1] ?? 0) + LUMA[2] * (data[p + 2] ?? 0);
      line[x] = sum / WHOLE;
    }
    mapLine(line, across, out, y * across.size);
  }
  return out;
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
  const { from, to } = reachOf(across);
  for (let y = 0; y < height; y++) {
    const base = Math.floor(y / perCell) * width;
    for (let x = from, p = y * stride + 3 * from + channel; x < to; x++, p += 3) {
      rows[base + x] = (rows[base + x] ?? 0) + (data[p] ?? 0) / (WHOLE * perCell);
    }
  }
  return mapAcross(rows, width, across.size, across);
};

/** The samples that a map reads: from the first up to, but without, the last. */
const reachOf = ({ size, first, offset }: LineMap): { readonly from: number; readonly to: number } => ({
  from: first[0] ?? 0,
  to: (first[size - 1] ?? 0) + (offset[size] ?? 0) - (offset[size - 1] ?? 0),
});
