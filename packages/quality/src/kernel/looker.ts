import type { RgbImage } from '@listing-lint/rules/image';

/** Directions in which edges are crossed: across, down, the two diagonals, and those half way between. */
export const CROSS_DIRECTIONS = [
  ...(['across', 'down', 'falling', 'rising'] as const),
  ...(['falling-flat', 'falling-steep', 'rising-flat', 'rising-steep'] as const),
] as const;
export type CrossDirection = (typeof CROSS_DIRECTIONS)[number];

/** One of something for each direction. */
export const byDirection = <T>(
  of: (direction: CrossDirection) => T,
): { readonly [direction in CrossDirection]: T } => ({
  across: of('across'),
  down: of('down'),
  falling: of('falling'),
  rising: of('rising'),
  'falling-flat': of('falling-flat'),
  'falling-steep': of('falling-steep'),
  'rising-flat': of('rising-flat'),
  'rising-steep': of('rising-steep'),
});

/** Steps over which an edge is followed: none is told to be wider. */
export const REACH = 12;
/** Widths are counted in bins of a tenth of a pixel. */
export const BINS_A_PIXEL = 10;
export const EDGE_BINS = REACH * BINS_A_PIXEL + 1;
/** Cells of a grid along one side of the picture. */
export const EDGE_CELLS = 8;
/** Every so many rows edges are looked for, at every pixel. */
export const EDGE_ROW_STEP = 16;
/** Every so many rows changes between neighbours are looked at. */
export const ROW_STEP = 4;
/** Places of a pixel in the blocks of JPEG. */
export const BLOCK = 8;
/** Steps beyond this are edges of what is shown, and tell nothing of blocks. */
export const MOST_STEP = 24;

/** Edges of a picture, counted. */
export interface EdgeCounts {
  /** By direction, how many edges are so wide, of `EDGE_BINS` widths. */
  readonly bins: { readonly [direction in CrossDirection]: Uint32Array };
  /** How many lie in each cell of the grid, row by row. */
  readonly cells: Uint32Array;
}

/** Steps between neighbours of rows, by the place (x mod 8) of the second one. */
export interface StepCounts {
  /** Twice the sum of what they are beyond what their own neighbours let expect. */
  readonly sums: Int32Array;
  readonly counts: Int32Array;
}

