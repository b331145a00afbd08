import type { RgbImage } from '../../image/read/raster.ts';

/** Weights of a line map as whole numbers that add up to 16,384 a row. */
export interface WholeLineMap {
  readonly size: number;
  readonly first: Int32Array;
  readonly offset: Int32Array;
  readonly weights: Int16Array;
}

/** What the weights of a row of a whole line map add up to. */
export const WHOLE = 16_384;

/** Rows of weighted sums, `stride` apart, each of 3 × the picture's width: sums of `WHOLE` × 0–255. Valid until the kernel is called again. */
export interface ReducedRows {
  readonly data: Int32Array;
  readonly stride: number;
}

/** A picture that a kernel holds; valid until the kernel holds the next one. */
export interface HeldPicture {
  readonly image: RgbImage;
  /** Weighted sums of rows. */
  readonly reduceDown: (map: WholeLineMap) => ReducedRows;
  /** Channel values that differ from a colour by more than the tolerance, in `length` pixels of row `y` from `x` on. */
  readonly differingInRow: (x: number, y: number, length: number, colour: Rgb, tolerance: number) => number;
  /** The same in each of 16 columns from `x` on (fewer at the right edge), `rows` down from `y`. */
  readonly differingInColumns: (x: number, y: number, rows: number, colour: Rgb, tolerance: number) => Uint16Array;
}

export type Rgb = readonly [number, number, number];

/** The whole-number work of a fingerprint. Both kinds give the same numbers. */
export interface PictureKernel {
  readonly kind: 'wasm-simd' | 'javascript';
  /** The picture as it came, and halved as often as needed to be at most `side` px long. */
  readonly hold: (image: RgbImage, side: number) => { readonly full: HeldPicture; readonly working: HeldPicture };
}

/** Columns that `differingInColumns` looks at in one go. */
export const COLUMNS = 16;
