import { giveBack } from '../../../kernel/byte-room.ts';
import type { GreyImage } from '../../read/raster.ts';
import type { PanelBox } from './boxes.ts';

/** Luma by which two neighbouring lines differ at an edge. */
const STEP = 10;
/** Share of a side of a panel along which there is such an edge. */
const LEAST_COVERED = 0.7;
/** An edge runs along so much of the picture's width or height at least. */
const SHORTEST = 0.15;
/** Lines that may be sides, each way: those along which the longest edges run. */
const MOST_LINES = 14;

/** Edges between neighbouring lines, as sums from the start of each line: `sums[line * (length + 1) + k]` of its first `k` pixels. */
interface EdgeSums {
  readonly lines: number;
  readonly length: number;
  readonly sums: Uint16Array;
}

/** Panels within straight edges: rectangles along all of whose sides the picture steps, or ends. */
export const edgePanels = (luma: GreyImage): readonly PanelBox[] => {
  const across = edgeSums(luma);
  const turned = transposed(luma);
  const down = edgeSums(turned);
  const rows = longestLines(across);
  const columns = longestLines(down);
  const found: PanelBox[] = [];
  for (const [top, bottom] of pairsApart(rows, SHORTEST * luma.height)) {
    for (const [left, right] of pairsApart(columns, SHORTEST * luma.width)) {
      const isPanel =
        isCovered(down, left, top, bottom) &&
        isCovered(down, right, top, bottom) &&
        isCovered(across, top, left, right) &&
        isCovered(across, bottom, left, right);
      if (isPanel) found.push({ left, top, right, bottom });
    }
  }
  // A megabyte a picture, which need not wait for a collection.
  for (const array of [across.sums, down.sums, turned.data]) giveBack(array);
  return found;
};

/** Two of the lines that are so far apart at least. */
const pairsApart = (lines: readonly number[], least: number): readonly (readonly [number, number])[] =>
  lines.flatMap((line, k) =>
    lines.slice(k + 1).flatMap((next) => (next - line < least ? [] : [[line, next] as const])),
  );

/** Of each difference of two pixels, from the least on, whether it is a step: in a table, as nobody can guess the next one. */
const LARGEST = 255;
const IS_STEP = Uint8Array.from({ length: 2 * LARGEST + 1 }, (_, k) => (Math.abs(k - LARGEST) > STEP ? 1 : 0));

/** Edges between each row and the one above it. Line 0 and the one after the last are the picture's own sides. */
const edgeSums = ({ width: length, height: lines, data }: GreyImage): EdgeSums => {
  const row = length + 1;
  const sums = new Uint16Array((lines + 1) * row);
  for (let k = 1; k <= length; k++) {
    sums[k] = k;
    sums[lines * row + k] = k;
  }
  for (let line = 1; line < lines; line++) {
    let sum = 0;
    let at = line * row + 1;
    for (let p = line * length; p < (line + 1) * length; p++, at++) {
      sum += IS_STEP[LARGEST + (data[p] ?? 0) - (data[p - length] ?? 0)] ?? 0;
      sums[at] = sum;
    }
  }
  return { lines, length, sums };
};

/** Side of the squares that are turned one by one, so that both pictures stay in the cache. */
const SQUARE = 32;

/** Rows as columns. */
const transposed = ({ width, height, data }: GreyImage): GreyImage => {
  const turned = new Uint8Array(data.length);
  for (let top = 0; top < height; top += SQUARE) {
    const bottom = Math.min(height, top + SQUARE);
    for (let left = 0; left < width; left += SQUARE) {
      const right = Math.min(width, left + SQUARE);
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) turned[x * height + y] = data[y * width + x] ?? 0;
      }
    }
  }
  return { width: height, height: width, data: turned };
};

const isCovered = ({ length, sums }: EdgeSums, line: number, from: number, to: number): boolean => {
  const at = line * (length + 1);
  return (sums[at + to] ?? 0) - (sums[at + from] ?? 0) >= LEAST_COVERED * (to - from);
};

/** Pixels of a window in which an edge is looked for. */
const WINDOWS = 8;

/** The sides of the picture, and the lines along which the longest edges run, in order. */
const longestLines = (edges: EdgeSums): readonly number[] => {
  const { lines, length, sums } = edges;
  const step = Math.max(1, Math.floor((SHORTEST * length) / WINDOWS));
  const lengths = new Uint16Array(lines + 1);
  for (let line = 0; line <= lines; line++) {
    let run = 0;
    let longest = 0;
    for (let k = 0; k + step <= length; k += step) {
      const at = line * (length + 1) + k;
      run = (sums[at + step] ?? 0) - (sums[at] ?? 0) >= LEAST_COVERED * step ? run + step : 0;
      if (run > longest) longest = run;
    }
    lengths[line] = longest;
  }
  const inner = Array.from(lengths)
    .map((longest, line) => ({ line, longest }))
    .filter(
      ({ line, longest }) =>
        line > 0 &&
        line < lines &&
        longest >= SHORTEST * length &&
        longest >= (lengths[line - 1] ?? 0) &&
        longest > (line + 1 < lines ? (lengths[line + 1] ?? 0) : 0),
    )
    .sort((a, b) => b.longest - a.longest || a.line - b.line)
    .slice(0, MOST_LINES)
    .map(({ line }) => line);
  return [0, ...inner, lines].sort((a, b) => a - b);
};
