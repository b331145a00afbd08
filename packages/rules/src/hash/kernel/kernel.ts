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

/** Side of the grids that hashes are made of. */
export const GRID = 64;

/** Cosines over a window of a grid: `frequencies` rows of `window` samples; both are even, and the window a multiple of four. */
export interface Waves {
  readonly window: number;
  readonly frequencies: number;
  readonly rows: Float64Array;
}

/** A picture that a kernel holds; valid until the kernel holds the next one. */
export interface HeldPicture {
  readonly image: RgbImage;
  /** Luma, 0–255, resampled by a map down its columns and one along its rows: `down.size` rows of `across.size` values. */
  readonly lumaGrid: (down: WholeLineMap, across: LineMap) => Float64Array;
  /**
   * Means of red, green and blue over cells, of the rows that the last `lumaGrid` of the kernel reduced to: `across.size` rows of as many cells, which divides
   * the number of those rows.
   */
  readonly channelCells: (across: LineMap) => readonly [red: Float64Array, green: Float64Array, blue: Float64Array];
  /** Channel values that differ from a colour by more than the tolerance, in `length` pixels of row `y` from `x` on. */
  readonly differingInRow: (x: number, y: number, length: number, colour: Rgb, tolerance: number) => number;
  /** The same in each of 16 columns from `x` on (fewer at the right edge), `rows` down from `y`. */
  readonly differingInColumns: (x: number, y: number, rows: number, colour: Rgb, tolerance: number) => Uint16Array;
  /** Median of each channel of `count` pixels from a byte of the data on, evenly spread over `length` pixels that lie `step` bytes apart; at most 65. */
  readonly medians: (start: number, step: number, length: number, count: number) => Rgb;
}

export type Rgb = readonly [number, number, number];

/** What a fingerprint takes time for. Both kinds give the same numbers, to the last bit. */
export interface PictureKernel {
  readonly kind: 'wasm-simd' | 'javascript';
  /**
   * Cosine coefficients of windows of a grid, at each of `tops` and there at each of `lefts`: `frequencies`² a window, frequencies down first, then across.
   */
  readonly coefficients: (
    grid: Float64Array,
    waves: Waves,
    tops: readonly number[],
    lefts: readonly number[],
  ) => Float64Array;
  /** Sum over the grid's neighbours, below and to the right, of their difference in whole hundredths of 255. */
  readonly gradient: (grid: Float64Array) => number;
  /** The picture as it came, and halved as often as needed to be at most `side` px long. */
  readonly hold: (image: RgbImage, side: number) => { readonly full: HeldPicture; readonly working: HeldPicture };
}

/** Columns that `differingInColumns` looks at in one go. */
export const COLUMNS = 16;
