import type { Rgb as Colour, Edges, HeldPicture, Regions } from './kernel.ts';

/** Properties of lines of a picture in memory. */
type HeldLines = Pick<HeldPicture, 'image' | 'plainLines' | 'medians'>;

/** Pixels of a line whose median is its colour. */
const MOST_SAMPLES = 65;
/** Largest difference of a channel, of 255, that still counts as the same plain colour: above JPEG noise at quality 30. */
const TOLERANCE = 24;
/** The same for a border of one colour: above JPEG noise away from an edge. */
const NARROW_TOLERANCE = 8;
/** Lines that the two may end apart: compression smears an edge over a block of 16 px, in which the narrow tolerance stops. */
const SAME_BORDER = 13;
/** Share of a line, in channel values a pixel, that may differ: specks and dust. */
const SPECKS = 0.01;
/** Frame, its blurred edge, padding, its edge, background: what is peeled off a side at most. */
const LAYERS = 6;
/** Lines that a compressed edge between frame and background may smear over; bridged where a plain stretch follows. */
const SMEAR = 5;
/** Lines that such a stretch must have. */
const STRETCH = 4;
/** Content smaller than this share of a side is not trusted. */
const SMALLEST = 0.08;

/**
 * Peels plain lines off the four sides, colour after colour, as long as a whole line keeps one colour: first a frame, then padding, then
 * the background of a product photo. Each side for itself, so that it commutes with turning the picture.
 */
export const regionsOf = (held: HeldLines): Regions => {
  const { width, height } = held.image;
  let box: Edges = { left: 0, top: 0, right: width, bottom: height };
  let outermost = box;
  let background: Colour | null = null;
  for (let layer = 0; layer < LAYERS; layer++) {
    const { inner, thickest } = peelSides(held, box, layer);
    if (thickest.lines === 0) break;
    if (inner.right - inner.left < SMALLEST * width || inner.bottom - inner.top < SMALLEST * height) break;
    if (thickest.lines > 2) background = thickest.colour;
    if (layer === 0) outermost = borderOf(held, box, inner);
    box = inner;
  }
  return { inner: outermost, content: box, background };
};

/**
 * The inner edge of what is outermost. A border that somebody added has one colour but for the noise of compression, and a background of
 * nearly that colour within it is not part of it: where the plain lines end much earlier for the narrow tolerance, they end there.
 */
const borderOf = (held: HeldLines, box: Edges, inner: Edges): Edges => {
  const { inner: narrow } = peelSides(held, box, 0, NARROW_TOLERANCE);
  const end = (side: Side): number => (Math.abs(inner[side] - narrow[side]) > SAME_BORDER ? narrow[side] : inner[side]);
  return { left: end('left'), top: end('top'), right: end('right'), bottom: end('bottom') };
};

const peelSides = (
  image: HeldLines,
  box: Edges,
  layer: number,
  tolerance = TOLERANCE,
): { inner: Edges; thickest: Peeled } => {
  const top = peel(image, box, 'top', layer, tolerance);
  const bottom = peel(image, box, 'bottom', layer, tolerance);
  const left = peel(image, box, 'left', layer, tolerance);
  const right = peel(image, box, 'right', layer, tolerance);
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
const peel = (picture: HeldLines, box: Edges, side: Side, layer: number, tolerance: number): Peeled => {
  const { width } = picture.image;
  const isRow = side === 'top' || side === 'bottom';
  const inset = layer === 0 ? 0 : SMEAR;
  const start = (isRow ? box.left : box.top) + inset;
  const length = (isRow ? box.right - box.left : box.bottom - box.top) - 2 * inset;
  const depth = isRow ? box.bottom - box.top : box.right - box.left;
  if (length < 1) return { lines: 0, colour: [0, 0, 0] };
  const allowed = Math.floor(length * SPECKS);
  const step = side === 'top' || side === 'left' ? 1 : -1;
  const outermost = step === 1 ? box[side] : box[side] - 1;
  const samples = Math.min(MOST_SAMPLES, length);
  for (let skipped = 0; skipped <= (layer === 0 ? 0 : SMEAR) && skipped < depth; skipped++) {
    const line = outermost + skipped * step;
    const first = isRow ? line * width + start : start * width + line;
    const colour = picture.medians(3 * first, isRow ? 3 : 3 * width, length, samples);
    const lineSpan = { isRow, line, step, most: depth - skipped, start, length } as const;
    const lines = picture.plainLines(lineSpan, { colour, tolerance, allowed });
    if (lines >= STRETCH || (skipped === 0 && lines > 0)) return { lines: skipped + lines, colour };
  }
  return { lines: 0, colour: [0, 0, 0] };
};
