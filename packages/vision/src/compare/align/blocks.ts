import type { FractionEdges } from '@listing-lint/rules/hash';
import type { SummedArea } from '@listing-lint/rules/metadata';
import { type GuestPlace, overlapOf, sampledOverlap } from './overlap.ts';

/** How the blocks of what two pictures both show agree, one by one. */
export interface BlockAgreement {
  /** Blocks, of 64, in which one picture or the other has detail. */
  readonly detailed: number;
  /** Those of them in which both have the same. */
  readonly agreeing: number;
  /** The others, as fractions of A, row by row. */
  readonly differing: readonly FractionEdges[];
}

const BLOCKS = 8;
const CELLS = 12;
const SIDE = BLOCKS * CELLS;
/** Standard deviation of luma, levels, from which a block has detail. */
const DETAIL = 5;
/** Normalised cross-correlation from which two blocks show the same. */
const SAME_BLOCK = 0.75;

/** Compares what both show block by block: one thing that differs does not hide in the whole. */
export const blocksOf = (host: SummedArea, guest: SummedArea, placement: GuestPlace): BlockAgreement => {
  const sampled = sampledOverlap(host, guest, placement, SIDE);
  const common = overlapOf(host, guest, placement);
  if (sampled === null || common === null) return { detailed: 0, agreeing: 0, differing: [] };
  let [detailed, agreeing] = [0, 0];
  const differing: FractionEdges[] = [];
  for (let row = 0; row < BLOCKS; row++) {
    for (let column = 0; column < BLOCKS; column++) {
      const { deviation, correlation } = blockAt(sampled, row * CELLS, column * CELLS);
      if (deviation < DETAIL) continue;
      detailed++;
      if (correlation >= SAME_BLOCK) agreeing++;
      else differing.push(partOf(common.host, row, column));
    }
  }
  return { detailed, agreeing, differing };
};

const partOf = ({ left, top, right, bottom }: FractionEdges, row: number, column: number): FractionEdges => {
  const [width, height] = [(right - left) / BLOCKS, (bottom - top) / BLOCKS];
  return {
    left: left + column * width,
    top: top + row * height,
    right: left + (column + 1) * width,
    bottom: top + (row + 1) * height,
  };
};

/** The larger standard deviation of the two, levels, and their correlation. */
const blockAt = (
  { host, guest }: { readonly host: Float64Array; readonly guest: Float64Array },
  top: number,
  left: number,
): { readonly deviation: number; readonly correlation: number } => {
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let y = top; y < top + CELLS; y++) {
    for (let x = left; x < left + CELLS; x++) {
      const [p, q] = [host[y * SIDE + x] ?? 0, guest[y * SIDE + x] ?? 0];
      a += p;
      b += q;
      aa += p * p;
      bb += q * q;
      ab += p * q;
    }
  }
  const n = CELLS * CELLS;
  const varianceA = Math.max(0, aa / n - (a / n) ** 2);
  const varianceB = Math.max(0, bb / n - (b / n) ** 2);
  const both = Math.sqrt(varianceA * varianceB);
  return {
    deviation: Math.sqrt(Math.max(varianceA, varianceB)),
    correlation: both < 1 ? 0 : (ab / n - (a / n) * (b / n)) / both,
  };
};
