import type { Raster } from '../reduced.ts';
import { colourAt, isNearColour, medianColour, type RgbLevels } from './colour.ts';
import { PRODUCT } from './parts.ts';

/** How far the levels of what was drawn in one colour may lie from it: compression. */
const MOST_OFF = 2;

/** The commonest colour of some pixels, and the share of them that has it. */
const commonestOf = (
  picture: Raster,
  pixels: readonly number[],
): { readonly colour: RgbLevels; readonly share: number } => {
  const bins = new Map<number, number[]>();
  for (const at of pixels) {
    const key = colourAt(picture, at).reduce((sum, level) => (sum << 5) | (level >> 3), 0);
    const bin = bins.get(key);
    if (bin === undefined) bins.set(key, [at]);
    else bin.push(at);
  }
  const most = [...bins.values()].reduce((a, b) => (b.length > a.length ? b : a), []);
  const colour = medianColour(picture, most);
  const near = pixels.filter((at) => isNearColour(picture, at, colour, MOST_OFF)).length;
  return { colour, share: near / Math.max(1, pixels.length) };
};

/** Share of a piece above which its commonest colour makes it a drawn one; photos show nothing in what is darker. */
const DRAWN = { share: 0.5, darkest: 48 };

/** Whether a piece is of one colour for the most part, as discs and cards that words are put on: what was photographed has lights and shades. */
export const isDrawn = (picture: Raster, piece: readonly number[]): boolean => {
  const { colour, share } = commonestOf(picture, piece);
  return share > DRAWN.share && Math.max(...colour) >= DRAWN.darkest;
};

/**
 * Of a band over a product: least share of the picture's width; bounds of its height, in heights of the picture; by how much of the width it is wider than what
 * is above or below; and share of what it covers of the ground that has one colour.
 */
const BAND = { width: 0.75, least: 0.06, most: 0.3, wider: 0.06, even: 0.8 };
/** Tolerance of its sides, px, and width of the pixels mixed with their surroundings. */
const OFF = 1;
const MIXED = 3;

interface Row {
  readonly left: number;
  readonly right: number;
  readonly isFilled: boolean;
}

/** Where the product reaches in a row, and whether without a gap. */
const rowsOf = (parts: Uint8Array, { width, height }: Raster): readonly Row[] =>
  Array.from({ length: height }, (_, y) => {
    const row = parts.subarray(y * width, (y + 1) * width);
    const [left, right] = [row.indexOf(PRODUCT), row.lastIndexOf(PRODUCT)];
    let filled = 0;
    for (const part of row) if (part === PRODUCT) filled++;
    return { left, right, isFilled: left >= 0 && filled === right - left + 1 };
  });

/** Rows of a band, the first and the last one. */
type Band = readonly [first: number, last: number];

/**
 * Bands over a product and its background: rectangles that are nearly as wide as the picture and not high, of a product that is narrower above or
 * below, and of one colour where they cover background.
 */
export const bandsOver = (picture: Raster, parts: Uint8Array): readonly Band[] => {
  const { width, height } = picture;
  const rows = rowsOf(parts, picture);
  const isWide = ({ left, right, isFilled }: Row): boolean => isFilled && right - left + 1 >= BAND.width * width;
  const isBand = ([first, last]: Band, { left, right }: Row): boolean => {
    const high = (last - first + 1) / height;
    if (high < BAND.least || high > BAND.most) return false;
    return [rows[first - MIXED], rows[last + MIXED]].some((row) => {
      if (row === undefined || row.left < 0 || row.right - row.left > right - left - BAND.wider * width) return false;
      const ends: number[] = [];
      for (let y = first + MIXED; y <= last - MIXED; y++) {
        for (let x = left + MIXED; x < row.left - MIXED; x++) ends.push(y * width + x);
        for (let x = row.right + MIXED; x < right - MIXED; x++) ends.push(y * width + x);
      }
      return commonestOf(picture, ends).share >= BAND.even;
    });
  };
  const found: Band[] = [];
  for (let first = 0; first < height; ) {
    const start = rows[first];
    let last = first;
    if (start !== undefined && isWide(start)) {
      const isLike = (row: Row | undefined): boolean =>
        row !== undefined &&
        isWide(row) &&
        Math.max(Math.abs(row.left - start.left), Math.abs(row.right - start.right)) <= OFF;
      while (isLike(rows[last + 1])) last++;
      if (isBand([first, last], start)) found.push([first, last]);
    }
    first = last + 1;
  }
  return found;
};
