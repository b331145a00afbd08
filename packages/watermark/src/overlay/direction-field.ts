import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { ListingLintError } from '@listing-lint/core/plugin';
import type { RgbImage } from '@listing-lint/rules/image';

/**
 * Where the luma of a picture rises, and which way: one code a pixel, 0 where it is flat, else 1 + the eighth of a turn (0 to the right,
 * clockwise) that the gradient points to. How steep it is does not matter: a faint overlay counts as much as a strong edge.
 */
export interface DirectionField {
  readonly width: number;
  readonly height: number;
  readonly codes: Uint8Array;
}

/** Longest side of a field, px. */
export const FIELD_SIDE = 192;
export const DIRECTIONS = 8;
/** Least gradient, levels a pixel of the field, that is no noise of compression. */
const LEAST_GRADIENT = 2.5;
const HEADER_BYTES = 4;

/** The field of a picture, at most 192 px long; smaller pictures are not enlarged. */
export const directionField = (image: RgbImage, side = FIELD_SIDE): DirectionField => {
  const { width, height, luma } = shrunkLuma(image, side);
  const codes = new Uint8Array(width * height);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const dx = ((luma[i + 1] ?? 0) - (luma[i - 1] ?? 0)) / 2;
      const dy = ((luma[i + width] ?? 0) - (luma[i - width] ?? 0)) / 2;
      if (dx * dx + dy * dy >= LEAST_GRADIENT * LEAST_GRADIENT) codes[i] = 1 + octantOf(dx, dy);
    }
  }
  return { width, height, codes };
};

/** tan(22.5°), tan(67.5°): where one eighth of a turn ends and the next begins. */
const LOW = Math.SQRT2 - 1;
const HIGH = Math.SQRT2 + 1;

const octantOf = (dx: number, dy: number): number => {
  const across = Math.abs(dx);
  const down = Math.abs(dy);
  if (down < LOW * across) return dx > 0 ? 0 : 4;
  if (down > HIGH * across) return dy > 0 ? 2 : 6;
  if (dy > 0) return dx > 0 ? 1 : 3;
  return dx > 0 ? 7 : 5;
};

/** Area means of BT.601 luma, 0–255, with the longest side at most `side`. */
const shrunkLuma = (image: RgbImage, side: number): { width: number; height: number; luma: Float32Array } => {
  const scale = Math.min(1, side / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const sums = new Float32Array(width * height);
  const columns = startsOf(image.width, width);
  const rows = startsOf(image.height, height);
  const { data } = image;
  for (let row = 0; row < height; row++) {
    const top = rows[row] ?? 0;
    const bottom = rows[row + 1] ?? 0;
    for (let y = top; y < bottom; y++) {
      let p = 3 * y * image.width;
      for (let column = 0; column < width; column++) {
        let sum = 0;
        for (const end = 3 * (y * image.width + (columns[column + 1] ?? 0)); p < end; p += 3) {
          sum += 77 * (data[p] ?? 0) + 150 * (data[p + 1] ?? 0) + 29 * (data[p + 2] ?? 0);
        }
        const i = row * width + column;
        sums[i] = (sums[i] ?? 0) + sum;
      }
    }
    for (let column = 0; column < width; column++) {
      const area = (bottom - top) * ((columns[column + 1] ?? 0) - (columns[column] ?? 0));
      const i = row * width + column;
      sums[i] = (sums[i] ?? 0) / (256 * area);
    }
  }
  return { width, height, luma: sums };
};

/** First source index of each cell, and the end of the last. */
const startsOf = (from: number, to: number): Int32Array =>
  Int32Array.from({ length: to + 1 }, (_, i) => Math.round((i * from) / to));

/** The field as text: base64 of width, height (16 bits each) and the deflated codes, two a byte. */
export const encodeField = ({ width, height, codes }: DirectionField): string => {
  const packed = new Uint8Array((codes.length + 1) >> 1);
  for (let i = 0; i < codes.length; i++) packed[i >> 1] = (packed[i >> 1] ?? 0) | ((codes[i] ?? 0) << (4 * (i & 1)));
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16LE(width, 0);
  header.writeUInt16LE(height, 2);
  return Buffer.concat([header, deflateRawSync(packed, { level: 6 })]).toString('base64');
};

/** Reads the text of a field. Throws `data-invalid` for a damaged one. */
export const decodeField = (text: string): DirectionField => {
  const bytes = Buffer.from(text, 'base64');
  const width = bytes.length < HEADER_BYTES ? 0 : bytes.readUInt16LE(0);
  const height = bytes.length < HEADER_BYTES ? 0 : bytes.readUInt16LE(2);
  const size = width * height;
  if (size === 0 || width > FIELD_SIDE || height > FIELD_SIDE) throw damaged();
  const codes = new Uint8Array(size);
  let packed: Buffer;
  try {
    packed = inflateRawSync(bytes.subarray(HEADER_BYTES), { maxOutputLength: (size + 1) >> 1 });
  } catch {
    throw damaged();
  }
  if (packed.length !== (size + 1) >> 1) throw damaged();
  for (let i = 0; i < size; i++) codes[i] = ((packed[i >> 1] ?? 0) >> (4 * (i & 1))) & 0xf;
  if (codes.some((code) => code > DIRECTIONS)) throw damaged();
  return { width, height, codes };
};

const damaged = (): ListingLintError =>
  new ListingLintError('data-invalid', 'the stored edges of a picture are damaged');
