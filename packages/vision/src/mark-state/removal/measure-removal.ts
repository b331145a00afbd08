import type { GreyImage } from '@listing-lint/rules/image';
import { boxMean, joinedLazily, lazily, once } from '@listing-lint/rules/kernel';
import { type Mask, type Patch, patchOf } from './alignment/patch.ts';
import { atFullSize, heightIn, LEAST_VISIBLE, type RemovalQuestion, visibleShare } from './alignment/question.ts';
import {
  type AlignedQuestion,
  CLOSE_MISFIT,
  expectedChange,
  outsideOf,
  sharpened,
  type WholeAlignment,
} from './alignment/whole-alignment.ts';

import { type Differing, differingIn } from './anomaly.ts';
import { bestElsewhere, isOneColour, shareElsewhere } from './copied-from.ts';
import { otherColourShare } from './covered/other-colour.ts';
import { shareOfGround } from './covered/own-ground.ts';
import { filled, widened } from './fill.ts';
import { type FillingQuestion, type FillingSeen, fillingIn } from './filling.ts';
import {
  changeOf,
  clearer,
  litAs,
  lookAtPlace,
  type MarkSeen,
  markAround,
  markAsStamped,
  markIn,
  type PlaceLook,
  placedBy,
  scaled,
} from './mark-seen.ts';
import { placeJudge } from './place-anomaly.ts';
import { areaAround, grownWithin, type Masks, masksOf, TOUCHED } from './place-masks.ts';
import { type GrainSeen, grainIn } from './stamp-grain.ts';
import { coarseDifference, detailOf } from './statistics.ts';

/**
 * Measures of the mark's place. Differences are multiples of the 95th percentile of other places of the picture: up to about 1 is
 * what compression, other light and another size cause at any place.
 */
export interface RemovalMeasures extends MarkSeen {
  /** Share of the place that the suspect shows. */
  readonly visible: number;
  /** How far off ours aligned with the suspect is at its edges, 0 to 1. */
  readonly misfit: number;
  /** Number of other places. */
  readonly places: number;
  /** By how much the place differs from ours without the mark, and from ours with it. */
  readonly fromClean: number;
  readonly fromMarked: number;
  /** By how much it differs from ours with the strokes filled from around, and from our marked picture blurred there. */
  readonly fromFilled: number;
  readonly fromBlurred: number;
  /** By how much the ground between the strokes differs from ours; −1 where there is too little of it. */
  readonly between: number;
  /** By how much the mark alone would differ from ours without it, and strokes that were filled from around. */
  readonly ifMarked: number;
  readonly ifFilled: number;
  /** Of what filling the strokes would leave, the share that is seen, and by how much that is beyond other places, in standard deviations of those. */
  readonly fillingShare: number;
  readonly fillingSurplus: number;
  /** Fine detail of the place over that of ours. */
  readonly detail: number;
  /** By how much the place differs coarsely from ours with or without the mark, whichever is less, levels. */
  readonly coarse: number;
  /** Best correlation of the whole place with another place of ours, and share of its pieces that ours has elsewhere; −1 if not computed, as the place is like ours, or of one colour. */
  readonly elsewhere: number;
  readonly pieces: number;
  /** Share of the place that has a colour which ours has nowhere, and the share that is as light as the plain ground of ours. */
  readonly otherColour: number;
  readonly ofGround: number;
  /** What is seen, away from the mark, of the grain that the marked picture bears and the one before does not. */
  readonly grain: GrainSeen;
  /** Shorter side, px, of the mark in the suspect, or in one with no more pixels than it has detail. */
  readonly markHeight: number;
  /** Where all this is seen of ours made as coarse as the suspect, which may have been made small and enlarged again: width, px, at which ours has no more detail. */
  readonly enlargedFrom?: number;
}

/** Px around strokes that a filling may reach. */
const FILLED = [1, 2, 3] as const;
/** Gains of a mark in other light that are still the mark as it was stamped. */
const GAINS = { least: 0.75, most: 1.33 };

