import { FEWEST_POINTS, type Features, mirroredFeatures, NO_FEATURES } from '../features/extract/features.ts';
import { joinFeatures } from '../features/index/feature-join.ts';
import { alignPoints, changeBack, matchBothWays, type PointAlignment } from '../features/pair/alignment.ts';
import { judgeAligned } from '../features/pair/compare-pair.ts';
import { mappedBack } from '../features/pair/mapping.ts';
import { isDetailInCommon, placementOf } from '../features/pair/placed/placement.ts';
import type { Sheet } from '../features/pair/sheet.ts';
import { type DeepPair, withoutPartsInCommon } from './shared-part-pairs.ts';

/** One content of a set. */
export interface DeepMember {
  /** SHA-256, hex. */
  readonly content: string;
  readonly features: () => Features;
  readonly sheet: () => Promise<Sheet>;
}

/** Raised when other pairs are found in the same set. */
export const DEEP_VERSION = 11;

/** Least inliers to fit a geometry, and to name a pair: of 400 thefts among 896 photos 367 were found so with their photo by 20 to 32 inliers, 365 by 16. */
const EFFORT = { voted: 24, candidates: 24 } as const;
/** Points that so many others look like say nothing: a hundred, or a quarter as many as there are pictures. */
const MOST_ALIKE = 128;
const LEAST_ALIKE = 16;
/** Points of those that were found to be alike that agree on a place, and points of both pictures. */
const FEWEST_AGREEING = 7;
const FEWEST_INLIERS = 11;
/** The same of a mirrored one: boxes and lines of forms are their own mirror images, and thirteen of their corners agreed. */
const FEWEST_MIRRORED = 15;

/** Two contents that may be one, and where their points say that they lie on each other. */
interface Candidate {
  readonly ours: number;
  readonly theirs: number;
  readonly mirrored: boolean;
  readonly alignment: PointAlignment;
}

/** Which pairs are compared; both functions are symmetric. */
export interface PairFilter {
  readonly isCandidate: (a: number, b: number) => boolean;
  /** Whether a pair is known already; called only for pairs with enough matches, as it takes longer. */
  readonly isKnown: (a: number, b: number) => boolean;
}

/** Returns all pairs of a set of which one shows the other, by keypoints and by registration; in order. */
export const deepPairs = async (members: readonly DeepMember[], filter: PairFilter): Promise<readonly DeepPair[]> => {
  const found: DeepPair[] = [];
  for (const candidate of byNeighbours(candidatesOf(members, filter))) {
    const pair = await judge(members, candidate);
    if (pair !== null) found.push(pair);
  }
  return withoutPartsInCommon(found.sort(inOrder), {
    isCandidate: filter.isCandidate,
    sheetAt: async (picture) => members[picture]?.sheet(),
    ownPairs: (picture) => ownPairs(members, picture, filter),
  });
};

/** Most pictures of the same product that a picture is registered on. */
const MOST_OWN = 24;

/** How a picture shows in others of its product, which nobody asks about, and they in it. */
const ownPairs = async (
  members: readonly DeepMember[],
  later: number,
  { isCandidate }: PairFilter,
): Promise<readonly DeepPair[]> => {
  const own = [...members.keys()].filter((other) => other !== later && !isCandidate(other, later)).slice(0, MOST_OWN);
  const found: DeepPair[] = [];
  for (const earlier of own) {
    const [ours, theirs] = [featuresAt(members, earlier), featuresAt(members, later)];
    const candidates = bothWays({ earlier, later, mirrored: false }, ours, theirs, theirs);
    const best = candidates.toSorted((a, b) => b.alignment.inliers - a.alignment.inliers)[0];
    const pair = best === undefined ? null : await judge(members, best);
    if (pair !== null) found.push(pair);
  }
  return found;
};

const inOrder = (a: Pick<Candidate, 'ours' | 'theirs'>, b: Pick<Candidate, 'ours' | 'theirs'>): number =>
  a.theirs - b.theirs || a.ours - b.ours;

