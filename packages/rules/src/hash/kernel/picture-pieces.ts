import type { KernelMemory } from '../../kernel/memory.ts';
import type { WasmFunction } from '../../kernel/runtime.ts';
import { GRID, type LineMap, type WholeLineMap } from './kernel.ts';

/** What the module has. */
export const HASH_EXPORTS = [
  'halve',
  'areaMap',
  'wholeMap',
  'gridRows',
  'gridAndCells',
  'plainRows',
  'plainColumns',
  'medians',
  'regions',
  'cosinesDown',
  'cosinesAcross',
  'gradient',
  'bitsAbove',
] as const;
export type HashExports = Readonly<Record<(typeof HASH_EXPORTS)[number], WasmFunction>>;

/** Memory that is handed out until the next picture is held. */
export interface PicturePieces {
  readonly memory: KernelMemory;
  readonly piece: (bytes: number) => number;
  readonly releaseAll: () => void;
}

export const picturePieces = (memory: KernelMemory): PicturePieces => {
  const pieces: { readonly address: number; readonly bytes: number }[] = [];
  return {
    memory,
    piece: (bytes) => {
      const address = memory.allocate(bytes);
      pieces.push({ address, bytes });
      return address;
    },
    releaseAll: () => {
      for (const { address, bytes } of pieces) memory.release(address, bytes);
      pieces.length = 0;
    },
  };
};

/** Pixels in the kernel's memory. */
export interface PlacedPicture {
  readonly address: number;
  readonly width: number;
  readonly height: number;
}

/** Room for half of a picture. */
export const roomForHalf = (
  { piece }: PicturePieces,
  { width, height }: Omit<PlacedPicture, 'address'>,
): PlacedPicture => {
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  return { ...half, address: piece(half.width * half.height * 3) };
};

/** A line map in the kernel's memory. */
export interface PlacedMap {
  readonly first: number;
  readonly offset: number;
  readonly weights: number;
}

/** Room for four rows of sums and four of luma. */
export const workFor = (width: number): number => 4 * (4 * ((3 * width + 15) & ~15) + 8 * width) + 64;

export const addressesOf = ({ first, offset, weights }: PlacedMap): [number, number, number] => [
  first,
  offset,
  weights,
];

export const placedMap = (
  { first, offset, weights }: LineMap | WholeLineMap,
  { memory, piece }: Pick<PicturePieces, 'memory' | 'piece'>,
): PlacedMap => {
  const map = { first: piece(first.byteLength), offset: piece(offset.byteLength), weights: piece(weights.byteLength) };
  memory.i32(map.first, first.length).set(first);
  memory.i32(map.offset, offset.length).set(offset);
  if (weights instanceof Int16Array) memory.i16(map.weights, weights.length).set(weights);
  else memory.f64(map.weights, weights.length).set(weights);
  return map;
};

export const GRID_BYTES = 8 * GRID * GRID;
