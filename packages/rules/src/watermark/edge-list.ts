import type { AngleFrame } from './angle-frame.ts';
import { cutIntoBlocks, LONG } from './blocks.ts';
import type { CorrelationKernel } from './kernel/kernel.ts';
import type { TemplateField } from './template-field.ts';

/** Edge pixels weaker than this (|field|², any background) are left out. */
const FAINT = 0.01;
/** Most edge pixels kept: neighbours say nearly the same, and this bounds memory and time for large marks. */
const MOST = 3000;

/** A template as a list of its edge pixels in kernel memory (see assembly/score.ts), once per background, in the same order. */
export interface EdgeList {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  /** Addresses, one per background. */
  readonly lists: readonly number[];
  /** Sum of |template|² over the listed pixels, per background. */
  readonly energies: readonly number[];
  /** The same by block. */
  readonly blockEnergies: readonly Float64Array[];
  readonly blocks: number;
  readonly bytes: number;
  readonly release: () => void;
}

/**
 * Lists the edge pixels of one template on several backgrounds, shuffled so that any stride is an even sample, cut along the mark's own sides into
 * blocks of equal energy.
 */
export const makeEdgeList = (
  kernel: CorrelationKernel,
  fields: readonly TemplateField[],
  stride: number,
  frame: AngleFrame,
): EdgeList => {
  const [first] = fields;
  if (!first) throw new Error('a template without a background');
  const { width, height } = first;
  const strongest = new Float32Array(width * height);
  for (const { x, y } of fields) {
    for (let i = 0; i < strongest.length; i++) {
      strongest[i] = Math.max(strongest[i] ?? 0, (x[i] ?? 0) ** 2 + (y[i] ?? 0) ** 2);
    }
  }
  const edges: number[] = [];
  for (let i = 0; i < strongest.length; i++) if ((strongest[i] ?? 0) > FAINT) edges.push(i);
  const pixels = shuffled(edges).slice(0, MOST);
  const { blockOf, blocks } = cutIntoBlocks(strongest, frame, pixels);
  const plain = plainShape(frame, width * height);
  const used = plain ? fields.map((field) => withoutPlainShape(field, plain, pixels, blockOf, blocks)) : fields;
  const { memory } = kernel;
  const listBytes = pixels.length * 16;
  const lists: number[] = [];
  const blockEnergies: Float64Array[] = [];
  for (const { x, y } of used) {
    const address = memory.allocate(listBytes);
    const words = memory.i32(address, pixels.length * 4);
    const values = memory.f32(address, pixels.length * 4);
    const energies = new Float64Array(blocks);
    for (const [j, pixel] of pixels.entries()) {
      const block = blockOf(pixel);
      words[4 * j] = Math.floor(pixel / width) * stride + (pixel % width);
      values[4 * j + 1] = x[pixel] ?? 0;
      values[4 * j + 2] = y[pixel] ?? 0;
      words[4 * j + 3] = block;
      energies[block] = (energies[block] ?? 0) + (x[pixel] ?? 0) ** 2 + (y[pixel] ?? 0) ** 2;
    }
    lists.push(address);
    blockEnergies.push(energies);
  }
  return {
    width,
    height,
    count: pixels.length,
    lists,
    energies: blockEnergies.map((energies) => energies.reduce((sum, energy) => sum + energy, 0)),
    blockEnergies,
    blocks,
    bytes: listBytes * lists.length,
    release: () => {
      for (const list of lists) memory.release(list, listBytes);
    },
  };
};

/** The same order on every machine. */
const shuffled = (values: number[]): number[] => {
  let state = 7;
  for (let i = values.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    const swap = values[i] ?? 0;
    values[i] = values[j] ?? 0;
    values[j] = swap;
  }
  return values;
};

/** Share of a block's energy that must be left for the plain shape to be taken out of it. */
const LEAST_LEFT = 0.15;
/** Sides that differ by less make a mark round. */
const ROUND = 1.15;

/**
 * The plain shape that a mark shares with much that is none: a bar for a long mark (small print has edges above and below as every bar has), a ring for
 * a round one. `line` says which pixels lie on one line of it, `turn` turns a vector into the frame of that line.
 */
interface PlainShape {
  readonly lines: number;
  /** Line of each pixel of the rendering; −1 for pixels on none. */
  readonly line: Int16Array;
  /** Cosine and sine of the frame at each pixel. */
  readonly cos: Float32Array;
  readonly sin: Float32Array;
}

const plainShape = (
  { width, height, row, isInside, offsetX, offsetY, along }: AngleFrame,
  count: number,
): PlainShape | undefined => {
  const line = new Int16Array(count);
  const cos = new Float32Array(count).fill(along[0]);
  const sin = new Float32Array(count).fill(along[1]);
  if (width > LONG * height) {
    for (let i = 0; i < count; i++) line[i] = isInside(i) ? row(i) : -1;
    return { lines: height, line, cos, sin };
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
  return { lines, line, cos, sin };
};

/** A field without what the plain shape would give: in each block the part along the mean of each line is projected out of the listed pixels. */
const withoutPlainShape = (
  field: TemplateField,
  shape: PlainShape,
  pixels: readonly number[],
  blockOf: (pixel: number) => number,
  blocks: number,
): { readonly x: Float32Array; readonly y: Float32Array } => {
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
  const [x, y] = [field.x.slice(), field.y.slice()];
  for (const pixel of pixels) {
    const block = blockOf(pixel);
    const share = (products[block] ?? 0) / ((plains[block] ?? 0) || 1);
    const left = (energies[block] ?? 0) - share * (products[block] ?? 0);
    if (left < LEAST_LEFT * (energies[block] ?? 0)) continue;
    x[pixel] = (x[pixel] ?? 0) - share * (plain.x[pixel] ?? 0);
    y[pixel] = (y[pixel] ?? 0) - share * (plain.y[pixel] ?? 0);
  }
  return { x, y };
};

/** Each pixel's mean over its line, in the frame of the line, turned back. */
const plainPart = (
  field: TemplateField,
  { lines, line, cos, sin }: PlainShape,
): { x: Float32Array; y: Float32Array } => {
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