/** Sorts candidates so that neighbours share a picture if possible: few are cached, and preparing one takes longer than registration. */
const byNeighbours = (candidates: readonly Candidate[]): readonly Candidate[] => {
  const neighbours = new Map<number, number[]>();
  for (const { ours, theirs } of candidates.toSorted(inOrder)) {
    for (const [a, b] of [
      [ours, theirs],
      [theirs, ours],
    ] as const) {
      const list = neighbours.get(a);
      if (list === undefined) neighbours.set(a, [b]);
      else list.push(b);
    }
  }
  const places = new Map<number, number>();
  for (const start of [...neighbours.keys()].sort((a, b) => a - b)) {
    if (places.has(start)) continue;
    places.set(start, places.size);
    const reached = [start];
    for (const picture of reached) {
      for (const next of neighbours.get(picture) ?? []) {
        if (places.has(next)) continue;
        places.set(next, places.size);
        reached.push(next);
      }
    }
  }
  const placed = candidates.map((candidate) => {
    const [a, b] = [places.get(candidate.ours) ?? 0, places.get(candidate.theirs) ?? 0];
    return { candidate, first: Math.min(a, b), second: Math.max(a, b) };
  });
  return placed.sort((a, b) => a.first - b.first || a.second - b.second).map(({ candidate }) => candidate);
};

/** Returns the likelier registration of each pair; each is queried once upright and once mirrored, by the later of the two. */
const candidatesOf = (members: readonly DeepMember[], { isCandidate, isKnown }: PairFilter): readonly Candidate[] => {
  const alike = Math.min(MOST_ALIKE, Math.max(LEAST_ALIKE, members.length >> 2));
  const best = new Map<string, Candidate>();
  const featuresOf = (position: number): Features => {
    const features = featuresAt(members, position);
    return features.count < FEWEST_POINTS ? NO_FEATURES : features;
  };
  const joined = joinFeatures(members.length, featuresOf, { ...EFFORT, alike, fewest: FEWEST_AGREEING }, isCandidate);
  for (const { picture: later, features, mirrored, earlier: likely } of joined) {
    for (const { picture: earlier, inliers, matches } of likely) {
      if (inliers < FEWEST_AGREEING) break;
      const own = featuresAt(members, earlier);
      // What the index has found takes a tenth of the time that all points take.
      if ((alignPoints(own, features, matches)?.inliers ?? 0) < FEWEST_AGREEING || isKnown(earlier, later)) continue;
      const key = `${earlier} ${later}`;
      for (const candidate of bothWays({ earlier, later, mirrored }, own, features, featuresAt(members, later)))
        if (candidate.alignment.inliers > (best.get(key)?.alignment.inliers ?? 0)) best.set(key, candidate);
    }
  }
  return [...best.values()];
};

/** Registers the earlier one on the later one, and vice versa, if enough keypoints agree; `features` are those of the later one in this pass. */
const bothWays = (
  { earlier, later, mirrored }: { readonly earlier: number; readonly later: number; readonly mirrored: boolean },
  own: Features,
  features: Features,
  upright: Features,
): readonly Candidate[] => {
  const matches = matchBothWays(own, features);
  const there = alignPoints(own, features, matches.forth);
  if (there === null || there.inliers < (mirrored ? FEWEST_MIRRORED : FEWEST_INLIERS)) return [];
  // A mirrored picture differs from another one as that does, mirrored, from it.
  const back = alignPoints(upright, mirrored ? mirroredFeatures(own) : own, matches.back);
  return [
    ...(back === null ? [] : [{ ours: later, theirs: earlier, mirrored, alignment: back }]),
    { ours: earlier, theirs: later, mirrored, alignment: there },
  ];
};

const featuresAt = (members: readonly DeepMember[], position: number): Features => {
  const member = members[position];
  if (member === undefined) throw new RangeError(`no member ${position}`);
  return member.features();
};

const judge = async (
  members: readonly DeepMember[],
  { ours, theirs, mirrored, alignment }: Candidate,
): Promise<DeepPair | null> => {
  const [own, other] = [await members[ours]?.sheet(), await members[theirs]?.sheet()];
  if (own === undefined || other === undefined) return null;
  const prepared = (position: number, sheet: Sheet) => ({ features: featuresAt(members, position), sheet });
  const match = judgeAligned(prepared(ours, own), prepared(theirs, other), alignment, mirrored);
  if (match === null || match.verdict === 'suspect') return null;
  const placement = placementOf(match, own.colour, other.colour);
  const back = placementOf(
    { mapping: mappedBack(match.mapping), mirrored, change: changeBack(match.change, mirrored) },
    other.colour,
    own.colour,
  );
  // As in `match`, that is a suspicion, which a lint does not report.
  if (isDetailInCommon(placement) || isDetailInCommon(back)) return null;
  return { ours, theirs, match, placement, back };
};
