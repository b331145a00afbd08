import { BLOCK_SIDE } from '../../kernel/kernel.ts';
import type { PartEdges } from '../mapping.ts';
import { AGREES_CLOSELY } from './hidden.ts';
import type { BlockEdges, BlockPatch } from './patches.ts';

/** The largest patch of blocks that agree and touch each other: what a suspect shows of ours where that has any outline, as a product does that was cut out of its surroundings. */
export interface AgreeingPatch {
  /** Its bounding box. */
  readonly part: PartEdges;
  /** Of all blocks that are seen. */
  readonly share: number;
  /** Its blocks, and those of them that agree in nearly all that they show. */
  readonly blocks: number;
  readonly closely: number;
  /** Whether a position in ours, in fractions, is inside. */
  readonly has: (x: number, y: number) => boolean;
  /** Whether the neighbouring blocks on all sides are inside, too. */
  readonly isWithin: (x: number, y: number) => boolean;
  /** Whether a position is inside or between its blocks, in its row and in its column: untextured areas within a thing agree with nothing. */
  readonly encloses: (x: number, y: number) => boolean;
  /** Where the middles of its blocks lie, in fractions. */
  readonly at: readonly (readonly [number, number])[];
}

/** Blocks of a registered picture, row by row. */
interface RegisteredBlocks {
  /** Those that are seen. */
  readonly inSight: number;
  readonly structured: Uint8Array;
  /** Blocks in a row. */
  readonly columns: number;
  /** Size of the registered level of ours, px. */
  readonly size: { readonly width: number; readonly height: number };
}

/** Where blocks lie in a picture of that size, px. */
export const blocksInFractions = (
  { left, top, right, bottom }: BlockEdges,
  { width, height }: RegisteredBlocks['size'],
): PartEdges => ({
  left: (left * BLOCK_SIDE) / width,
  top: (top * BLOCK_SIDE) / height,
  right: Math.min(1, ((right + 1) * BLOCK_SIDE) / width),
  bottom: Math.min(1, ((bottom + 1) * BLOCK_SIDE) / height),
});

/** A block and its four neighbours. */
const NEXT = [
  [0, 0],
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;

export const agreeingPatch = (
  patch: BlockPatch,
  { inSight, structured, columns, size }: RegisteredBlocks,
): AgreeingPatch => {
  const [across, down] = [size.width / BLOCK_SIDE, size.height / BLOCK_SIDE];
  const members = new Set(patch.members);
  const isMember = (column: number, row: number): boolean =>
    column >= 0 && column < columns && members.has(row * columns + column);
  const inRow = new Map<number, Reach>();
  const inColumn = new Map<number, Reach>();
  for (const k of patch.members) {
    const [column, row] = [k % columns, Math.floor(k / columns)];
    inRow.set(row, reaching(inRow.get(row), column));
    inColumn.set(column, reaching(inColumn.get(column), row));
  }
  const at = (x: number, y: number) => [Math.floor(x * across), Math.floor(y * down)] as const;
  return {
    part: blocksInFractions(patch, size),
    share: patch.size / inSight,
    blocks: patch.size,
    closely: patch.members.filter((k) => structured[k] === AGREES_CLOSELY).length,
    has: (x, y) => isMember(...at(x, y)),
    isWithin: (x, y) => {
      const [column, row] = at(x, y);
      return NEXT.every(([right, below]) => isMember(column + right, row + below));
    },
    encloses: (x, y) => {
      const [column, row] = at(x, y);
      return isBetween(inRow.get(row), column) && isBetween(inColumn.get(column), row);
    },
    at: patch.members.map((k) => [((k % columns) + 0.5) / across, (Math.floor(k / columns) + 0.5) / down] as const),
  };
};

/** The first and the last block of a patch in a row or column. */
type Reach = readonly [number, number];

const reaching = ([from, to]: Reach = [Number.POSITIVE_INFINITY, -1], block: number): Reach => [
  Math.min(from, block),
  Math.max(to, block),
];

const isBetween = (reach: Reach | undefined, block: number): boolean =>
  reach !== undefined && reach[0] <= block && block <= reach[1];
