import { BLOCK_SIDE, LUMA_SUMS, type LumaLevel } from '../kernel/kernel.ts';
import { featureKernel } from '../kernel/kernel-wasm.ts';
import { stepsOf } from './alignment.ts';
import { cellAt, maskOf } from './ground.ts';
import type { PartEdges, PlaneMap } from './mapping.ts';
import { type AgreeingPatch, agreeingPatch, blocksInFractions } from './patches/agreeing-patch.ts';
import {
  AGREES_CLOSELY,
  aroundHidden,
  AGREES as BLOCK_AGREES,
  FAILS,
  type VisibleBlocks,
  visibleAlone,
} from './patches/hidden.ts';
import { ADDED, LOST, largestAgreeing, mostInQuarter, patchesOf, SEEN } from './patches/patches.ts';
import type { Sheet } from './sheet.ts';

/** The same with parts of ours instead of blocks. */
export interface VisiblePart extends Omit<VisibleBlocks, 'edges' | 'visible'> {
  readonly part: PartEdges;
  readonly visible: PartEdges | null;
}

/** How many blocks of 16×16 px agree after registration. */
interface BlockCounts {
  /** Blocks of ours that lie in the suspect and have structure. */
  readonly blocks: number;
  /** Those of them in which the structure agrees, and in which it is quite another one. */
  readonly agreeing: number;
  readonly differing: number;
  /** Those that agree in nearly all that they show. */
  readonly closely: number;
  /** Those of these that have much structure of ours: shades of one light agree anywhere. */
  readonly strongly: number;
  /** How many of our blocks lie in the suspect, with structure or without, and which share of them that is. */
  readonly inSight: number;
  readonly seen: number;
}

/** What two pictures have in common, block by block, and where those that do not agree lie. */
export interface AgreementSummary extends BlockCounts {
  /** The largest patch, in blocks that touch each other, where one shows what the other does not; bands and labels at the edge are none. */
  readonly patch: number;
  /** Blocks with structure that lie under such bands and labels. */
  readonly covered: number;
  /** The most blocks with structure that do not agree in one of its four quarters: what a sticker over a corner may hide. */
  readonly cornered: number;
}

/** A picture, and the map of ours onto it. */
interface RegisteredOther {
  readonly sheet: Sheet;
  readonly mapping: PlaneMap;
}

/** How many blocks agree; details are computed lazily, as most pairs agree in too few blocks. */
export interface BlockComparison extends BlockCounts {
  readonly agreement: () => AgreementSummary;
  /** Where the middles of those lie that agree in nearly all that they show, px of ours. */
  readonly agreeingAt: () => readonly (readonly [number, number])[];
  /** Undefined where no block agrees. */
  readonly largestPatch: () => AgreeingPatch | undefined;
  /** The rectangles of ours that explain best which blocks do not agree, and which do; none where that explains nothing. */
  readonly visibleParts: () => readonly VisiblePart[];
  /** Px of the suspect that half a block is long there. */
  readonly halfBlock: number;
}

const BLOCK = BLOCK_SIDE;
/** Every second pixel of every second row is used; of the 64 of a block as many must count. */
const FEWEST_SAMPLES = 24;
/** Variance, of 255², from which on a block has structure. */
const LEAST_VARIANCE = 16;
/** Normalised correlation from which on two blocks agree, and below which they show different things. */
const AGREES = 0.7;
const DIFFERS = 0.3;
const CLOSELY = 0.9;
/** Below this a block with much in it shows something else: letters of two words have a little in common. */
const ALIKE = 0.5;
/** Variance from which on there is something in a block that the other one lacks. */
const STRUCTURE_VARIANCE = 150;
/** The suspect has been made smaller by less than this: compared at the size of ours. */
const NEARLY = 0.75;

/** Compares the luma of ours with that of a suspect under a map from ours to it; of the product only, if requested and on a plain background. */
export const blockAgreement = (ours: Sheet, theirs: Sheet, mapping: PlaneMap, productOnly: boolean): AgreementSummary =>
  compareBlocks(ours, theirs, mapping, productOnly).agreement();

/** The same, only counted at first. */
export const compareBlocks = (ours: Sheet, theirs: Sheet, mapping: PlaneMap, productOnly: boolean): BlockComparison => {
  const { counts, states, structured, columns, own, their } = countedBlocks(ours, theirs, mapping, { productOnly });
  const middle = (position: number): number => (position + 0.5) * BLOCK * own.by;
  return {
    ...counts,
    agreement: () => {
      const { largest, covered } = patchesOf(states, columns);
      return { ...counts, patch: largest, covered, cornered: mostInQuarter(structured, states, columns) };
    },
    agreeingAt: () =>
      Array.from(structured).flatMap((state, k) =>
        state === AGREES_CLOSELY ? [[middle(k % columns), middle(Math.floor(k / columns))] as const] : [],
      ),
    largestPatch: () => {
      const patch = largestAgreeing(structured, columns);
      return patch && agreeingPatch(patch, { inSight: counts.inSight, structured, columns, size: own.level });
    },
    visibleParts: () =>
      [aroundHidden, visibleAlone].flatMap((of) => {
        const visible = of(structured, states, columns);
        return visible === null ? [] : [partsOf(visible, own)];
      }),
    halfBlock: (BLOCK / 2) * their.by,
  };
};

/** Share of the blocks that agree with a picture, from which on those that do in nearly all that they show stand for them: the rest may do so by chance. */
const MOSTLY_CLOSELY = 0.5;

