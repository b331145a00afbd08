import { samples } from '../../kernel/random.ts';
import type { CorrelationKernel, PixelList } from '../kernel/kernel.ts';
import { type AngleFrame, type Cut, cutIntoBlocks } from './blocks.ts';
import { plainShape, type VectorField, withoutPlainShape } from './plain-shape.ts';
import type { TemplateField } from './template-field.ts';

/** Edge pixels weaker than this (|field|², any background) are left out. */
const FAINT = 0.01;
/** Most edge pixels kept: neighbours say nearly the same, and this bounds memory and time for large marks. */
const MOST = 3000;
const SHUFFLE_SEED = 7;
const PIXEL_BYTES = 16;

/** The edge pixels of a template on one plain background. */
export interface EdgeBackground {
  readonly pixels: PixelList;
  /** Sum of |template|² over the listed pixels. */
  readonly energy: number;
  /** The same by block. */
  readonly blockEnergies: Float64Array;
}

/** A template as a list of its edge pixels in kernel memory, once per background, in the same order. */
export interface EdgeList {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  readonly backgrounds: readonly EdgeBackground[];
  readonly blocks: number;
  readonly bytes: number;
  readonly release: () => void;
}

/**
 * Lists the edge pixels of one template on several backgrounds, shuffled so that any stride is an even sample, cut along the mark's own sides into
 * blocks of equal energy. `stride` is that of the levels it is laid on.
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
  const strongest = strongestOf(fields, width * height);
  const pixels = edgesOf(strongest);
  const cut = cutIntoBlocks(strongest, frame, pixels);
  const plain = plainShape(frame, width * height);
  const used = plain ? fields.map((field) => withoutPlainShape(field, plain, pixels, cut)) : fields;
  const backgrounds = used.map((field) => put(kernel, field, { pixels, cut, width, stride }));
  const bytes = pixels.length * PIXEL_BYTES;
  return {
    width,
    height,
    count: pixels.length,
    backgrounds,
    blocks: cut.blocks,
    bytes: bytes * backgrounds.length,
    release: releaserOf(
      kernel.memory,
      backgrounds.map((background) => background.pixels.address),
      bytes,
    ),
  };
};

/** |field|² of each pixel on the background where it is strongest. */
const strongestOf = (fields: readonly TemplateField[], count: number): Float32Array => {
  const strongest = new Float32Array(count);
  for (const { x, y } of fields) {
    for (let i = 0; i < count; i++) {
      strongest[i] = Math.max(strongest[i] ?? 0, (x[i] ?? 0) ** 2 + (y[i] ?? 0) ** 2);
    }
  }
  return strongest;
};

const edgesOf = (strengths: Float32Array): Uint32Array => {
  const edges = new Uint32Array(strengths.length);
  let count = 0;
  for (let i = 0; i < strengths.length; i++) if ((strengths[i] ?? 0) > FAINT) edges[count++] = i;
  return shuffled(edges.subarray(0, count)).slice(0, MOST);
};

/** Which pixels are listed, and how: `width` px a row of the rendering, `stride` floats a row of a level. */
interface Listing {
  readonly pixels: Uint32Array;
  readonly cut: Cut;
  readonly width: number;
  readonly stride: number;
}

/** Writes the listed pixels of a field to kernel memory, as assembly/score.ts reads them. */
const put = (
  kernel: CorrelationKernel,
  { x, y }: VectorField,
  { pixels, cut, width, stride }: Listing,
): EdgeBackground => {
  const { memory } = kernel;
  const address = memory.allocate(pixels.length * PIXEL_BYTES);
  const words = memory.i32(address, pixels.length * 4);
  const values = memory.f32(address, pixels.length * 4);
  const blockEnergies = new Float64Array(cut.blocks);
  for (const [j, pixel] of pixels.entries()) {
    const block = cut.blockOf(pixel);
    words[4 * j] = Math.floor(pixel / width) * stride + (pixel % width);
    values[4 * j + 1] = x[pixel] ?? 0;
    values[4 * j + 2] = y[pixel] ?? 0;
    words[4 * j + 3] = block;
    blockEnergies[block] = (blockEnergies[block] ?? 0) + (x[pixel] ?? 0) ** 2 + (y[pixel] ?? 0) ** 2;
  }
  return {
    pixels: { address, count: pixels.length },
    energy: blockEnergies.reduce((sum, energy) => sum + energy, 0),
    blockEnergies,
  };
};

/** A function of its own: made in `makeEdgeList` it would keep all that any function there uses, a megabyte for a large mark, as long as the list. */
const releaserOf = (memory: CorrelationKernel['memory'], lists: readonly number[], bytes: number) => (): void => {
  for (const list of lists) memory.release(list, bytes);
};

/** The same order on every machine. */
const shuffled = (values: Uint32Array): Uint32Array => {
  const random = samples(SHUFFLE_SEED);
  for (let i = values.length - 1; i > 0; i--) {
    const j = random(i + 1);
    const swap = values[i] ?? 0;
    values[i] = values[j] ?? 0;
    values[j] = swap;
  }
  return values;
};
