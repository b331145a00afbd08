import {
  type KernelMemory,
  type Piece,
  unfilled,
  type WasmFunction,
  type WithPieces,
} from '@listing-lint/rules/kernel';

import {
  BLOCK_SIDE,
  type CellMask,
  COLOUR_SUMS,
  type FeatureKernel,
  type LevelSize,
  LUMA_SUMS,
  linearLight,
  MASK_CELL,
  type MapTerms,
} from './kernel.ts';
import { putBytes, putMap } from './put-data.ts';

type BlockSums = Pick<FeatureKernel, 'lumaSums' | 'colourSums' | 'plainCells' | 'sampled'>;
/** Pixels processed in parallel. */
const PIXELS = 16;
const NO_MASK: CellMask = { columns: 1, rows: 1, cells: new Uint8Array(0) };

/** Lays pictures on each other in WebAssembly: they are copied into its memory for as long as that takes. */
export const wasmBlockSums = (
  raw: Readonly<Record<keyof BlockSums, WasmFunction>>,
  memory: KernelMemory,
  withPieces: WithPieces,
): BlockSums => {
  const light = Float64Array.from({ length: 256 }, (_, value) => linearLight(value));
  const lightAt = memory.allocate(light.byteLength);
  memory.f64(lightAt, light.length).set(light);
  const put = (piece: Piece, data: Uint8Array): number => putBytes(memory, piece, data);
  /** What is summed up where `run` is given the addresses of the map and the cells, their columns and rows, and the address of the sums. */
  const summed = (
    piece: Piece,
    { size: { width, height }, sums }: { readonly size: LevelSize; readonly sums: number },
    [map, mask]: readonly [MapTerms, CellMask | null],
    run: (inputs: readonly number[], out: number) => void,
  ): Float64Array => {
    const count = sums * Math.ceil(width / BLOCK_SIDE) * Math.ceil(height / BLOCK_SIDE);
    const { columns, rows, cells } = mask ?? NO_MASK;
    // A mask without cells lets nothing count.
    if (columns < 1 || rows < 1) return new Float64Array(count);
    const inputs = [putMap(memory, piece, map), mask === null ? 0 : put(piece, cells), columns, rows];
    const out = piece(8 * count);
    run(inputs, out);
    return memory.f64(out, count).slice();
  };
  return {
    lumaSums: ({ level, by }, theirs, map, mask) =>
      withPieces((piece) => {
        const [own, their] = [put(piece, level.data), put(piece, theirs.level.data)];
        const { width, height } = theirs.level;
        return summed(piece, { size: level, sums: LUMA_SUMS }, [map, mask], (inputs, out) => {
          raw.lumaSums(own, level.width, level.height, by, their, width, height, theirs.by, ...inputs, out);
        });
      }),
    colourSums: (ours, theirs, map, mask) =>
      withPieces((piece) => {
        const [own, their] = [put(piece, ours.data), put(piece, theirs.data)];
        return summed(piece, { size: ours, sums: COLOUR_SUMS }, [map, mask], (inputs, out) => {
          const sizes = [own, ours.width, ours.height, their, theirs.width, theirs.height];
          raw.colourSums(...sizes, ...inputs, lightAt, out);
        });
      }),
    sampled: (picture, map, { width, height }) =>
      withPieces((piece) => {
        const bytes = 3 * width * height;
        const [source, terms, out] = [put(piece, picture.data), putMap(memory, piece, map), piece(bytes)];
        raw.sampled(source, picture.width, picture.height, terms, out, width, height);
        const data = unfilled(bytes);
        data.set(memory.u8(out, bytes));
        return { width, height, data };
      }),
    plainCells: ({ width, height, data }, { colour, tolerance, mostSpecks }) =>
      withPieces((piece) => {
        const [columns, rows] = [Math.floor(width / MASK_CELL), Math.floor(height / MASK_CELL)];
        const [source, colours, out] = [put(piece, data), piece(3 * PIXELS), piece(columns * rows)];
        memory.u8(colours, 3 * PIXELS).set(Array.from({ length: PIXELS }, () => colour).flat());
        raw.plainCells(source, width, columns, rows, colours, tolerance, mostSpecks, out);
        return memory.u8(out, columns * rows).slice();
      }),
  };
};
