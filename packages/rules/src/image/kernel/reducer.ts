import { type AreaTable, areaTableOf } from './area-table.ts';

/** What the weights down a column add up to: sums of 8-bit values keep within 16 bits. */
export const WHOLE_DOWN = 256;
/** What the weights along a row add up to. */
const WHOLE_ACROSS = 16_384;
/** Pixels along a row are taken two at a time. */
export const PAIR = 2;
/**
 * A sum down a column is halved to fit into 15 bits, and multiplied by `WHOLE_ACROSS` along the row: a picture's value is there by so many bits too
 * large.
 */
export const SHIFT = 7 + 14;

export interface ReduceTables {
  readonly down: AreaTable;
  readonly across: AreaTable;
}

/** 8-bit RGB pixels, interleaved, rows from the top. */
export interface Pixels8 {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** 8-bit RGB with an opacity behind each pixel, interleaved, rows from the top: meant to be seen on white. */
export interface RgbaPixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** A picture made smaller by the means of equal areas, in whole numbers: both kinds give the same bytes. */
export interface Reducer {
  readonly kind: 'wasm-simd' | 'javascript';
  /** `target.width` × `target.height` px, neither more than the picture has; of one with opacities as `onWhite` shows it. */
  readonly reduce: (
    image: Pixels8 | RgbaPixels,
    target: { readonly width: number; readonly height: number },
  ) => Pixels8;
  /** The same, and what `reduce` makes of that at half its size, for targets with even sides: of the bands of the one while they are at hand. */
  readonly reduceTwice: (
    image: Pixels8 | RgbaPixels,
    target: { readonly width: number; readonly height: number },
  ) => { readonly picture: Pixels8; readonly half: Pixels8 };
  /** Value × opacity / 255, rounded down, and white for what is left: what libvips makes of 8 bits. */
  readonly onWhite: (image: RgbaPixels) => Pixels8;
}

export const hasOpacity = (image: Pixels8 | RgbaPixels): image is RgbaPixels => 'rgba' in image;

export const tablesOf = (
  image: { readonly width: number; readonly height: number },
  target: { readonly width: number; readonly height: number },
): ReduceTables => ({
  down: areaTableOf(image.height, target.height, WHOLE_DOWN),
  across: areaTableOf(image.width, target.width, WHOLE_ACROSS, PAIR),
});
