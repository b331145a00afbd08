import type { GreyImage } from '../../../image/read/raster.ts';
import { boxMean } from '../../../kernel/box-mean.ts';
import { differingIn } from './anomaly.ts';
import { bestElsewhere, shareElsewhere } from './copied-from.ts';
import { filled, widened } from './fill.ts';
import { fillingIn } from './filling.ts';
import { type GrainSeen, grainIn } from './grain-seen.ts';
import { BLEED, LAID_CLOSELY, type LaidWhole, laidOnWhole, outsideOf, sharpened, shownChange } from './laid.ts';
import { otherColourShare } from './other-colour.ts';
import { type Mask, type Patch, patchOf, type Rectangle, registered, toneOf } from './patch.ts';
import { placeJudge } from './place-anomaly.ts';
import { atCommonSize, atFullSize, type RemovalQuestion, shownShare } from './question.ts';
import { coarseDifference, detailOf, meanOf, shareOf } from './statistics.ts';

/**
 * What is seen at the mark's place. What differs there is told in multiples of what all but one in twenty other places of the picture stay below: up to about 1 it
 * is what compression, other light and another size leave of any place.
 */
export interface RemovalMeasures {
  /** Share of the place that the suspect shows. */
  readonly shown: number;
  /** Opacity of the mark there over that of ours, and its correlation, −1 to 1. */
  readonly strength: number;
  readonly correlation: number;
  /** How far off ours laid on the suspect is at its edges, 0 to 1. */
  readonly misfit: number;
  /** Other places that were looked at. */
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
  /** Best correlation of the whole place with another place of ours, and share of its pieces that ours has elsewhere; −1 where the place is like ours, so that it was not asked. */
  readonly elsewhere: number;
  readonly pieces: number;
  /** Share of the place that has a colour which ours has nowhere. */
  readonly otherColour: number;
  /** What is seen, away from the mark, of the grain that the marked picture bears and the one before does not. */
  readonly grain: GrainSeen;
}

/** Px around the mark's place that are looked at: to find the place to a fraction of a pixel, and for tone. */
const MARGIN = { share: 0.35, least: 16, most: 56 };
/** Share of the largest change from which a pixel belongs to a stroke, and least levels. */
const STROKE = { share: 0.25, least: 2.5 };
/** Px around strokes that a retoucher touches. */
const TOUCHED = 2;
/** Px around strokes that a filling may reach. */
const FILLED = [1, 2, 3] as const;
/** How the mark's place is looked for from where the whole was laid. */
const LOOKS = { reach: 2, rounds: 8 };
/** Gains of a mark in other light that are still the mark as it was stamped. */
const GAINS = { least: 0.75, most: 1.33 };

/** Of the masks of a place those that the mark's place is judged by, and that of the ground between the strokes. */
const IN_PLACE = [0, 1] as const;
const BETWEEN = [2] as const;

/** Masks of a place: its strokes, its box, the box without what a retoucher of the strokes would touch, and what lies around. */
interface Masks {
  readonly between: Mask;
  readonly strokes: Mask;
  readonly box: Mask;
  readonly around: Mask;
}

/** Only what is shown, where the suspect shows too little of the place or of what is around it, or ours cannot be laid on it. */
export const measureRemoval = (asked: RemovalQuestion): RemovalMeasures | { readonly shown: number } => {
  const question = atCommonSize(asked);
  const { clean, marked, box, suspect } = question;
  const laid = laidOnWhole(clean, suspect, box, question.map);
  // Where ours was laid closely, that says better than the rough map whether the place is shown.
  const isClose = laid !== undefined && laid.misfit <= LAID_CLOSELY;
  const shown = shownShare(box, suspect, isClose ? laid.map : question.map);
  if (laid === undefined || shown < LEAST_SHOWN) return { shown };
  const area = areaOf(box, clean);
  const ours = patchOf(clean, area);
  const change = patchOf(marked, area).data.map((luma, i) => luma - (ours.data[i] ?? 0));
  const masks = masksOf(change, area, box);
  const placed = { ...question, map: laid.map };
  const here = lookAt(ours, placed, masks);
  if (here === undefined) return { shown };
  const withMark = { ...ours, data: ours.data.map((luma, i) => luma + (change[i] ?? 0)) };
  const coarse = coarsely(here, ours, withMark, masks);
  return {
    shown,
    ...clearer(
      markIn(here.rest, scaled(change, here.gain), masks),
      markAsStamped(withMark, ours, placed, masks, change),
    ),
    misfit: laid.misfit,
    ...differences(laid, question),
    detail: detailOf(ours, here.theirs, masks.box, here.gain),
    coarse,
    elsewhere: coarse < LIKE_OURS ? -1 : bestElsewhere(placed, here.theirs, masks.box),
    pieces: coarse < LIKE_OURS ? -1 : shareElsewhere(tonedAs(clean, here), here.theirs, masks.box),
    otherColour: otherColourShare(asked.colours, asked.box, atFullSize(laid.map, asked, question)),
  };
};

