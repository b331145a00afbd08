import type { RgbImage } from '@listing-lint/rules/image';
import { areOnePart, commonArea, giveBack, panelArea } from '@listing-lint/rules/kernel';
import { featureKernel } from '../kernel/kernel-wasm.ts';
import {
  judgeRegistered,
  LARGEST_PATCH,
  type LocalMatch,
  type RegistrationInput,
  surer,
} from '../pair/compare-pair.ts';
import type { PartEdges, PlaneMap } from '../pair/mapping.ts';
import { placementOf } from '../pair/placed/placement.ts';

import { dominatedByDetail } from './dominated-by-detail.ts';

export interface LocalFound {
  /** Which of ours. */
  readonly position: number;
  readonly match: LocalMatch;
  /** Rasters in which the match was found, px. */
  readonly ours: RgbImage;
  readonly theirs: RgbImage;
  /** Another picture matches the same part and agrees better: this is a variant. */
  readonly isDominated: boolean;
}

/** The part of a suspect that shows one of ours. */
export const partOf = ({ match, ours, theirs }: Omit<LocalFound, 'position' | 'isDominated'>): PartEdges =>
  placementOf(match, ours, theirs).part;

const isInOnePart = (a: LocalFound, b: LocalFound): boolean => areOnePart(partOf(a), partOf(b));

/** Blocks in other colours, and blocks that show something else. */
const otherBlocks = ({ recolouredBlocks, differing }: LocalMatch): number => recolouredBlocks + differing;

const agreeingShare = ({ agreeing, blocks }: LocalMatch): number => agreeing / Math.max(1, blocks);

/**
 * Of one product in several colours, or with several words, a part may show little that distinguishes them: each picture agrees except for
 * some blocks, as under a sticker. A picture that agrees in those, too, dominates the rest, which become variants.
 */
export const demoteDominated = (found: readonly LocalFound[]): readonly LocalFound[] =>
  found.map((each) => {
    const { match } = each;
    const isDominated = found.some(
      (other) =>
        other.match.verdict === 'duplicate' &&
        otherBlocks(other.match) + LARGEST_PATCH < otherBlocks(match) &&
        isInOnePart(each, other),
    );
    return match.verdict === 'duplicate' && isDominated
      ? { ...each, match: { ...match, verdict: 'variant' }, isDominated }
      : each;
  });

/** Least share of a cut-out that is inside of the dominating match. */
const MOSTLY = 0.8;

/** Products of one line have a lid or a label in common: where another one of ours shows as more than a piece, what seems cut out of others is a suspicion. */
export const withoutPiecesOfOthers = (found: readonly LocalFound[]): readonly LocalFound[] =>
  found.map((each) => {
    const { isCutOut, ...match } = each.match;
    if (isCutOut !== true) return each;
    const part = partOf(each);
    const isOfOther = found.some(
      (other) =>
        other.match.verdict !== 'suspect' &&
        other.match.isCutOut !== true &&
        commonArea(part, partOf(other)) >= MOSTLY * panelArea(part),
    );
    return isOfOther ? { ...each, match: { ...match, verdict: 'suspect' } } : each;
  });

/** So many of ours that agree with one part are held against each other pixel by pixel, those that agree best. */
const MOST_BY_DETAIL = 6;

/** The same for differences smaller than a block: a numeral, a word. */
export const demoteDominatedByDetail = (found: readonly LocalFound[], suspect: RgbImage): readonly LocalFound[] => {
  const alike = found
    .filter(
      (each) =>
        each.match.verdict === 'duplicate' &&
        found.some((other) => other !== each && other.match.verdict === 'duplicate' && isInOnePart(each, other)),
    )
    .sort((a, b) => otherBlocks(a.match) - otherBlocks(b.match))
    .slice(0, MOST_BY_DETAIL);
  if (alike.length < 2) return found;
  const candidates = alike.map(({ ours, match: { mapping } }) => ({ image: ours, mapping }));
  const dominated = dominatedByDetail(suspect, candidates, (a, b) => {
    const [one, other] = [alike[a], alike[b]];
    return one !== undefined && other !== undefined && isInOnePart(one, other);
  });
  return found.map((each): LocalFound => {
    if (dominated[alike.indexOf(each)] !== true) return each;
    return { ...each, match: { ...each.match, verdict: 'variant' }, isDominated: true };
  });
};

/** How many places of others one of ours is tried at. */
const MOST_PLACES = 2;

/**
 * Pictures of one product line have the same placement, but keypoints locate some of them better: each is also registered with the placement of the best ones, so that
 * only real differences count.
 */
export const retryAtBestPlacements = (
  found: readonly LocalFound[],
  registered: ReadonlyMap<number, RegistrationInput>,
  theirs: RegistrationInput,
): readonly LocalFound[] => {
  const best = found
    .filter(({ match }) => match.verdict === 'duplicate')
    .sort((a, b) => otherBlocks(a.match) - otherBlocks(b.match))
    .slice(0, MOST_PLACES);
  return found.map((each) => {
    const ours = registered.get(each.position);
    if (ours === undefined || each.match.verdict === 'suspect') return each;
    const { inliers, mirrored } = each.match;
    let { match } = each;
    for (const { position, match: other, ours: size } of best) {
      const isAlike = size.width === each.ours.width && size.height === each.ours.height && other.mirrored === mirrored;
      if (position === each.position || !isAlike || otherBlocks(match) === 0) continue;
      const { mapping, change } = other;
      const again = judgeRegistered(ours, theirs, { mapping, inliers, change }, mirrored);
      if (again?.verdict !== 'duplicate' || agreeingShare(again) < agreeingShare(match)) continue;
      if (otherBlocks(again) < otherBlocks(match)) match = again;
    }
    return { ...each, match };
  });
};

/** Returns the summed pixel differences after registration. */
const differenceOf = (ours: RgbImage, theirs: RgbImage, mapping: PlaneMap): number => {
  const { data } = featureKernel().sampled(theirs, mapping, ours);
  let sum = 0;
  for (let k = 0; k < data.length; k++) sum += Math.abs((data[k] ?? 0) - (ours.data[k] ?? 0));
  giveBack(data);
  return sum;
};

/** What is found of each of ours, as it is or as a mirror shows it: what says more, and of both that say as much the one that pixels agree with. */
export class PlacedPictures {
  readonly #best = new Map<number, LocalFound>();
  /** The same in the other way. */
  readonly #other = new Map<number, LocalFound>();

  /** Whether it says more than what was put before. */
  put(found: LocalFound): boolean {
    const { position, match } = found;
    const before = this.#best.get(position);
    const isBest = surer(before?.match ?? null, match) === match;
    const [best, lesser] = isBest ? [found, before] : [before, found];
    if (lesser !== undefined && lesser.match.mirrored !== best?.match.mirrored) this.#other.set(position, lesser);
    if (isBest) this.#best.set(position, found);
    return isBest;
  }

  all(): readonly LocalFound[] {
    return [...this.#best.values()].map((each) => nearerOf(each, this.#other.get(each.position)));
  }
}

/** A symmetric picture agrees with its own mirror image, and keypoints hardly distinguish both. */
const nearerOf = (found: LocalFound, other: LocalFound | undefined): LocalFound => {
  if (other === undefined || other.match.verdict !== found.match.verdict || !isInOnePart(found, other)) return found;
  const difference = ({ ours, theirs, match: { mapping } }: LocalFound): number => differenceOf(ours, theirs, mapping);
  return difference(other) < difference(found) ? other : found;
};
