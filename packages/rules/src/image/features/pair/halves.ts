import { type BlockEdges, seenEdges } from './patches.ts';

/** One side of a straight cut through ours, from edge to edge: what a picture that was put together of two halves shows of it. */
export interface Half {
  /** Blocks of ours in which it lies, the last ones among them. */
  readonly edges: BlockEdges;
  /** Blocks with structure in it, and of those what `LaidAgreement` says of all. */
  readonly blocks: number;
  readonly agreeing: number;
  readonly closely: number;
  /** Blocks with structure on the other side of the cut, and those of them that agree. */
  readonly beyond: number;
  readonly agreeingBeyond: number;
}

/** What a block with structure says: its structure is another one, agrees, agrees in nearly all that it shows; 0 where it has none. */
export const FAILS = 1;
export const AGREES = 2;
export const AGREES_CLOSELY = 3;

/** Where the cut lies, as a share of what is seen. */
const FIRST_CUT = 0.25;
const LAST_CUT = 0.75;

/** Sums of blocks before each line: with structure, agreeing, closely. */
interface Sums {
  readonly blocks: Uint32Array;
  readonly agreeing: Uint32Array;
  readonly closely: Uint32Array;
}

/**
 * The side of a vertical or horizontal cut that explains best which blocks agree: those on it do, and those beyond do not. `blocks` are rows of `across`, each
 * what is said above; `states` says which of them are seen. Null where no cut explains anything.
 */
export const bestHalf = (blocks: Uint8Array, states: Uint8Array, across: number): Half | null => {
  const seen = seenEdges(states, across);
  if (seen === null) return null;
  let best: Half | null = null;
  let most = 0;
  for (const isAcross of [true, false]) {
    const [first, last] = isAcross ? [seen.left, seen.right] : [seen.top, seen.bottom];
    const sums = sumsBefore(blocks, { across, isAcross, first, last });
    const [lines, all] = [last - first + 1, last - first + 1];
    for (let cut = Math.ceil(FIRST_CUT * lines); cut <= LAST_CUT * lines; cut++) {
      for (const [from, to] of [
        [0, cut],
        [cut, all],
      ] as const) {
        const [own, total] = [between(sums, from, to), between(sums, 0, all)];
        const [beyond, agreeingBeyond] = [total.blocks - own.blocks, total.agreeing - own.agreeing];
        const score = 2 * own.agreeing - own.blocks + beyond - 2 * agreeingBeyond;
        if (score <= most) continue;
        most = score;
        const edges = isAcross
          ? { ...seen, left: first + from, right: first + to - 1 }
          : { ...seen, top: first + from, bottom: first + to - 1 };
        best = { edges, ...own, beyond, agreeingBeyond };
      }
    }
  }
  return best;
};

const sumsBefore = (
  blocks: Uint8Array,
  {
    across,
    isAcross,
    first,
    last,
  }: { readonly across: number; readonly isAcross: boolean; readonly first: number; readonly last: number },
): Sums => {
  const room = (): Uint32Array => new Uint32Array(last - first + 2);
  const sums = { blocks: room(), agreeing: room(), closely: room() };
  for (const [k, block] of blocks.entries()) {
    const line = (isAcross ? k % across : Math.floor(k / across)) - first;
    if (block === 0 || line < 0 || line > last - first) continue;
    add(sums.blocks, line + 1);
    if (block >= AGREES) add(sums.agreeing, line + 1);
    if (block === AGREES_CLOSELY) add(sums.closely, line + 1);
  }
  for (const line of [sums.blocks, sums.agreeing, sums.closely])
    for (let k = 1; k < line.length; k++) line[k] = (line[k] ?? 0) + (line[k - 1] ?? 0);
  return sums;
};

const add = (counts: Uint32Array, k: number): void => {
  counts[k] = (counts[k] ?? 0) + 1;
};

const between = ({ blocks, agreeing, closely }: Sums, from: number, to: number) => {
  const sum = (of: Uint32Array): number => (of[to] ?? 0) - (of[from] ?? 0);
  return { blocks: sum(blocks), agreeing: sum(agreeing), closely: sum(closely) };
};
