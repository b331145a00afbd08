import type { RgbImage } from '@listing-lint/rules/image';
import { BINS_A_PIXEL, byDirection, type CrossDirection, EDGE_CELLS, type Looker, REACH } from '../kernel/looker.ts';
import { pictureLooker } from '../kernel/looker-wasm.ts';

/** How wide edges are that are crossed in one direction, px of the picture that was looked at. */
export interface EdgeWidths {
  /** Places at which an edge is crossed. */
  readonly count: number;
  /** Width that the sharpest tenth of them does not exceed; null where they are too few. */
  readonly sharpest: number | null;
  /** The same of the sharper half. */
  readonly median: number | null;
}

/** Change of the channel over that way from which it is an edge; the lesser one where the picture has few of the other. */
const LEAST_CHANGES = [48, 20] as const;
const LEAST_EDGES = 30;

export interface EdgeReading {
  readonly widths: { readonly [direction in CrossDirection]: EdgeWidths };
  /** Cell of an 8 × 8 grid in which most edges lie, fractions; null where there are none. */
  readonly densest: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
}

/**
 * The widths of edges: where the picture changes by much within a few pixels, how many pixels the steepest of them would need for all of
 * the change. One px is an ideal edge; lens blur of a standard deviation s gives 2.5 s, motion its length.
 */
export const readEdges = (image: RgbImage, looker = pictureLooker()): EdgeReading => {
  const [strong, faint] = LEAST_CHANGES;
  const reading = readEdgesFrom(image, strong, looker);
  return Object.values(reading.widths).some(({ sharpest }) => sharpest !== null)
    ? reading
    : readEdgesFrom(image, faint, looker);
};

const readEdgesFrom = (image: RgbImage, leastChange: number, looker: Looker): EdgeReading => {
  const { bins, cells } = looker.edges(image, leastChange);
  return {
    widths: byDirection((direction) => widthsOf(bins[direction])),
    densest: densestCell(cells),
  };
};

const widthsOf = (bins: Uint32Array): EdgeWidths => {
  const count = bins.reduce((sum, each) => sum + each, 0);
  const enough = count >= LEAST_EDGES;
  return {
    count,
    sharpest: enough ? quantile(bins, 0.1 * count) : null,
    median: enough ? quantile(bins, 0.5 * count) : null,
  };
};

const quantile = (bins: Uint32Array, wanted: number): number => {
  let sum = 0;
  for (const [bin, count] of bins.entries()) {
    sum += count;
    if (sum >= wanted) return bin / BINS_A_PIXEL;
  }
  return REACH;
};

const densestCell = (cells: Uint32Array): EdgeReading['densest'] => {
  let best = 0;
  for (let i = 1; i < cells.length; i++) if ((cells[i] ?? 0) > (cells[best] ?? 0)) best = i;
  if ((cells[best] ?? 0) === 0) return null;
  return {
    x: (best % EDGE_CELLS) / EDGE_CELLS,
    y: Math.floor(best / EDGE_CELLS) / EDGE_CELLS,
    width: 1 / EDGE_CELLS,
    height: 1 / EDGE_CELLS,
  };
};
