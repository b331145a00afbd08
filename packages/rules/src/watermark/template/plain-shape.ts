import { giveBack } from '../../kernel/byte-room.ts';
import { type AngleFrame, type Cut, LONG } from './blocks.ts';

/** A vector at each pixel. */
export interface VectorField {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Share of a block's energy that must be left for the plain shape to be taken out of it. */
const LEAST_LEFT = 0.15;
/** Sides that differ by less make a mark round. */
const ROUND = 1.15;

/**
 * The plain shape that a mark shares with much that is none: a bar for a long mark (small print has edges above and below as every bar has), a ring for
 * a round one. `line` says which pixels lie on one line of it, `turn` turns a vector into the frame of that line.
 */
export interface PlainShape {
  readonly kind: 'bar' | 'ring';
  readonly lines: number;
  /** Line of each pixel of the rendering; −1 for pixels on none. */
  readonly line: Int16Array;
  /** How many pixels lie on each line. */
  readonly counts: Float64Array;
  /** Cosine and sine of the frame at each pixel. */
  readonly cos: Float32Array;
  readonly sin: Float32Array;
}

/** The plain shape of a rendering of `count` pixels; undefined for a mark that is neither long nor round. */
export const plainShape = (frame: AngleFrame, count: number): PlainShape | undefined => {
  const { width, height } = frame;
  if (width > LONG * height) return bar(frame, count);
  return Math.max(width, height) > ROUND * Math.min(width, height) ? undefined : ring(frame, count);
};

const bar = ({ width, height, columns, rows, along }: AngleFrame, count: number): PlainShape => {
  const line = new Int16Array(count);
  const counts = new Float64Array(height);
  for (let i = 0; i < count; i++) {
    const column = columns[i] ?? 0;
    const row = rows[i] ?? 0;
    const isInside = column >= 0 && column < width && row >= 0 && row < height;
    line[i] = isInside ? row : -1;
    if (isInside) counts[row] = (counts[row] ?? 0) + 1;
  }
  const cos = new Float32Array(count).fill(along[0]);
  const sin = new Float32Array(count).fill(along[1]);
  return { kind: 'bar', lines: height, line, counts, cos, sin };
};

const ring = ({ width, height, stride, centreX, centreY }: AngleFrame, count: number): PlainShape => {
  const line = new Int16Array(count);
  const cos = new Float32Array(count);
  const sin = new Float32Array(count);
  const lines = Math.ceil(Math.hypot((width - 1) / 2, (height - 1) / 2)) + 1;
  const counts = new Float64Array(lines);
  for (let i = 0; i < count; i++) {
    const dx = (i % stride) - centreX;
    const dy = Math.floor(i / stride) - centreY;
    const radius = Math.sqrt(dx * dx + dy * dy);
    const at = radius < lines - 0.5 ? Math.round(radius) : -1;
    line[i] = at;
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
    cos[i] = dx / (radius || 1);
    sin[i] = dy / (radius || 1);
  }
  return { kind: 'ring', lines, line, counts, cos, sin };
};

/** Frees a shape that nobody uses any more. */
export const dropShape = ({ line, cos, sin }: PlainShape): void => {
  for (const values of [line, cos, sin]) giveBack(values);
};

/** Number of pixels of a rendering that are used. */
export interface ListedPixels {
  /** Positions, row by row. */
  readonly pixels: Uint32Array;
  /** Of each its block, and how many blocks there are. */
  readonly blockOf: Uint8Array;
  readonly blocks: number;
}

export const listPixels = (pixels: Uint32Array, { blockOf, blocks }: Cut): ListedPixels => {
  const ofPixels = new Uint8Array(pixels.length);
  for (let j = 0; j < pixels.length; j++) ofPixels[j] = blockOf(pixels[j] ?? 0);
  return { pixels, blockOf: ofPixels, blocks };
};

/** What a field is without what the plain shape would give, of the listed pixels, in their order. */
export interface BaredField extends VectorField {
  /** Whether a block is hardly more than the shape. */
  readonly isPlain: (block: number) => boolean;
}

/**
 * Removes the response of a plain shape from a field: in each block the part along the mean of each line is projected out of the listed pixels. Blocks that are
 * hardly more than the shape stay unchanged; `isPlain` marks them.
 */
export const withoutPlainShape = (field: VectorField, shape: PlainShape, listed: ListedPixels): BaredField => {
  const { x: fieldX, y: fieldY } = field;
  const { pixels, blockOf, blocks } = listed;
  const { x, y } = plainPart(field, shape, listed);
  const products = new Float64Array(blocks);
  const plains = new Float64Array(blocks);
  const energies = new Float64Array(blocks);
  for (let j = 0; j < pixels.length; j++) {
    const pixel = pixels[j] ?? 0;
    const block = blockOf[j] ?? 0;
    const tx = fieldX[pixel] ?? 0;
    const ty = fieldY[pixel] ?? 0;
    const px = x[j] ?? 0;
    const py = y[j] ?? 0;
    products[block] = (products[block] ?? 0) + tx * px + ty * py;
    plains[block] = (plains[block] ?? 0) + px * px + py * py;
    energies[block] = (energies[block] ?? 0) + tx * tx + ty * ty;
  }
  const isPlain = (block: number): boolean => {
    const [product, square, energy] = [products[block] ?? 0, plains[block] ?? 0, energies[block] ?? 0];
    return energy - (product * product) / (square || 1) < LEAST_LEFT * energy;
  };
  /** How much of its plain part each block has, nothing of it where the block is hardly more. */
  const shares = products.map((product, block) => (isPlain(block) ? 0 : product / ((plains[block] ?? 0) || 1)));
  for (let j = 0; j < pixels.length; j++) {
    const pixel = pixels[j] ?? 0;
    const share = shares[blockOf[j] ?? 0] ?? 0;
    x[j] = (fieldX[pixel] ?? 0) - share * (x[j] ?? 0);
    y[j] = (fieldY[pixel] ?? 0) - share * (y[j] ?? 0);
  }
  return { x, y, isPlain };
};

/** Of each listed pixel the mean over all of its line, in the frame of the line, turned back. */
const plainPart = (
  { x: fieldX, y: fieldY }: VectorField,
  { lines, line, counts, cos, sin }: PlainShape,
  { pixels }: ListedPixels,
): VectorField => {
  const along = new Float64Array(lines);
  const across = new Float64Array(lines);
  for (let i = 0; i < line.length; i++) {
    const at = line[i] ?? -1;
    if (at < 0) continue;
    const fx = fieldX[i] ?? 0;
    const fy = fieldY[i] ?? 0;
    if (fx === 0 && fy === 0) continue;
    const c = cos[i] ?? 0;
    const s = sin[i] ?? 0;
    along[at] = (along[at] ?? 0) + c * fx + s * fy;
    across[at] = (across[at] ?? 0) + c * fy - s * fx;
  }
  for (let at = 0; at < lines; at++) {
    const n = counts[at] || 1;
    along[at] = (along[at] ?? 0) / n;
    across[at] = (across[at] ?? 0) / n;
  }
  const [x, y] = [new Float32Array(pixels.length), new Float32Array(pixels.length)];
  for (let j = 0; j < pixels.length; j++) {
    const i = pixels[j] ?? 0;
    const at = line[i] ?? -1;
    if (at < 0) continue;
    const c = cos[i] ?? 0;
    const s = sin[i] ?? 0;
    const a = along[at] ?? 0;
    const b = across[at] ?? 0;
    x[j] = c * a - s * b;
    y[j] = s * a + c * b;
  }
  return { x, y };
};