/**
 * Blocks of ours that agree with the first of two other pictures, and those of them that agree with the second one, too; all three seen in the detail that
 * the coarsest of them has.
 */
export const agreeingWithBoth = (
  ours: Sheet,
  both: readonly [RegisteredOther, RegisteredOther],
): { readonly first: number; readonly both: number } => {
  const times = Math.max(...both.map(({ mapping }) => timesSmaller(ours, mapping)));
  const [first, second] = both.map(({ sheet, mapping }) => countedBlocks(ours, sheet, mapping, { times }).structured);
  const agreeing = Array.from(first ?? []).flatMap((block, k) => (block >= BLOCK_AGREES ? [k] : []));
  const closely = agreeing.filter((k) => first?.[k] === AGREES_CLOSELY);
  const counted = closely.length >= MOSTLY_CLOSELY * agreeing.length ? closely : agreeing;
  return { first: counted.length, both: counted.filter((k) => (second?.[k] ?? 0) >= BLOCK_AGREES).length };
};

interface Counting {
  readonly productOnly?: boolean;
  /** Downscaling of the compared detail relative to ours; default: the detail that both have. */
  readonly times?: number;
}

const countedBlocks = (
  ours: Sheet,
  theirs: Sheet,
  mapping: PlaneMap,
  { productOnly = false, times = timesSmaller(ours, mapping) }: Counting = {},
) => {
  const own = levelFor(ours, times);
  const their = levelFor(theirs, times * scaleOf(ours, mapping));
  const sums = featureKernel().lumaSums(own, their, mapping, maskOf(ours.ground, productOnly ? ours.product : null));
  const columns = Math.ceil(own.level.width / BLOCK);
  const isGround = (block: number): boolean => {
    const [x, y] = [(block % columns) + 0.5, Math.floor(block / columns) + 0.5];
    return ours.ground?.isGround[cellAt(ours.ground, x * BLOCK * own.by, y * BLOCK * own.by)] === 1;
  };
  return { ...counted(sums, isGround), own, their, columns };
};

/** How many times larger ours became under a map, at its middle; by sides. */
const scaleOf = ({ colour: { width, height } }: Sheet, mapping: PlaneMap): number => {
  const { across, down } = stepsOf(mapping, width / 2, height / 2);
  return Math.sqrt(Math.abs(across[0] * down[1] - across[1] * down[0]));
};

/** Returns the downscaling of the registered picture relative to ours; the coarser one of the two limits the detail. */
const timesSmaller = (ours: Sheet, mapping: PlaneMap): number => Math.max(1, 1 / scaleOf(ours, mapping));

const partsOf = ({ edges, visible, ...rest }: VisibleBlocks, { level }: LumaLevel): VisiblePart => ({
  ...rest,
  part: blocksInFractions(edges, level),
  visible: visible && blocksInFractions(visible, level),
});

/** The same, and of each block whether it is seen, and what its structure says. */
interface CountedAgreement {
  readonly counts: BlockCounts;
  readonly states: Uint8Array;
  readonly structured: Uint8Array;
}

/** The level that is smaller by about as much as `times` says, and by how much. */
const levelFor = ({ luma }: Sheet, times: number): LumaLevel => {
  const wanted = Math.max(0, Math.floor(Math.log2(times / NEARLY)));
  const k = Math.min(luma.length - 1, times > 1 ? wanted : 0);
  return { level: luma[k] ?? { width: 0, height: 0, data: new Uint8Array(0) }, by: 2 ** k };
};

const counted = (sums: Float64Array, isGround: (block: number) => boolean): CountedAgreement => {
  let [all, blocks, agreeing, differing, closely, strongly] = [0, 0, 0, 0, 0, 0];
  const states = new Uint8Array(sums.length / LUMA_SUMS);
  const structured = new Uint8Array(states.length);
  for (let at = 0, k = 0; at < sums.length; at += LUMA_SUMS, k++) {
    const n = sums[at] ?? 0;
    if (n < FEWEST_SAMPLES) continue;
    all++;
    states[k] = SEEN;
    const [meanA, meanB] = [(sums[at + 1] ?? 0) / n, (sums[at + 2] ?? 0) / n];
    const ourVariance = (sums[at + 3] ?? 0) / n - meanA * meanA;
    const theirVariance = Math.max(1, (sums[at + 4] ?? 0) / n - meanB * meanB);
    if (ourVariance < LEAST_VARIANCE) {
      // On plain ground anything may stand: another ground, or words.
      if (theirVariance >= STRUCTURE_VARIANCE && !isGround(k)) states[k] = ADDED;
      continue;
    }
    const correlation = ((sums[at + 5] ?? 0) / n - meanA * meanB) / Math.sqrt(ourVariance * theirVariance);
    blocks++;
    structured[k] = correlation >= CLOSELY ? AGREES_CLOSELY : correlation >= AGREES ? BLOCK_AGREES : FAILS;
    if (correlation >= AGREES) agreeing++;
    if (correlation >= CLOSELY) closely++;
    if (correlation >= CLOSELY && ourVariance >= STRUCTURE_VARIANCE) strongly++;
    if (correlation < DIFFERS) differing++;
    if (correlation >= ALIKE) continue;
    if (ourVariance >= STRUCTURE_VARIANCE || theirVariance >= STRUCTURE_VARIANCE) states[k] = LOST;
  }
  const seen = all / Math.max(1, states.length);
  return { counts: { blocks, agreeing, differing, closely, strongly, inSight: all, seen }, states, structured };
};
