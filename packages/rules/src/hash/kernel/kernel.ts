import type { RgbImage } from '../../image/read/raster.ts';

/**
 * A linear map from a line of `n` samples to `size` samples, as rows of consecutive weights: output `i` is the sum of
 * `weights[offset[i] + k] * input[first[i] + k]`. Filters that work along rows and columns commute, so two of these replace passes over the
 * whole picture.
 */
export interface LineMap {
  readonly size: number;
  readonly first: Int32Array;
  /** `size + 1` entries: where the weights of each output begin. */
  readonly offset: Int32Array;
  readonly weights: Float64Array;
}

/** Weights of a line map as whole numbers that add up to 16,384 a row. */
export interface WholeLineMap {
  readonly size: number;
  readonly first: Int32Array;
  readonly offset: Int32Array;
  readonly weights: Int16Array;
}

/** What the weights of a row of a whole line map add up to. */
export const WHOLE = 16_384;

/** Coefficients that a hash is made of, a bit each. */
export const COEFFICIENTS = 256;

/** Side of the grids that hashes are made of. */
export const GRID = 64;

/** Cells a side of the colours of a box. */
export const CELLS_A_SIDE = 8;

/** Cosines over a window of a grid: `frequencies` rows, a multiple of eight, of `window` samples. */
export interface Waves {
  readonly window: number;
  readonly frequencies: number;
  readonly rows: Float64Array;
}

/** Pixels from the upper left corner, ends excluded. */
export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Two maps to the 64 samples of a grid: down the columns of a picture, and along its rows. */
export interface GridMaps {
  readonly down: WholeLineMap;
  readonly across: LineMap;
}

/** Luma of a picture, 0–255, 64 rows of as many values. Valid until the kernel holds the next picture. */
export interface LumaGrid {
  /** A copy. */
  readonly values: () => Float64Array;
  /**
   * Cosine coefficients of windows of the grid, at each of `tops` and there at each of `lefts`: `frequencies`² a window, frequencies down first, then across. 256 in all.
   */
  readonly coefficients: (waves: Waves, tops: readonly number[], lefts: readonly number[]) => Coefficients;
  /** Sum over the grid's neighbours, below and to the right, of their difference in whole hundredths of 255. */
  readonly gradient: () => number;
}

/** 256 coefficients; valid until the next ones are computed. */
export interface Coefficients {
  /** A copy. */
  readonly values: () => Float64Array;
  /** Eight words, of which bit `k` is set where coefficient `k` is greater than the threshold. */
  readonly above: (threshold: number) => Uint32Array;
}

/** Means of red, green and blue over 8×8 cells, rows from the top. */
export type Cells = readonly [red: Float64Array, green: Float64Array, blue: Float64Array];

/** Consecutive lines: rows (`isRow`) or columns, the first is `line`, the next one at `step`; `length` pixels of each from `start` on. */
export interface Lines {
  readonly isRow: boolean;
  readonly line: number;
  readonly step: 1 | -1;
  /** How many there are. */
  readonly most: number;
  readonly start: number;
  readonly length: number;
}

/** A colour, how far a channel may be from it, and how many channel values of a line may be farther. */
export interface Plainness {
  readonly colour: Rgb;
  readonly tolerance: number;
  readonly allowed: number;
}

/** The parts of a picture that its hashes look at. */
export interface Regions {
  /** The picture without the plain colour that is outermost: a frame, padding, or the background itself. */
  readonly inner: Edges;
  /** What is left of it without any frame, padding and plain background. */
  readonly content: Edges;
  /** RGB of the plain colour around the content, or null where there is none. */
  readonly background: Rgb | null;
}

/** A picture that a kernel holds; valid until the kernel holds the next one. */
export interface HeldPicture {
  readonly image: RgbImage;
  /** Area means of a box. */
  readonly grid: (box: Edges) => LumaGrid;
  /** The same with the colours of the box. */
  readonly gridAndCells: (box: Edges) => { readonly grid: LumaGrid; readonly cells: Cells };
  /** How many lines in a row, from the first on, are plain. */
  readonly plainLines: (lines: Lines, plainness: Plainness) => number;
  /** Median of each channel of `count` pixels from a byte of the data on, evenly spread over `length` pixels that lie `step` bytes apart; at most 65. */
  readonly medians: (start: number, step: number, length: number, count: number) => Rgb;
  readonly regions: () => Regions;
}

export type Rgb = readonly [number, number, number];

/** What a fingerprint takes time for. The reference in testing/ gives the same numbers, to the last bit. */
export interface PictureKernel {
  readonly kind: 'wasm-simd' | 'javascript';
  /** The picture halved as often as needed to be at most `side` px long, and a grid of it as it came, by maps of its own. */
  readonly hold: (
    image: RgbImage,
    side: number,
    maps: GridMaps,
  ) => { readonly working: HeldPicture; readonly reference: LumaGrid };
}