const scaled = (values: Float32Array, gain: number): Float32Array => values.map((value) => value * gain);

/** Reaches of blurs that are tried, as shares of the mark's height. */
const BLURS = [0.1, 0.25, 0.5];
/** Share of a place that lies between the strokes, from which on it says something. */
const LEAST_BETWEEN = 0.02;
const shareOfOnes = (mask: Mask): number => mask.reduce((sum, value) => sum + value, 0) / mask.length;

/** Px around the box that belong to the place. */
const ROOM = 8;

const differences = (
  laid: LaidWhole,
  { clean, marked, box }: RemovalQuestion,
): Pick<
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
> => {
  const { width, height } = laid;
  const area = grownWithin(box, ROOM, clean);
  const ours = patchOf(clean, area);
  const withOurs = patchOf(marked, area);
  const change = withOurs.data.map((luma, i) => luma - (ours.data[i] ?? 0));
  const masks = masksOf(change, area, box);
  const differing = differingIn(laid, outsideOf(box, width, height));
  const judge = placeJudge(
    differing,
    { area, box, masks: [masks.strokes, masks.box, masks.between], stride: width },
    height,
  );
  const rest = patchOf({ width, height, data: laid.rest }, area).data;
  const expected = patchOf({ width, height, data: laid.expected }, area).data;
  const asSharp = sharpened(change, area.width, area.height, laid.sharpness);
  const { strength } = markIn(rest, asSharp, masks);
  const mark = scaled(asSharp, Math.min(GAINS.most, Math.max(GAINS.least, strength)));
  const touched = widened(masks.strokes, area.width, TOUCHED);
  const fill = filled(expected, area.width, touched);
  const withMark = expected.map((luma, i) => luma + (mark[i] ?? 0));
  const blurring = (share: number): Float32Array => {
    const blurred = boxMean(withMark, area.width, area.height, Math.max(2, Math.round(share * box.height)));
    return blurred.map((luma, i) => (masks.box[i] === 1 ? luma - (expected[i] ?? 0) : 0));
  };
  const filling = fill.map((luma, i) => luma - (expected[i] ?? 0));
  const slow = differing.at(-1)?.means;
  const seen = fillingIn({
    ...{ width, height, area, box, expected: laid.expected },
    rest: laid.rest.map((value, i) => value - (slow?.[i] ?? 0)),
    touched: FILLED.map((reach) => widened(masks.strokes, area.width, reach)),
  });
  return {
    places: judge.places,
    fromClean: judge.differs(IN_PLACE),
    fromMarked: judge.differs(IN_PLACE, mark),
    fromFilled: judge.differs(IN_PLACE, filling),
    fromBlurred: Math.min(...BLURS.map((share) => judge.differs(IN_PLACE, blurring(share)))),
    between: shareOfOnes(masks.between) < LEAST_BETWEEN ? -1 : judge.differs(BETWEEN),
    ifMarked: Math.min(judge.would(IN_PLACE, mark), judge.would(IN_PLACE, shownChange(laid, ours, withOurs))),
    ifFilled: judge.would(IN_PLACE, filling),
    fillingShare: seen.share,
    fillingSurplus: seen.surplus,
    grain: grainIn(laid, { clean, marked, box }, differing),
  };
};

const coarsely = ({ theirs, gain, offset }: Look, ours: Patch, withMark: Patch, { box }: Masks): number => {
  const toned = (values: Float32Array): Float32Array => values.map((luma) => gain * luma + offset);
  return Math.min(
    coarseDifference(toned(ours.data), theirs.data, ours.width, box),
    coarseDifference(toned(withMark.data), theirs.data, ours.width, box),
  );
};

const areaOf = (box: Rectangle, image: GreyImage): Rectangle => {
  const { share, least, most } = MARGIN;
  return grownWithin(box, Math.round(Math.min(most, Math.max(least, share * Math.max(box.width, box.height)))), image);
};