/** A plane of one channel, 8 bits; `data.length === width * height`. */
export interface GreenPlane {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Of each pixel, 8 bits. */
export interface Shades {
  /** Luma by 77, 150 and 29 of 256, cut off. */
  readonly luma: Uint8Array;
  /** The same, rounded. */
  readonly roundedLuma: Uint8Array;
  /** The least channel. */
  readonly least: Uint8Array;
  /** How far the channels are apart. */
  readonly spread: Uint8Array;
}

/** How many pixels of a plane have each level, 0–255. */
export type LevelCounts = Uint32Array;

/** Of which pixels: those at which another plane lies from `from` to `to`, both included. */
export interface WherePlane {
  readonly plane: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** How far ground goes on from the frame: 0–253 each, `free` and `reach` from the colour of the ground, `step` from pixel to pixel. */
export interface FloodBounds {
  /** Farthest of a pixel of the frame to begin with. */
  readonly alike: number;
  /** Farthest that is ground whatever is beside it. */
  readonly free: number;
  readonly step: number;
  readonly reach: number;
}

/** What is no ground: 1 a pixel, and how many there are in each column and row. */
export interface StandingMask {
  readonly mask: Uint8Array;
  readonly columns: Uint32Array;
  readonly rows: Uint32Array;
}

/** Of each block of 8 × 8 without its border, block by block. */
export interface Roughness {
  /** Sum of what second differences both ways are. */
  readonly sums: Int32Array;
  /** Sum of the values. */
  readonly levels: Int32Array;
}

/** Counts of levels and colours. */
export interface Tallier {
  readonly levels: (plane: Uint8Array, where?: WherePlane) => LevelCounts;
  /** Pixels at which a plane lies within bounds, and the other one, where it is given, too. */
  readonly count: (plane: WherePlane, where?: WherePlane) => number;
  /** Of a plane of 8 million pixels at most. */
  readonly sum: (plane: Uint8Array) => number;
  /** Sums of the channels, and how many, of pixels whose luma is at least `least`. */
  readonly lightSums: (image: RgbImage, luma: Uint8Array, least: number) => readonly [number, number, number, number];
  /**
   * Of pixels whose luma is at least `least`: how many there are, and of how many the channels are no more than `most` apart when each has gone through its table, 256
   * values of 31 bits for red, green and blue.
   */
  readonly alike: (
    image: RgbImage,
    luma: Uint8Array,
    bounds: { readonly least: number; readonly most: number; readonly tables: Int32Array },
  ) => { readonly light: number; readonly alike: number };
  /** Pixels of the commonest colour, of 16 steps a channel. */
  readonly commonest: (image: RgbImage) => number;
  /** Sides, of four, on which pixels of at least `cut` run out softly: the next two are less, and the farther one no less than `floor`. */
  readonly softSides: (plane: GreenPlane, cut: number, floor: number) => number;
  /** Sides, of four, on which the two beyond pixels of at least `cut` are less, in runs of at least `run` (1 or more) along a row or a column. */
  readonly straightSides: (plane: GreenPlane, cut: number, run: number) => number;
}

/** What the measures of quality look at pixel by pixel. */
export interface Looker extends Tallier {
  readonly kind: 'wasm-simd' | 'javascript';
  /**
   * Does some work on a picture and on the same with its longer side at most `side` px (itself, where it is no larger). While it runs, what is asked of either is looked for where it lies in
   * memory already; neither may change meanwhile, nor what is made of them.
   */
  readonly keeping: <T>(image: RgbImage, side: number, work: (coarse: RgbImage) => T) => T;
  /** Edges of grey (red, green twice, blue) that change by at least `leastChange`, 1–255, over `REACH` steps. */
  readonly edges: (image: RgbImage, leastChange: number) => EdgeCounts;
  /** Green of interleaved RGB, of one part after the other. */
  readonly green: (...parts: readonly Uint8Array[]) => Uint8Array;
  /** Of every second row. */
  readonly steps: (plane: GreenPlane) => StepCounts;
  /** By column, how far every fourth row changes there in all, where by more than `least`, 0–255. */
  readonly changes: (plane: GreenPlane, least: number) => Int32Array;
  readonly shades: (image: RgbImage) => Shades;
  /** How far each pixel is from a colour, in the channel in which it is most. */
  readonly far: (image: RgbImage, colour: readonly [number, number, number]) => Uint8Array;
  /** What the ground does not reach from the outermost two pixels inwards; `far` is how far each pixel is from its colour. */
  readonly standing: (image: RgbImage, far: Uint8Array, bounds: FloodBounds) => StandingMask;
  /** Of blocks from these places (of their first pixel) on. */
  readonly roughness: (plane: GreenPlane, blocks: Int32Array) => Roughness;
  /** From each of these places on, how far every second of `pixels` (a multiple of 16) is from the one two on, in all, but for the last. */
  readonly contrasts: (plane: GreenPlane, places: Int32Array, pixels: number) => Int32Array;
  /** By frequency, 0–64 cycles a window of 128 pixels: the sum of the power of the windows from these places on, two and two; one without another is left out. */
  readonly power: (plane: GreenPlane, places: readonly number[]) => Float64Array;
  /** Pixels that differ by more than `least`, 0–255, in a channel from the next in the row or the one below. */
  readonly changed: (image: RgbImage, least: number) => number;
}

/** Where edges of one direction are looked for, and how far a step is. */
export interface Crossing {
  readonly startY: number;
  readonly endY: number;
  readonly endX: number;
  /** Pixels of the plane from one step to the next. */
  readonly pixel: number;
  /** Pixels that every second step is farther; 0 where it is not. On the steps between, both pixels are taken. */
  readonly aside: number;
  readonly scale: number;
}

/** A step, and what every second one goes aside. */
const STEPS: {
  readonly [direction in CrossDirection]: readonly [dx: number, dy: number, asideX: number, asideY: number];
} = {
  across: [1, 0, 0, 0],
  down: [0, 1, 0, 0],
  falling: [1, 1, 0, 0],
  rising: [1, -1, 0, 0],
  'falling-flat': [1, 0, 0, 1],
  'falling-steep': [0, 1, 1, 0],
  'rising-flat': [1, 0, 0, -1],
  'rising-steep': [0, -1, 1, 0],
};

const tables = new Map<number, Uint8Array>();

/** The bin of the width of an edge, by 256 × its change + the steepest step in it, of pixels that are `scale` apart. */
export const binTable = (scale: number): Uint8Array => {
  const known = tables.get(scale);
  if (known !== undefined) return known;
  const table = Uint8Array.from({ length: 65_536 }, (_, i) =>
    Math.min(EDGE_BINS - 1, Math.round(((i >> 8) * scale * BINS_A_PIXEL) / Math.max(1, i & 255))),
  );
  tables.set(scale, table);
  return table;
};

export const crossingOf = (
  { width, height }: { readonly width: number; readonly height: number },
  direction: CrossDirection,
): Crossing => {
  const [dx, dy, asideX, asideY] = STEPS[direction];
  const [acrossX, acrossY] = [dx + asideX / 2, dy + asideY / 2].map((step) => Math.ceil(REACH * Math.abs(step)));
  return {
    startY: dy < 0 || asideY < 0 ? (acrossY ?? 0) : 0,
    endY: dy > 0 || asideY > 0 ? height - (acrossY ?? 0) : height,
    endX: width - (acrossX ?? 0),
    pixel: dy * width + dx,
    aside: asideY * width + asideX,
    scale: Math.hypot(dx + asideX / 2, dy + asideY / 2),
  };
};
