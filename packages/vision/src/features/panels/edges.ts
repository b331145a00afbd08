import type { GreyImage } from '@listing-lint/rules/image';
import type { PanelBox } from '@listing-lint/rules/kernel';
import { featureKernel } from '../kernel/kernel-wasm.ts';

/** Luma by which two neighbouring lines differ at an edge. */
const STEP = 10;
/** Share of a side of a panel along which there is such an edge. */
const LEAST_COVERED = 0.7;
/** An edge runs along so much of the picture's width or height at least. */
const SHORTEST = 0.15;
/** Lines that may be sides, each way: those along which the longest edges run. */
const MOST_LINES = 14;

/** Panels within straight edges: rectangles along all of whose sides the picture steps, or ends. */
export const edgePanels = (luma: GreyImage): readonly PanelBox[] => {
  const runs = featureKernel().stepRuns(luma, { step: STEP, window: SHORTEST / WINDOWS, full: LEAST_COVERED });
  const { width, height } = luma;
  const rows = longestLines(runs.rows, width);
  const columns = longestLines(runs.columns, height);
  const across = edgesAlong(luma, rows, true);
  const down = edgesAlong(luma, columns, false);
  const found: PanelBox[] = [];
  for (const [top, bottom] of pairsApart(rows, SHORTEST * height)) {
    for (const [left, right] of pairsApart(columns, SHORTEST * width)) {
      const isPanel =
        isCovered(down, left, top, bottom) &&
        isCovered(down, right, top, bottom) &&
        isCovered(across, top, left, right) &&
        isCovered(across, bottom, left, right);
      if (isPanel) found.push({ left, top, right, bottom });
    }
  }
  return found;
};

/** Two of the lines that are so far apart at least. */
const pairsApart = (lines: readonly number[], least: number): readonly (readonly [number, number])[] =>
  lines.flatMap((line, k) =>
    lines.slice(k + 1).flatMap((next) => (next - line < least ? [] : [[line, next] as const])),
  );

/** Of each of some lines how many of its first `k` pixels, for each `k`, step from the line before. The picture's own sides do all along. */
type EdgeSums = ReadonlyMap<number, Uint16Array>;

const edgesAlong = ({ width, height, data }: GreyImage, lines: readonly number[], isDown: boolean): EdgeSums => {
  const [length, last, next, along] = isDown ? [width, height, width, 1] : [height, width, 1, width];
  const sumsOf = (line: number): Uint16Array => {
    if (line === 0 || line === last) return Uint16Array.from({ length: length + 1 }, (_, k) => k);
    const sums = new Uint16Array(length + 1);
    for (let k = 0, p = line * next; k < length; k++, p += along)
      sums[k + 1] = (sums[k] ?? 0) + (Math.abs((data[p] ?? 0) - (data[p - next] ?? 0)) > STEP ? 1 : 0);
    return sums;
  };
  return new Map(lines.map((line) => [line, sumsOf(line)]));
};

const isCovered = (edges: EdgeSums, line: number, from: number, to: number): boolean => {
  const sums = edges.get(line);
  return (sums?.[to] ?? 0) - (sums?.[from] ?? 0) >= LEAST_COVERED * (to - from);
};

/** Windows of the shortest edge, in which edges are searched for. */
const WINDOWS = 8;

/** The sides of the picture, and the lines along which the longest edges run, in order; `runs`: of each line its longest edge, px of `length`. */
const longestLines = (runs: Uint16Array, length: number): readonly number[] => {
  const lines = runs.length;
  const inner = Array.from(runs, (longest, line) => ({ line, longest }))
    .filter(
      ({ line, longest }) =>
        line > 0 &&
        longest >= SHORTEST * length &&
        longest >= (runs[line - 1] ?? 0) &&
        longest > (line + 1 < lines ? (runs[line + 1] ?? 0) : 0),
    )
    .sort((a, b) => b.longest - a.longest || a.line - b.line)
    .slice(0, MOST_LINES)
    .map(({ line }) => line);
  return [0, ...inner, lines].sort((a, b) => a - b);
};
