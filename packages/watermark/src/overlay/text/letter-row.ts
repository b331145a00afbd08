import type { RgbImage } from '@listing-lint/rules/image';
import { type Blob, components, type Labelled, linksOfMask } from './regions.ts';
import type { PixelBox } from './rows.ts';

/** What makes a row text-like. */
export interface LetterRow {
  /** Separate shapes of a letter's size. */
  readonly shapes: number;
  /** Levels between strokes and ground. */
  readonly contrast: number;
}

const LEAST_CONTRAST = 40;
/** A row is at least so much wider than tall. */
const LEAST_ASPECT = 1.6;
/** Heights of a letter, share of the row, and its widths in heights of the row. */
const LETTER_HEIGHT = 0.45;
const LETTER_WIDTH = 1.7;
/** Share of the box's height under which a shape is a dot or a speck. */
const SPECK = 0.25;
/** Stroke width, share of the row's height. */
const STROKE: readonly [number, number] = [0.04, 0.36];
/** Largest relative deviation of the stroke widths of the letters. */
const STROKE_SPREAD = 0.4;
/** Share of the letters that must stand on one line, and the tolerance of that, in heights. */
const ON_LINE = 0.6;
const LINE_TOLERANCE = 0.12;
/** Share of the row's box that strokes cover. */
const INK: readonly [number, number] = [0.1, 0.65];
/** Mean deviation of the strokes' colour from their own mean, levels. */
const COLOUR_SPREAD = 24;
/** Least relative deviation of the letters' widths or areas: teeth of a comb are all alike. */
const VARIETY = 0.06;

/** Judges the shapes within a box on plain ground; undefined where they are not like text, or fewer than `leastShapes`. */
export const letterRow = (image: RgbImage, box: PixelBox, leastShapes: number): LetterRow | undefined => {
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  if (width < LEAST_ASPECT * height || height < 6) return undefined;
  const { distances, contrast } = inkOf(image, box);
  if (contrast < LEAST_CONTRAST) return undefined;
  const labelled = components(
    width,
    height,
    linksOfMask(distances.map((distance) => (2 * distance >= contrast ? 1 : 0))),
  );
  const tall = heightOfRow(labelled.blobs, height);
  const letters = labelled.blobs.filter(
    (blob) => blob.bottom - blob.top >= LETTER_HEIGHT * tall && blob.right - blob.left <= LETTER_WIDTH * tall,
  );
  if (letters.length < leastShapes) return undefined;
  const ink = labelled.blobs.reduce((sum, { area }) => sum + area, 0);
  const inLetters = letters.reduce((sum, { area }) => sum + area, 0);
  if (ink < INK[0] * width * height || ink > INK[1] * width * height || inLetters < 0.7 * ink) return undefined;
  if (!standsOnLines(letters, tall) || !isVaried(letters)) return undefined;
  const strokes = letters.map((blob) => strokeWidth(labelled, blob, width));
  const middle = median(strokes);
  if (middle < STROKE[0] * tall || middle > STROKE[1] * tall) return undefined;
  if (relativeDeviation(strokes) > STROKE_SPREAD) return undefined;
  if (colourSpread(image, box, distances, contrast) > COLOUR_SPREAD) return undefined;
  return { shapes: letters.length, contrast: Math.round(contrast) };
};

/** From the highest to the lowest of the shapes that are no specks: the box comes from a coarser raster, and is up to a few px too tall. */
const heightOfRow = (blobs: readonly Blob[], height: number): number => {
  const shapes = blobs.filter(({ top, bottom }) => bottom - top >= SPECK * height);
  return Math.max(...shapes.map(({ bottom }) => bottom), 0) - Math.min(...shapes.map(({ top }) => top), height);
};

