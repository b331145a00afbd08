import { FEWEST_POINTS, type Features, mirroredFeatures } from '../../image/features/extract/features.ts';
import { indexFeatures } from '../../image/features/index/feature-index.ts';
import { alignPoints, type PointAlignment } from '../../image/features/pair/alignment.ts';
import { judgeAligned, type LocalMatch } from '../../image/features/pair/compare-pair.ts';
import { mappedBack } from '../../image/features/pair/mapping.ts';
import { type LaidPlace, placementOf } from '../../image/features/pair/placement.ts';
import type { Sheet } from '../../image/features/pair/sheet.ts';

/** One content of a set. */
export interface DeepMember {
  /** SHA-256, hex. */
  readonly content: string;
  readonly features: () => Features;
  readonly sheet: () => Promise<Sheet>;
}

/** How one picture of a set shows in another one. */
export interface DeepPair {
  /** Positions; `ours` shows in `theirs`, in whole or in part, or the other way round. */
  readonly ours: number;
  readonly theirs: number;
  readonly match: LocalMatch;
  /** What makes `ours` into `theirs`, and what makes `theirs` into `ours`. */
  readonly placement: LaidPlace;
  readonly back: LaidPlace;
}

/** Points that a hundred others look like say nothing; so many pictures are held against a geometry, and named, by points that agree. */
const EFFORT = { alike: 128, voted: 24, candidates: 12 } as const;
/** Points of the index that agree on a place, and points of both pictures. */
const FEWEST_AGREEING = 6;
const FEWEST_INLIERS = 10;

/** Two contents that may be one, and where their points say that they lie on each other. */
interface Candidate {
  readonly ours: number;
  readonly theirs: number;
  readonly mirrored: boolean;
  readonly alignment: PointAlignment;
}

/**
 * All pairs of a set of which one shows the other, by key points, and by what both show once laid on each other. `isAsked` says which pairs are looked at
 * (it is symmetric). Pairs come in order, and do not depend on the order of the members.
 */
export const deepPairs = async (
  members: readonly DeepMember[],
  isAsked: (a: number, b: number) => boolean,
): Promise<readonly DeepPair[]> => {
  const found: DeepPair[] = [];
  for (const candidate of candidatesOf(members, isAsked)) {
    const pair = await judge(members, candidate);
    if (pair !== null) found.push(pair);
  }
  return found;
};

/** Of each pair the likelier way of laying one on the other. */
const candidatesOf = (
  members: readonly DeepMember[],
  isAsked: (a: number, b: number) => boolean,
): readonly Candidate[] => {
  const index = indexFeatures(members.length, (position) => featuresAt(members, position));
  const best = new Map<string, Candidate>();
  members.forEach((_, theirs) => {
    const upright = featuresAt(members, theirs);
    if (upright.count < FEWEST_POINTS) return;
    for (const mirrored of [false, true]) {
      const features = mirrored ? mirroredFeatures(upright) : upright;
      for (const { picture: ours, inliers } of index.query(features, EFFORT, (other) => isAsked(other, theirs))) {
        if (inliers < FEWEST_AGREEING) break;
        const key = `${Math.min(ours, theirs)} ${Math.max(ours, theirs)}`;
        const alignment = alignPoints(featuresAt(members, ours), features);
        if (alignment === null || alignment.inliers < FEWEST_INLIERS) continue;
        if (alignment.inliers > (best.get(key)?.alignment.inliers ?? 0))
          best.set(key, { ours, theirs, mirrored, alignment });
      }
    }
  });
  return [...best.values()].sort((a, b) => a.theirs - b.theirs || a.ours - b.ours);
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
  const laid = (position: number, sheet: Sheet) => ({ features: featuresAt(members, position), sheet });
  const match = judgeAligned(laid(ours, own), laid(theirs, other), alignment, mirrored);
  if (match === null || match.verdict === 'suspect') return null;
  const back = { mapping: mappedBack(match.mapping), mirrored };
  return {
    ours,
    theirs,
    match,
    placement: placementOf(match, own.colour, other.colour),
    back: placementOf(back, other.colour, own.colour),
  };
};