/** Of the masks of a place those that the mark's place is judged by, and that of the ground between the strokes. */
const IN_PLACE = [0, 1] as const;
const BETWEEN = [2] as const;

/**
 * Returns only the visible share if too little of the place or its surroundings is visible, or ours cannot be aligned. Most measures are computed
 * lazily: for a clearly visible mark few of them are needed.
 */
export const measureRemoval = ({
  inputs,
  question,
  aligned,
}: AlignedQuestion): RemovalMeasures | { readonly visible: number } => {
  const { clean, marked, box, suspect } = question;
  // A close alignment determines better than the rough map whether the place is visible.
  const isClose = aligned !== undefined && aligned.misfit <= CLOSE_MISFIT;
  const visible = visibleShare(box, suspect, isClose ? aligned.map : question.map);
  if (aligned === undefined || visible < LEAST_VISIBLE) return { visible };
  const area = areaAround(box, clean);
  const ours = patchOf(clean, area);
  const withMark = patchOf(marked, area);
  const masks = masksOf(changeOf(ours, withMark), area, box);
  const placed = placedBy(question, aligned.map, area);
  const here = lookAtPlace(ours, placed, masks);
  if (here === undefined) return { visible };
  const [lit, litMark] = [litAs(aligned, ours), litAs(aligned, withMark)];
  const there = lookAtPlace(lit, placed, masks) ?? here;
  const coarse = Math.min(coarsely(here, ours, withMark, masks), coarsely(there, lit, litMark, masks));
  const mark = [
    markAround(here, ours, withMark, masks),
    markAsStamped(withMark, ours, placed, masks),
    markAround(there, lit, litMark, masks),
    markAsStamped(litMark, lit, placed, masks),
  ].reduce(clearer);
  const seen = joinedLazily(mark, { visible, misfit: aligned.misfit, coarse, markHeight: heightIn(inputs) });
  return joinedLazily(
    joinedLazily(seen, differences(aligned, question)),
    lazily<Pick<RemovalMeasures, 'detail' | 'elsewhere' | 'pieces' | 'otherColour' | 'ofGround'>>({
      detail: () => detailOf(ours, here.theirs, masks.box, here.gain),
      elsewhere: () => {
        const isNeeded = coarse >= LIKE_OURS && !isOneColour(here.theirs, masks.place);
        return isNeeded ? bestElsewhere(placed, here.theirs, masks.box) : -1;
      },
      pieces: () => (coarse < LIKE_OURS ? -1 : shareElsewhere(tonedAs(clean, here), here.theirs, masks.place)),
      ofGround: () => shareOfGround(clean, here.theirs.data, masks.box, (luma) => here.gain * luma + here.offset),
      otherColour: () => otherColourShare(inputs.colours, inputs.box, atFullSize(aligned.map, inputs, question)),
    }),
  );
};

/** Reaches of blurs that are tried, as shares of the mark's height. */
const BLURS = [0.1, 0.25, 0.5];
/** Least share of a place between the strokes to be meaningful. */
const LEAST_BETWEEN = 0.02;
const shareOfOnes = (mask: Mask): number => mask.reduce((sum, value) => sum + value, 0) / mask.length;

/** Px around the box that belong to the place. */
const ROOM = 8;

/** What differs at the place beyond other places. */
type Differences = Pick<
  RemovalMeasures,
  | 'places'
  | 'fromClean'
  | 'fromMarked'
  | 'fromFilled'
  | 'fromBlurred'
  | 'between'
  | 'ifMarked'
  | 'ifFilled'
  | 'fillingShare'
  | 'fillingSurplus'
  | 'grain'
>;

