import type { RgbImage } from '../image/raster.ts';

/** What is left of a picture without frames, padding and plain background; pixels, ends excluded. */
export interface ContentBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** RGB of the last plain colour taken off, or null where nothing was. */
  readonly background: readonly [number, number, number] | null;
}

/** Largest difference of a channel, of 255, that still counts as the same plain colour: above JPEG noise at quality 30. */
const TOLERANCE = 24;
/** Share of a line that may differ: specks and dust. */
const SPECKS = 0.01;
/** Frame, its blurred edge, padding, its edge, background: what is peeled off a side at most. */
const LAYERS = 6;
/** Content smaller than this share of a side is not trusted. */
const SMALLEST = 0.08;

/**
 * Peels plain lines off the four sides, colour after colour, as long as a whole line keeps one colour: first a frame, then padding, then
 * the background of a product photo. Each side for itself, so that it commutes with turning the picture.
 */
export const contentBox = (image: RgbImage): ContentBox => {
  const { width, height } = image;
  const box = { left: 0, top: 0, right: width, bottom: height };
  let background: readonly [number, number, number] | null = null;
  for (let layer = 0; layer < LAYERS; layer++) {
    const before = { ...box };
    const sides = [
      peel(image, before, 'top'),
      peel(image, before, 'bottom'),
      peel(image, before, 'left'),
      peel(image, before, 'right'),
    ] as const;
    box.top += sides[0].lines;
    box.bottom -= sides[1].lines;
    box.left += sides[2].lines;
    box.right -= sides[3].lines;
    if (box.right - box.left < SMALLEST * width || box.bottom - box.top < SMALLEST * height) {
      return { left: 0, top: 0, right: width, bottom: height, background: null };
    }
    const thickest = sides.reduce((a, b) => (b.lines > a.lines ? b : a));
    if (thickest.lines === 0) break;
    if (thickest.lines > 2) background = thickest.colour;
  }
  return { ...box, background };
};

type Side = 'top' | 'bottom' | 'left' | 'right';
interface Peeled {
  readonly lines: number;
  readonly colour: readonly [number, number, number];
}

const peel = (
  { width, data }: RgbImage,
  box: { left: number; top: number; right: number; bottom: number },
  side: Side,
): Peeled => {
  const across = side === 'top' || side === 'bottom';
  const length = across ? box.right - box.left : box.bottom - box.top;
  const depth = across ? box.bottom - box.top : box.right - box.left;
  const along = across ? 3 : 3 * width;
  const inward = (across ? 3 * width : 3) * (side === 'top' || side === 'left' ? 1 : -1);
  const startRow = side === 'bottom' ? box.bottom - 1 : box.top;
  const startColumn = side === 'right' ? box.right - 1 : box.left;
  const start = 3 * (startRow * width + startColumn);
  const colour = lineMedian(data, start, along, length);
  const allowed = Math.floor(length * SPECKS);
  let lines = 0;
  while (lines < depth && isPlain(data, start + lines * inward, along, length, colour, allowed)) lines++;
  return { lines, colour };
};

const isPlain = (
  data: Uint8Array,
  start: number,
  step: number,
  length: number,
  [red, green, blue]: readonly [number, number, number],
  allowed: number,
): boolean => {
  let others = 0;
  for (let k = 0, p = start; k < length; k++, p += step) {
    const r = (data[p] ?? 0) - red;
    const g = (data[p + 1] ?? 0) - green;
    const b = (data[p + 2] ?? 0) - blue;
    if (r > TOLERANCE || r < -TOLERANCE || g > TOLERANCE || g < -TOLERANCE || b > TOLERANCE || b < -TOLERANCE) {
      if (++others > allowed) return false;
    }
  }
  return true;
};

/** Median of each channel over at most 65 samples spread evenly, the same from either end. */
const lineMedian = (data: Uint8Array, start: number, step: number, length: number): [number, number, number] => {
  const samples = Math.min(65, length);
  const positions = Array.from({ length: samples }, (_, i) =>
    samples === 1 ? 0 : Math.round((i * (length - 1)) / (samples - 1)),
  );
  const median = (channel: number): number => {
    const values = positions.map((position) => data[start + position * step + channel] ?? 0).sort((a, b) => a - b);
    return values[samples >> 1] ?? 0;
  };
  return [median(0), median(1), median(2)];
};