/** How far each pixel is from the colour of the ground (largest channel), and how far the strokes are. */
const inkOf = (image: RgbImage, box: PixelBox): { distances: Uint8Array; contrast: number } => {
  const ground = groundColour(image, box);
  const width = box.right - box.left;
  const distances = new Uint8Array(width * (box.bottom - box.top));
  const histogram = new Uint32Array(256);
  for (let y = box.top, o = 0; y < box.bottom; y++) {
    for (let x = box.left, p = 3 * (y * image.width + box.left); x < box.right; x++, p += 3, o++) {
      const distance = Math.max(
        Math.abs((image.data[p] ?? 0) - ground[0]),
        Math.abs((image.data[p + 1] ?? 0) - ground[1]),
        Math.abs((image.data[p + 2] ?? 0) - ground[2]),
      );
      distances[o] = distance;
      histogram[distance] = (histogram[distance] ?? 0) + 1;
    }
  }
  // The core of the strokes: what the twelfth part of the pixels exceeds.
  let left = distances.length / 12;
  let contrast = 255;
  for (; contrast > 0 && left > 0; contrast--) left -= histogram[contrast] ?? 0;
  return { distances, contrast };
};

/** Median of the line around the box. */
export const groundColour = (image: RgbImage, box: PixelBox): readonly [number, number, number] => {
  const left = Math.max(0, box.left - 2);
  const right = Math.min(image.width - 1, box.right + 1);
  const top = Math.max(0, box.top - 2);
  const bottom = Math.min(image.height - 1, box.bottom + 1);
  const at: number[] = [];
  for (let x = left; x <= right; x++) at.push(top * image.width + x, bottom * image.width + x);
  for (let y = top; y <= bottom; y++) at.push(y * image.width + left, y * image.width + right);
  const channel = (c: number): number => median(at.map((i) => image.data[3 * i + c] ?? 0));
  return [channel(0), channel(1), channel(2)];
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

const relativeDeviation = (values: readonly number[]): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return mean === 0 ? 0 : Math.sqrt(square) / mean;
};

/** Most letters end on one line below, and begin on one or two lines above. */
const standsOnLines = (letters: readonly Blob[], height: number): boolean => {
  const tolerance = Math.max(1.5, LINE_TOLERANCE * height);
  const share = (values: readonly number[], lines: readonly number[]): number =>
    values.filter((value) => lines.some((line) => Math.abs(value - line) <= tolerance)).length / values.length;
  const bottoms = letters.map(({ bottom }) => bottom);
  const tops = letters.map(({ top }) => top);
  return share(bottoms, [median(bottoms)]) >= ON_LINE && share(tops, [median(tops), Math.min(...tops)]) >= ON_LINE;
};

const isVaried = (letters: readonly Blob[]): boolean =>
  relativeDeviation(letters.map(({ left, right }) => right - left)) >= VARIETY ||
  relativeDeviation(letters.map(({ area }) => area)) >= VARIETY;

/** Mean width of a shape's strokes: twice its area over the length of its outline. */
const strokeWidth = ({ labels }: Labelled, { label, left, top, right, bottom, area }: Blob, width: number): number => {
  let outline = 0;
  const own = (x: number, y: number): boolean =>
    x >= left && x < right && y >= top && y < bottom && labels[y * width + x] === label;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      if (!own(x, y)) continue;
      outline += (own(x - 1, y) ? 0 : 1) + (own(x + 1, y) ? 0 : 1) + (own(x, y - 1) ? 0 : 1) + (own(x, y + 1) ? 0 : 1);
    }
  }
  // Steps along a slanted outline count both ways: on average 4/π times its length.
  return (2 * area) / ((outline * Math.PI) / 4);
};

/** Mean deviation of the core of the strokes from its mean colour, largest channel. */
const colourSpread = (image: RgbImage, box: PixelBox, distances: Uint8Array, contrast: number): number => {
  const core: number[] = [];
  for (let y = box.top, o = 0; y < box.bottom; y++) {
    for (let x = box.left; x < box.right; x++, o++) {
      if ((distances[o] ?? 0) >= 0.85 * contrast) core.push(3 * (y * image.width + x));
    }
  }
  const spread = (c: number): number => {
    const mean = core.reduce((sum, p) => sum + (image.data[p + c] ?? 0), 0) / core.length;
    return core.reduce((sum, p) => sum + Math.abs((image.data[p + c] ?? 0) - mean), 0) / core.length;
  };
  return Math.max(spread(0), spread(1), spread(2));
};
