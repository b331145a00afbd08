import type { RgbImage } from '../image/raster.ts';

/** Pixels from the upper left corner, ends excluded. */
export interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

type Colour = readonly [number, number, number];

/** The parts of a picture that its hashes look at. */
export interface Regions {
  /** The picture without a frame around it. */
  readonly picture: Edges;
  /** What is left of it without padding and plain background. */
  readonly content: Edges;
  /** RGB of the plain colour around the content, or null where there is none. */
  readonly background: Colour | null;
}

/** Largest difference of a channel, of 255, that still counts as the same plain colour: above JPEG noise at quality 30. */
const TOLERANCE = 24;
/** Share of a line that may differ: specks and dust. */
const SPECKS = 0.01;
/** Frame, its blurred edge, padding, its edge, background: what is peeled off a side at most. */
const LAYERS = 6;
/** Lines that a compressed edge between frame and background may smear over; bridged where a plain stretch follows. */
const SMEAR = 5;
/** Lines that such a stretch must have. */
const STRETCH = 4;
/** Content smaller than this share of a side is not trusted. */
const SMALLEST = 0.08;

/** A layer is a frame, and no background, when the next one differs by more than this in a channel. */
const FRAME_CONTRAST = 64;

/**
 * Peels plain lines off the four sides, colour after colour, as long as a whole line keeps one colour: first a frame, then padding, then
 * the background of a product photo. Each side for itself, so that it commutes with turning the picture.
 */
export const regionsOf = (image: RgbImage): Regions => {
  const { width, height } = image;
  const all: Edges = { left: 0, top: 0, right: width, bottom: height };
  let picture = all;
  let box = all;
  let background: Colour | null = null;
  for (let layer = 0; layer < LAYERS; layer++) {
    const { inner, thickest } = peelSides(image, box, layer);
    if (thickest.lines === 0) break;
    if (inner.right - inner.left < SMALLEST * width || inner.bottom - inner.top < SMALLEST * height) break;
    if (thickest.lines > 2) {
      if (background && contrast(background, thickest.colour) > FRAME_CONTRAST) picture = box;
      background = thickest.colour;
    }
    box = inner;
  }
  return { picture, content: box, background };
};

const contrast = (a: Colour, b: Colour): number =>
  Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));

const peelSides = (image: RgbImage, box: Edges, layer: number): { inner: Edges; thickest: Peeled } => {
  const top = peel(image, box, 'top', layer);
  const bottom = peel(image, box, 'bottom', layer);
  const left = peel(image, box, 'left', layer);
  const right = peel(image, box, 'right', layer);
  return {
    inner: {
      left: box.left + left.lines,
      top: box.top + top.lines,
      right: box.right - right.lines,
      bottom: box.bottom - bottom.lines,
    },
    thickest: [top, bottom, left, right].reduce((a, b) => (b.lines > a.lines ? b : a)),
  };
};

type Side = 'top' | 'bottom' | 'left' | 'right';
interface Peeled {
  readonly lines: number;
  readonly colour: Colour;
}

/** Plain lines on one side of the box. From the second layer on the smeared edge of what was peeled before is stepped over. */
const peel = ({ width, data }: RgbImage, box: Edges, side: Side, layer: number): Peeled => {
  const across = side === 'top' || side === 'bottom';
  const inset = layer === 0 ? 0 : SMEAR;
  const length = (across ? box.right - box.left : box.bottom - box.top) - 2 * inset;
  const depth = across ? box.bottom - box.top : box.right - box.left;
  const along = across ? 3 : 3 * width;
  const inward = (across ? 3 * width : 3) * (side === 'top' || side === 'left' ? 1 : -1);
  const startRow = side === 'bottom' ? box.bottom - 1 : box.top;
  const startColumn = side === 'right' ? box.right - 1 : box.left;
  const start = 3 * (startRow * width + startColumn) + inset * along;
  const nothing: Peeled = { lines: 0, colour: [0, 0, 0] };
  if (length < 1) return nothing;
  const allowed = Math.floor(length * SPECKS);
  for (let skipped = 0; skipped <= (layer === 0 ? 0 : SMEAR) && skipped < depth; skipped++) {
    const first = start + skipped * inward;
    const colour = lineMedian(data, first, along, length);
    let lines = 0;
    while (skipped + lines < depth && isPlain(data, first + lines * inward, along, length, colour, allowed)) lines++;
    if (lines >= STRETCH || (skipped === 0 && lines > 0)) return { lines: skipped + lines, colour };
  }
  return nothing;
};

const isPlain = (
  data: Uint8Array,
  start: number,
  step: number,
  length: number,
  [red, green, blue]: Colour,
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
const lineMedian = (data: Uint8Array, start: number, step: number, length: number): Colour => {
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