const grownWithin = ({ left, top, width, height }: Rectangle, by: number, image: GreyImage): Rectangle => {
  const [x0, y0] = [Math.max(0, left - by), Math.max(0, top - by)];
  return {
    left: x0,
    top: y0,
    width: Math.min(image.width, left + width + by) - x0,
    height: Math.min(image.height, top + height + by) - y0,
  };
};

const masksOf = (change: Float32Array, area: Rectangle, box: Rectangle): Masks => {
  let most = 0;
  for (const value of change) most = Math.max(most, Math.abs(value));
  const least = Math.max(STROKE.least, STROKE.share * most);
  const strokes = Uint8Array.from(change, (value) => (Math.abs(value) >= least ? 1 : 0));
  const inBox = Uint8Array.from(change, (_, i) => {
    const [x, y] = [area.left + (i % area.width), area.top + Math.floor(i / area.width)];
    return x >= box.left && y >= box.top && x < box.left + box.width && y < box.top + box.height ? 1 : 0;
  });
  const near = widened(inBox, area.width, BLEED);
  const touched = widened(strokes, area.width, TOUCHED);
  return {
    strokes,
    box: inBox,
    between: inBox.map((value, i) => (touched[i] === 1 ? 0 : value)),
    around: near.map((value) => 1 - value),
  };
};

/** The place of ours laid on the suspect by what is around it. */
interface Look {
  readonly theirs: Patch;
  /** Theirs less what ours lets expect. */
  readonly rest: Float32Array;
  readonly gain: number;
  readonly offset: number;
}

const lookAt = (ours: Patch, { suspect, map }: RemovalQuestion, masks: Masks): Look | undefined => {
  const { theirs } = registered(ours, suspect, map, masks.around, LOOKS);
  const { gain, offset, count } = toneOf(ours.data, theirs.data, masks.around);
  if (count < 60 || shareOf(theirs.data, masks.box) < LEAST_SHOWN) return undefined;
  const rest = theirs.data.map((luma, i) => luma - gain * (ours.data[i] ?? 0) - offset);
  return { theirs, rest, gain, offset };
};

/** Share of the mark's place that must be shown for anything to be said of it. */
export const LEAST_SHOWN = 0.6;
/** Ours in the light of theirs. */
const tonedAs = ({ width, height, data }: GreyImage, { gain, offset }: Look): GreyImage => {
  const light = new Uint8ClampedArray(data.length);
  for (let i = 0; i < data.length; i++) light[i] = gain * (data[i] ?? 0) + offset;
  return { width, height, data: new Uint8Array(light) };
};

/** Levels by which a place that is like ours differs coarsely. */
export const LIKE_OURS = 12;

type MarkSeen = Pick<RemovalMeasures, 'strength' | 'correlation'>;

const clearer = (one: MarkSeen, other: MarkSeen): MarkSeen => (other.correlation > one.correlation ? other : one);

/** How much of the mark is there, were the place found by the mark itself: on a plain ground nothing else says where it is. */
const markAsStamped = (
  withMark: Patch,
  ours: Patch,
  { suspect, map }: RemovalQuestion,
  masks: Masks,
  change: Float32Array,
): MarkSeen => {
  const all = new Uint8Array(ours.data.length).fill(1);
  const { theirs } = registered(withMark, suspect, map, all, LOOKS);
  const { gain, offset } = toneOf(withMark.data, theirs.data, all);
  const rest = theirs.data.map((luma, i) => luma - gain * (ours.data[i] ?? 0) - offset);
  return markIn(rest, scaled(change, gain), masks);
};

/** How much of the mark is in what differs. */
const markIn = (rest: Float32Array, change: Float32Array, { strokes, box }: Masks): MarkSeen => {
  const [restMean, changeMean] = [meanOf(rest, box), meanOf(change, box)];
  let [product, squares, restSquares, onStrokes, strokeSquares] = [0, 0, 0, 0, 0];
  for (let i = 0; i < box.length; i++) {
    const [r, c] = [rest[i] ?? Number.NaN, change[i] ?? 0];
    if (box[i] !== 1 || Number.isNaN(r)) continue;
    product += (r - restMean) * (c - changeMean);
    squares += (c - changeMean) ** 2;
    restSquares += (r - restMean) ** 2;
    if (strokes[i] === 1) {
      onStrokes += r * c;
      strokeSquares += c * c;
    }
  }
  return {
    strength: onStrokes / Math.max(1e-6, strokeSquares),
    correlation: product / Math.sqrt(squares * restSquares + 1e-6),
  };
};
