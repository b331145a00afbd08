import type { CorrelationKernel } from '../kernel/kernel.ts';
import type { AngleFrame } from './angle-frame.ts';
import { cutIntoBlocks } from './blocks.ts';
import { plainShape, withoutPlainShape } from './plain-shape.ts';
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
    release: releaserOf(memory, lists, listBytes),
  };
};

/** A function of its own: made in `makeEdgeList` it would keep all that any function there uses, a megabyte for a large mark, as long as the list. */
const releaserOf = (memory: CorrelationKernel['memory'], lists: readonly number[], bytes: number) => (): void => {
  for (const list of lists) memory.release(list, bytes);
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
