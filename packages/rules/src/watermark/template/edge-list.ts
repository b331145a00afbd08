import { giveBack } from '../../kernel/byte-room.ts';
import { samples } from '../../kernel/random.ts';
import type { CorrelationKernel, PixelList } from '../kernel/kernel.ts';
import type { TemplateField } from '../pyramid/raster/plane.ts';
import { type AngleFrame, cutIntoBlocks } from './blocks.ts';
import {
  dropShape,
  type ListedPixels,
  listPixels,
  plainShape,
  type VectorField,
  withoutPlainShape,
} from './plain-shape.ts';

/** Edge pixels weaker than this (|field|², any background) are left out. */
const FAINT = 0.01;
/** Most stored edge pixels: neighbours are nearly redundant, and this bounds memory and time for large marks. */
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

/** Gradients of the listed pixels on one background, in their order, and the sum of their squares by block. */
export interface BackgroundEdges {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly energies: Float64Array;
}

/** The edge pixels of a template, before they are copied into kernel memory. */
export interface MarkEdges {
  /** Of the rendering, px. */
  readonly width: number;
  readonly height: number;
  readonly blocks: number;
  /** Positions in the rendering, row by row. */
  readonly pixels: Uint32Array;
  /** Of each pixel. */
  readonly blockOf: Uint8Array;
  readonly backgrounds: readonly BackgroundEdges[];
}

/**
 * Finds the edge pixels of one template on several backgrounds, shuffled so that any stride is an even sample, cut along the mark's own sides into
 * blocks of equal energy.
 */
export const edgesOf = (fields: readonly TemplateField[], frame: AngleFrame): MarkEdges => {
  const [first] = fields;
  if (!first) throw new Error('a template without a background');
  const { width, height } = first;
  const strongest = strongestOf(fields, width * height);
  const pixels = listedOf(strongest);
  const cut = cutIntoBlocks(strongest, frame, pixels);
  const plain = plainShape(frame, width * height);
  const listed = listPixels(pixels, cut);
  const backgrounds = fields.map((field) =>
    withEnergies(plain ? withoutPlainShape(field, plain, listed) : gradientsOf(field, pixels), listed),
  );
  giveBack(strongest);
  if (plain) dropShape(plain);
  return { width, height, blocks: cut.blocks, pixels, blockOf: listed.blockOf, backgrounds };
};

/** Copies edges into kernel memory; `stride` is that of the levels that the template is matched on. */
export const layEdges = (kernel: CorrelationKernel, edges: MarkEdges, stride: number): EdgeList => {
  const { width, height, pixels, blocks } = edges;
  const backgrounds = edges.backgrounds.map((background) => put(kernel, edges, background, stride));
  const bytes = pixels.length * PIXEL_BYTES;
  return {
    width,
    height,
    count: pixels.length,
    backgrounds,
    blocks,
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
      const fx = x[i] ?? 0;
      const fy = y[i] ?? 0;
      const strength = fx * fx + fy * fy;
      if (strength > (strongest[i] ?? 0)) strongest[i] = strength;
    }
  }
  return strongest;
};

const listedOf = (strengths: Float32Array): Uint32Array => {
  const edges = new Uint32Array(strengths.length);
  let count = 0;
  for (let i = 0; i < strengths.length; i++) if ((strengths[i] ?? 0) > FAINT) edges[count++] = i;
  const listed = shuffled(edges.subarray(0, count)).slice(0, MOST);
  giveBack(edges);
  return listed;
};

/** The field at the listed pixels, in their order. */
const gradientsOf = ({ x, y }: VectorField, pixels: Uint32Array): VectorField => {
  const listed = { x: new Float32Array(pixels.length), y: new Float32Array(pixels.length) };
  for (let j = 0; j < pixels.length; j++) {
    const pixel = pixels[j] ?? 0;
    listed.x[j] = x[pixel] ?? 0;
    listed.y[j] = y[pixel] ?? 0;
  }
  return listed;
};

const withEnergies = ({ x, y }: VectorField, { blockOf, blocks }: ListedPixels): BackgroundEdges => {
  const energies = new Float64Array(blocks);
  for (let j = 0; j < x.length; j++) {
    const block = blockOf[j] ?? 0;
    const fx = x[j] ?? 0;
    const fy = y[j] ?? 0;
    energies[block] = (energies[block] ?? 0) + fx * fx + fy * fy;
  }
  return { x, y, energies };
};

/** Writes the listed pixels of a background to kernel memory, as assembly/score.ts reads them. */
const put = (
  { memory }: CorrelationKernel,
  { width, pixels, blockOf }: MarkEdges,
  { x, y, energies }: BackgroundEdges,
  stride: number,
): EdgeBackground => {
  const address = memory.allocate(pixels.length * PIXEL_BYTES);
  const words = memory.i32(address, pixels.length * 4);
  const values = memory.f32(address, pixels.length * 4);
  for (let j = 0; j < pixels.length; j++) {
    const pixel = pixels[j] ?? 0;
    words[4 * j] = Math.floor(pixel / width) * stride + (pixel % width);
    values[4 * j + 1] = x[j] ?? 0;
    values[4 * j + 2] = y[j] ?? 0;
    words[4 * j + 3] = blockOf[j] ?? 0;
  }
  return {
    pixels: { address, count: pixels.length },
    energy: energies.reduce((sum, energy) => sum + energy, 0),
    blockEnergies: energies,
  };
};

/** A function of its own: made in `layEdges` it would keep all that any function there uses, a megabyte for a large mark, as long as the list. */
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
