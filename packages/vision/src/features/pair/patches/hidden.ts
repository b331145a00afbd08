import { type BlockEdges, seenEdges } from './patches.ts';

/** A rectangle of ours that a suspect shows, or in which it shows something else, and what is said of the blocks that show and of the others. */
export interface VisibleBlocks {
  /** Its range of blocks in ours, the last ones included. */
  readonly edges: BlockEdges;
  /** Bounding box of the visible part if it is a rectangle; null if it surrounds a rectangle with other content. */
  readonly visible: BlockEdges | null;
  /** What shows as a share of what is seen. */
  readonly share: number;
  /** Of all blocks of what shows, plain ones too, the share that agrees. */
  readonly filled: number;
  /** Visible textured blocks, with the counts of `AgreementSummary` for them. */
  readonly blocks: number;
  readonly agreeing: number;
  readonly closely: number;
  /** The other blocks with structure, and those of them that agree. */
  readonly hidden: number;
  readonly agreeingHidden: number;
}

/** What a block with structure says: its structure is another one, agrees, agrees in nearly all that it shows; 0 where it has none. */
export const FAILS = 1;
export const AGREES = 2;
export const AGREES_CLOSELY = 3;

/**
 * The rectangle that explains best which blocks do not agree: those in it do not, and those around it do. `blocks` are rows of `across`, each what is said
 * above; `states` says which of them are seen. Null where all agree.
 */
export const aroundHidden = (blocks: Uint8Array, states: Uint8Array, across: number): VisibleBlocks | null => {
  const seen = seenEdges(states, across);
  const tight = seen && heaviest(blocks, across, { seen, isFailing: true });
  if (seen === null || tight === null) return null;
  const edges = grown(blocks, across, { tight, seen });
  const [own, all] = [counted(blocks, across, edges), counted(blocks, across, seen)];
  const around = areaOf(seen) - areaOf(edges);
  return {
    ...{ edges, visible: otherSide(edges, seen), share: around / areaOf(seen) },
    filled: (all.agreeing - own.agreeing) / Math.max(1, around),
    blocks: all.blocks - own.blocks,
    agreeing: all.agreeing - own.agreeing,
    closely: all.closely - own.closely,
    ...{ hidden: own.blocks, agreeingHidden: own.agreeing },
  };
};

/** The rectangle that explains best which blocks agree: those in it do, and those around it do not. Null where none agrees. */
export const visibleAlone = (blocks: Uint8Array, states: Uint8Array, across: number): VisibleBlocks | null => {
  const seen = seenEdges(states, across);
  const edges = seen && heaviest(blocks, across, { seen, isFailing: false });
  if (seen === null || edges === null) return null;
  const [own, all] = [counted(blocks, across, edges), counted(blocks, across, seen)];
  return {
    ...{ edges, visible: edges, share: areaOf(edges) / areaOf(seen), ...own },
    filled: own.agreeing / areaOf(edges),
    ...{ hidden: all.blocks - own.blocks, agreeingHidden: all.agreeing - own.agreeing },
  };
};

/** The rectangle with the most failing blocks more than agreeing ones, or the other way round (Kadane's sums over the columns between any two rows). */
const heaviest = (
  blocks: Uint8Array,
  across: number,
  { seen, isFailing }: { readonly seen: BlockEdges; readonly isFailing: boolean },
): BlockEdges | null => {
  const sign = isFailing ? 1 : -1;
  let best: BlockEdges | null = null;
  let most = 0;
  const sums = new Int32Array(seen.right - seen.left + 1);
  for (let top = seen.top; top <= seen.bottom; top++) {
    sums.fill(0);
    for (let bottom = top; bottom <= seen.bottom; bottom++) {
      let [sum, left] = [0, 0];
      for (let k = 0; k < sums.length; k++) {
        sums[k] = (sums[k] ?? 0) + sign * weightOf(blocks[bottom * across + seen.left + k] ?? 0);
        if (sum <= 0) [sum, left] = [0, k];
        sum += sums[k] ?? 0;
        if (sum <= most) continue;
        most = sum;
        best = { left: seen.left + left, top, right: seen.left + k, bottom };
      }
    }
  }
  return best;
};

const weightOf = (block: number): number => (block === FAILS ? 1 : block >= AGREES ? -1 : 0);

/** Share of the blocks around it that may agree by chance. */
const BY_CHANCE = 0.4;

/** The same, and on each side all up to the edge of what is seen where hardly anything agrees there. */
const grown = (
  blocks: Uint8Array,
  across: number,
  { tight, seen }: { readonly tight: BlockEdges; readonly seen: BlockEdges },
): BlockEdges => {
  let edges = tight;
  for (const side of ['left', 'right', 'top', 'bottom'] as const) {
    const wider = { ...edges, [side]: seen[side] };
    const [before, after] = [counted(blocks, across, edges), counted(blocks, across, wider)];
    if (after.agreeing - before.agreeing <= BY_CHANCE * (after.blocks - before.blocks)) edges = wider;
  }
  return edges;
};

const counted = (blocks: Uint8Array, across: number, { left, top, right, bottom }: BlockEdges) => {
  const counts = { blocks: 0, agreeing: 0, closely: 0 };
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const block = blocks[row * across + column] ?? 0;
      if (block !== 0) counts.blocks++;
      if (block >= AGREES) counts.agreeing++;
      if (block === AGREES_CLOSELY) counts.closely++;
    }
  }
  return counts;
};

const otherSide = (edges: BlockEdges, seen: BlockEdges): BlockEdges | null => {
  const isHigh = edges.top === seen.top && edges.bottom === seen.bottom;
  const isWide = edges.left === seen.left && edges.right === seen.right;
  if (isHigh && isWide) return null;
  if (isHigh && edges.left === seen.left) return { ...seen, left: edges.right + 1 };
  if (isHigh && edges.right === seen.right) return { ...seen, right: edges.left - 1 };
  if (isWide && edges.top === seen.top) return { ...seen, top: edges.bottom + 1 };
  if (isWide && edges.bottom === seen.bottom) return { ...seen, bottom: edges.top - 1 };
  return null;
};

const areaOf = ({ left, top, right, bottom }: BlockEdges): number => (right - left + 1) * (bottom - top + 1);
