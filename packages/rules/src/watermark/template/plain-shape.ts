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
  /** Cosine and sine of the frame at each pixel. */
  readonly cos: Float32Array;
  readonly sin: Float32Array;
}

/** The plain shape of a rendering of `count` pixels; undefined for a mark that is neither long nor round. */
export const plainShape = (
  { width, height, row, isInside, offsetX, offsetY, along }: AngleFrame,
  count: number,
): PlainShape | undefined => {
  const line = new Int16Array(count);
  const cos = new Float32Array(count).fill(along[0]);
  const sin = new Float32Array(count).fill(along[1]);
  if (width > LONG * height) {
    for (let i = 0; i < count; i++) line[i] = isInside(i) ? row(i) : -1;
    return { kind: 'bar', lines: height, line, cos, sin };
  }
  if (Math.max(width, height) > ROUND * Math.min(width, height)) return undefined;
  const lines = Math.ceil(Math.hypot((width - 1) / 2, (height - 1) / 2)) + 1;
  for (let i = 0; i < count; i++) {
    const [dx, dy] = [offsetX(i), offsetY(i)];
    const radius = Math.sqrt(dx * dx + dy * dy);
    line[i] = radius < lines - 0.5 ? Math.round(radius) : -1;
    cos[i] = dx / (radius || 1);
    sin[i] = dy / (radius || 1);
  }
  return { kind: 'ring', lines, line, cos, sin };
};

/**
 * A field without what the plain shape would give: in each block the part along the mean of each line is projected out of the listed pixels. Blocks that are
 * hardly more than the shape stay as they are; `isPlain` tells which.
 */
export const withoutPlainShape = (
  field: VectorField,
  shape: PlainShape,
  pixels: readonly number[] | Uint32Array,
  { blockOf, blocks }: Cut,
): VectorField & { readonly isPlain: (block: number) => boolean } => {
  const plain = plainPart(field, shape);
  const products = new Float64Array(blocks);
  const plains = new Float64Array(blocks);
  const energies = new Float64Array(blocks);
  for (const pixel of pixels) {
    const block = blockOf(pixel);
    const [tx, ty, px, py] = [field.x[pixel] ?? 0, field.y[pixel] ?? 0, plain.x[pixel] ?? 0, plain.y[pixel] ?? 0];
    products[block] = (products[block] ?? 0) + tx * px + ty * py;
    plains[block] = (plains[block] ?? 0) + px * px + py * py;
    energies[block] = (energies[block] ?? 0) + tx * tx + ty * ty;
  }
  const isPlain = (block: number): boolean => {
    const [product, square, energy] = [products[block] ?? 0, plains[block] ?? 0, energies[block] ?? 0];
    return energy - (product * product) / (square || 1) < LEAST_LEFT * energy;
  };
  const [x, y] = [field.x.slice(), field.y.slice()];
  for (const pixel of pixels) {
    const block = blockOf(pixel);
    if (isPlain(block)) continue;
    const share = (products[block] ?? 0) / ((plains[block] ?? 0) || 1);
    x[pixel] = (x[pixel] ?? 0) - share * (plain.x[pixel] ?? 0);
    y[pixel] = (y[pixel] ?? 0) - share * (plain.y[pixel] ?? 0);
  }
  return { x, y, isPlain };
};

/** Each pixel's mean over its line, in the frame of the line, turned back. */
const plainPart = (field: VectorField, { lines, line, cos, sin }: PlainShape): VectorField => {
  const along = new Float64Array(lines);
  const across = new Float64Array(lines);
  const counts = new Float64Array(lines);
  const size = field.x.length;
  for (let i = 0; i < size; i++) {
    const at = line[i] ?? -1;
    if (at < 0) continue;
    const [c, s, fx, fy] = [cos[i] ?? 0, sin[i] ?? 0, field.x[i] ?? 0, field.y[i] ?? 0];
    along[at] = (along[at] ?? 0) + c * fx + s * fy;
    across[at] = (across[at] ?? 0) + c * fy - s * fx;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const [x, y] = [new Float32Array(size), new Float32Array(size)];
  for (let i = 0; i < size; i++) {
    const at = line[i] ?? -1;
    if (at < 0) continue;
    const [c, s, n] = [cos[i] ?? 0, sin[i] ?? 0, counts[at] || 1];
    const [a, b] = [(along[at] ?? 0) / n, (across[at] ?? 0) / n];
    x[i] = c * a - s * b;
    y[i] = s * a + c * b;
  }
  return { x, y };
};
