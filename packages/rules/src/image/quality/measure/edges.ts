import type { RgbImage } from '../../read/raster.ts';

/** Directions in which edges are crossed: across, down, and the two diagonals. */
export const CROSS_DIRECTIONS = ['across', 'down', 'falling', 'rising'] as const;
export type CrossDirection = (typeof CROSS_DIRECTIONS)[number];

/** How wide edges are that are crossed in one direction, px of the picture that was looked at. */
export interface EdgeWidths {
  /** Places at which an edge is crossed. */
  readonly count: number;
  /** Width that the sharpest tenth of them does not exceed; null where they are too few. */
  readonly sharpest: number | null;
  /** The same of the sharper half. */
  readonly median: number | null;
}

/** Pixels over which an edge is followed: none is told to be wider. */
const REACH = 12;
/** Change of the channel over that way from which it is an edge; the lesser one where the picture has few of the other. */
const LEAST_CHANGES = [48, 20] as const;
const LEAST_EDGES = 60;
const ROW_STEP = 4;
const COLUMN_STEP = 2;
/** Widths are counted in bins of a tenth of a pixel. */
const BINS_A_PIXEL = 10;
const CELLS = 8;

export interface EdgeReading {
  readonly widths: { readonly [direction in CrossDirection]: EdgeWidths };
  /** Cell of an 8 × 8 grid in which most edges lie, fractions; null where there are none. */
  readonly densest: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
}

/**
 * The widths of edges: where the picture changes by much within a few pixels, how many pixels the steepest of them would need for all of
 * the change. One px is an ideal edge; lens blur of a standard deviation s gives 2.5 s, motion its length.
 */
export const readEdges = (image: RgbImage): EdgeReading => {
  const [strong, faint] = LEAST_CHANGES;
  const reading = readEdgesFrom(image, strong);
  return Object.values(reading.widths).some(({ sharpest }) => sharpest !== null)
    ? reading
    : readEdgesFrom(image, faint);
};

const readEdgesFrom = (image: RgbImage, leastChange: number): EdgeReading => {
  const { width, height, data } = image;
  const cells = new Uint32Array(CELLS * CELLS);
  const steps: { readonly [direction in CrossDirection]: readonly [dx: number, dy: number] } = {
    across: [1, 0],
    down: [0, 1],
    falling: [1, 1],
    rising: [1, -1],
  };
  const read = (direction: CrossDirection): EdgeWidths => {
    const [dx, dy] = steps[direction];
    const pixel = 3 * (dy * width + dx);
    const scale = dx !== 0 && dy !== 0 ? Math.SQRT2 : 1;
    const bins = new Uint32Array(REACH * BINS_A_PIXEL + 1);
    let count = 0;
    const endX = width - dx * REACH;
    const startY = dy < 0 ? REACH : 0;
    const endY = dy > 0 ? height - REACH : height;
    for (let y = startY; y < endY; y += ROW_STEP) {
      const cellRow = CELLS * Math.floor((y * CELLS) / height);
      for (let x = 0, p = 3 * y * width + 1; x < endX; x += COLUMN_STEP, p += 3 * COLUMN_STEP) {
        const change = Math.abs((data[p + REACH * pixel] ?? 0) - (data[p] ?? 0));
        if (change < leastChange) continue;
        const steepest = steepestOf(data, p, pixel);
        count++;
        bins[Math.min(bins.length - 1, Math.round((change * scale * BINS_A_PIXEL) / steepest))] =
          (bins[Math.min(bins.length - 1, Math.round((change * scale * BINS_A_PIXEL) / steepest))] ?? 0) + 1;
        cells[cellRow + Math.floor((x * CELLS) / width)] = (cells[cellRow + Math.floor((x * CELLS) / width)] ?? 0) + 1;
      }
    }
    const enough = count >= LEAST_EDGES;
    return {
      count,
      sharpest: enough ? quantile(bins, 0.1 * count) : null,
      median: enough ? quantile(bins, 0.5 * count) : null,
    };
  };
  const widths = { across: read('across'), down: read('down'), falling: read('falling'), rising: read('rising') };
  return { widths, densest: densestCell(cells) };
};

const steepestOf = (data: Uint8Array, start: number, pixel: number): number => {
  let steepest = 1;
  let last = data[start] ?? 0;
  for (let k = 1, at = start + pixel; k <= REACH; k++, at += pixel) {
    const value = data[at] ?? 0;
    const step = value > last ? value - last : last - value;
    if (step > steepest) steepest = step;
    last = value;
  }
  return steepest;
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
  return { x: (best % CELLS) / CELLS, y: Math.floor(best / CELLS) / CELLS, width: 1 / CELLS, height: 1 / CELLS };
};