const differences = (aligned: WholeAlignment, { clean, marked, box }: RemovalQuestion): Differences => {
  const { width, height } = aligned;
  const area = grownWithin(box, ROOM, clean);
  const ours = patchOf(clean, area);
  const withOurs = patchOf(marked, area);
  const change = changeOf(ours, withOurs);
  const masks = masksOf(change, area, box);
  const differing = differingIn(aligned, outsideOf(box, width, height));
  const judge = placeJudge(
    differing,
    { area, box, masks: [masks.strokes, masks.box, masks.between], stride: width },
    height,
  );
  const rest = patchOf({ width, height, data: aligned.rest }, area).data;
  const expected = patchOf({ width, height, data: aligned.expected }, area).data;
  const asSharp = sharpened(change, area.width, area.height, aligned.sharpness);
  const asDisplayed = expectedChange(aligned, ours, withOurs);
  const marks = [asSharp, asDisplayed].map((mark) => {
    const { strength } = markIn(rest, mark, masks);
    return scaled(mark, Math.min(GAINS.most, Math.max(GAINS.least, strength)));
  });
  const [mark, fromMarked] = marks
    .map((levels) => [levels, judge.differs(IN_PLACE, levels)] as const)
    .reduce((best, next) => (next[1] < best[1] ? next : best));
  const withMark = expected.map((luma, i) => luma + (mark[i] ?? 0));
  const blurring = (share: number): Float32Array => {
    const blurred = boxMean(withMark, area.width, area.height, Math.max(2, Math.round(share * box.height)));
    return blurred.map((luma, i) => (masks.box[i] === 1 ? luma - (expected[i] ?? 0) : 0));
  };
  const filling = once(() => {
    const fill = filled(expected, area.width, widened(masks.strokes, area.width, TOUCHED));
    return fill.map((luma, i) => luma - (expected[i] ?? 0));
  });
  const seen = once(() => fillingSeen(aligned, differing.at(-1), masks.strokes, { area, box }));
  return lazily<Differences>({
    places: () => judge.places,
    fromClean: () => judge.differs(IN_PLACE),
    fromMarked: () => fromMarked,
    fromFilled: () => judge.differs(IN_PLACE, filling()),
    fromBlurred: () => Math.min(...BLURS.map((share) => judge.differs(IN_PLACE, blurring(share)))),
    between: () => (shareOfOnes(masks.between) < LEAST_BETWEEN ? -1 : judge.differs(BETWEEN)),
    ifMarked: () => Math.min(...[...marks, asDisplayed].map((levels) => judge.would(IN_PLACE, levels))),
    ifFilled: () => judge.would(IN_PLACE, filling()),
    fillingShare: () => seen().share,
    fillingSurplus: () => seen().surplus,
    grain: () => grainIn(aligned, { clean, marked, box }, differing),
  });
};

const fillingSeen = (
  { width, height, expected, rest }: WholeAlignment,
  slow: Differing | undefined,
  strokes: Mask,
  place: Pick<FillingQuestion, 'area' | 'box'>,
): FillingSeen =>
  fillingIn({
    ...{ width, height, expected, ...place },
    rest: rest.map((value, i) => value - (slow?.means[i] ?? 0)),
    touched: FILLED.map((reach) => widened(strokes, place.area.width, reach)),
  });

const coarsely = ({ theirs, gain, offset }: PlaceLook, ours: Patch, withMark: Patch, { box }: Masks): number => {
  const toned = (values: Float32Array): Float32Array => values.map((luma) => gain * luma + offset);
  return Math.min(
    coarseDifference(toned(ours.data), theirs.data, ours.width, box),
    coarseDifference(toned(withMark.data), theirs.data, ours.width, box),
  );
};

/** Ours in the light of theirs. */
const tonedAs = ({ width, height, data }: GreyImage, { gain, offset }: PlaceLook): GreyImage => {
  const light = new Uint8ClampedArray(data.length);
  for (let i = 0; i < data.length; i++) light[i] = gain * (data[i] ?? 0) + offset;
  return { width, height, data: new Uint8Array(light) };
};

/** Levels by which a place that is like ours differs coarsely. */
export const LIKE_OURS = 12;
