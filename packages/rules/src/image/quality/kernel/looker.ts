import type { RgbImage } from '../../read/raster.ts';

/** Directions in which edges are crossed: across, down, and the two diagonals. */
export const CROSS_DIRECTIONS = ['across', 'down', 'falling', 'rising'] as const;
export type CrossDirection = (typeof CROSS_DIRECTIONS)[number];

/** Pixels over which an edge is followed: none is told to be wider. */
export const REACH = 12;
/** Widths are counted in bins of a tenth of a pixel. */
export const BINS_A_PIXEL = 10;
export const EDGE_BINS = REACH * BINS_A_PIXEL + 1;
/** Cells of a grid along one side of the picture. */
export const EDGE_CELLS = 8;
/** Every so many rows, and columns, an edge is looked for. */
export const ROW_STEP = 4;
export const COLUMN_STEP = 2;
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

/** What the measures of quality look at pixel by pixel. */
export interface Looker {
  readonly kind: 'wasm-simd' | 'javascript';
  /** Edges of green that change by at least `leastChange`, 1–255, over `REACH` pixels. */
  readonly edges: (image: RgbImage, leastChange: number) => EdgeCounts;
  /** Green of interleaved RGB. */
  readonly green: (data: Uint8Array) => Uint8Array;
  /** Of every second row. */
  readonly steps: (plane: GreenPlane) => StepCounts;
  /** By column, how far every fourth row changes there in all, where by more than `least`, 0–255. */
  readonly changes: (plane: GreenPlane, least: number) => Int32Array;
  readonly shades: (image: RgbImage) => Shades;
  /** How far each pixel is from a colour, in the channel in which it is most. */
  readonly far: (image: RgbImage, colour: readonly [number, number, number]) => Uint8Array;
  /** Pixels that differ by more than `least`, 0–255, in a channel from the next in the row or the one below. */
  readonly changed: (image: RgbImage, least: number) => number;
}

/** Where edges of one direction are looked for, and how far a pixel is from the next. */
export interface Crossing {
  readonly startY: number;
  readonly endY: number;
  readonly endX: number;
  /** Pixels of the plane. */
  readonly pixel: number;
  readonly scale: number;
}

const STEPS: { readonly [direction in CrossDirection]: readonly [dx: number, dy: number] } = {
  across: [1, 0],
  down: [0, 1],
  falling: [1, 1],
  rising: [1, -1],
};

export const crossingOf = (
  { width, height }: { readonly width: number; readonly height: number },
  direction: CrossDirection,
): Crossing => {
  const [dx, dy] = STEPS[direction];
  return {
    startY: dy < 0 ? REACH : 0,
    endY: dy > 0 ? height - REACH : height,
    endX: width - dx * REACH,
    pixel: dy * width + dx,
    scale: dx !== 0 && dy !== 0 ? Math.SQRT2 : 1,
  };
};
