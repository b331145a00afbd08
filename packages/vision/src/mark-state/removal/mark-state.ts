import { LEAST_VISIBLE } from './alignment/question.ts';
import { CLOSE_MISFIT } from './alignment/whole-alignment.ts';
import type { UnderBand } from './covered/band-over.ts';
import { LIKE_OURS, type RemovalMeasures } from './measure-removal.ts';
import {
  grainWords,
  isAccusing,
  isBlurredThere,
  type MarkState,
  otherwise,
  percent,
  saidOfBand,
  times,
  unlessTooCoarse,
} from './said-of-mark.ts';

import { bearsGrain, lacksGrain } from './stamp-grain.ts';

/** Least number of other places. */
const FEWEST_PLACES = 6;
/** Opacity over that of our stamp, and correlation, from which the mark is there, unless the place is hardly more like ours with it than without; or, below a surer correlation, than with a blurred one. */
const THERE = { strength: 0.35, most: 1.7, correlation: 0.8, nearer: 0.75, sharper: 0.5, surely: 0.95 };
/** Of this correlation a mark may be stronger: in a copy that was enlarged and sharpened, edges are. */
const BOLD = { correlation: 0.92, most: 2.2 };
/** A mark in a filtered copy is less like ours, and yet its place by far nearer to ours with it than without it, or blurred. */
const FILTERED = { correlation: 0.6, nearer: 0.25, sharper: 0.4 };
/** So is a faint mark in a copy that was compressed hard, where the place is hardly beyond others as we have it with the mark. */
const FAINT = { correlation: 0.7, sharper: 0.6 };
/** And one in light that was cut off before the copy was made smaller, if it is as sharp: by far nearer, and plainly there. */
const PLAINLY = { strength: 0.6, correlation: 0.7 };
/** One that was compressed still harder may be there, where it is hardly beyond others as we have it with the mark, and further off without it, or blurred. */
const PERHAPS_FAINT = { correlation: 0.4, nearer: 0.6, sharper: 0.7 };
/** How far beyond other places a place is that differs, and how far one may be that does not. */
const DIFFERS = 2;
const ALIKE = 1.4;
/** How far beyond other places a filling must be to be seen for certain. */
const SEEN = 3;
/** Where ours is aligned less closely, other places differ, too: the mark's place must stand out the more, and be neither ours with the mark nor without it. */
const LOOSELY = { misfit: 0.6, differs: 2 * DIFFERS };
/** From this correlation on some of the mark may be there, where the place is nearer to ours with it than without it, or blurred. */
const PERHAPS_THERE = 0.5;
/** A place that differs from ours by less than this share of what filling would leave shows what was under the mark, though it differs beyond other places: in other light, say. */
const SHOWS_THROUGH = 0.08;
/** One that differs so little, and by less than this share of it, is no sign of retouching, either: an unmarked copy that was filtered and compressed hard. */
const LITTLE = { most: 2 * SEEN, share: 0.2 };
/**
 * A place that differs from ours hardly beyond other places, up to `SEEN`, does so as what was retouched does only where the ground between the strokes differs
 * by less than this share of it, or some of what filling leaves is seen: a share of that, and standard deviations.
 */
const HARDLY = { between: 0.75, share: 0.3, surplus: 2.5 };
/** A place that is nearer to ours filled in, or blurred, than to ours by this much was. */
const RETOUCHED = 0.5;
/** Correlation with another place of ours, and share of pieces that ours has elsewhere, from which on it was copied from there. */
const COPIED = { whole: 0.85, pieces: 0.45 };
/** The same where next to nothing there has colours that ours has nowhere: of 64 stickers that were put over marks none agrees with another place by more than 0.46. */
const OWN_COLOURS = { whole: 0.7, pieces: 0.25, otherColour: 0.1 };
/** Share of what filling would leave that is seen, and standard deviations beyond other places, from which on strokes were filled in. */
const FILLING = { share: 0.4, surplus: 3.5 };
/** A place of our colours, so much of which is as light as our plain ground, was painted over with that: of 80 stickers, whole and half as large, none has more than 0.31. */
const GROUND = 0.75;
/**
 * A cover differs coarsely from ours and has this multiple of its fine detail: letters on a strip, say. Of 120 recorded measures of places that were smoothed, filled or
 * blurred none does; of 30 of places that were copied over six, which are detected by their source, or by more of their pieces.
 */
const DETAILED = 3;
/**
 * Such a filling is seen by chance where the place, or strokes that were filled, would differ no more than other places; unless so much of the mark is left as
 * retouching leaves.
 */
const BY_CHANCE = { differs: 1, strength: 0.3 };
/** Share of a mark that is seen part by part, from which on it was taken off or covered in part. */
const IN_PART = 0.2;
/** Share from which on most of it is: it was damaged, and not taken off. */
const MOSTLY = 0.5;
/** Share from which on all of it is: nothing was taken off, however much its place differs. */
const WHOLE = 0.95;
/** Share of the place that has colours which ours has nowhere, from which on something else was put over it. */
const OTHER_COLOUR = 0.5;

/** Measures of the mark's place, under a band over it, or the visible share only. */
export type MarkMeasures = RemovalMeasures | UnderBand | { readonly visible: number };

export const markStateOf = (measures: MarkMeasures): MarkState => {
  const said = markOf(measures);
  const isOfStamped = said.state !== 'from-unmarked' && 'grain' in measures && bearsGrain(measures.grain);
  if (!isOfStamped) return said;
  // What is there needs no more to be known by.
  const ground = said.state === 'there' ? said.ground : `${said.ground}; ${grainWords(measures.grain)}`;
  return { ...said, ground, isOfStamped: true };
};

/** What is said of the mark itself, and of how much of it is left. */
const markOf = (measures: MarkMeasures): MarkState => {
  const said = unlessTooCoarse(stateOf(measures), measures);
  const left = 'left' in measures && isAccusing(said) ? measures.left : 0;
  if (left >= WHOLE && said.state === 'removed') {
    return {
      state: 'unknown',
      ground:
        'all parts of the mark are seen, and yet its place differs from our marked picture and from the one without the mark',
    };
  }
  if (left < IN_PART) return said;
  const ground = `${percent(left)} of the mark is still there; for the rest, ${said.ground}`;
  const isBlurred = said.state === 'removed' && 'fromMarked' in measures && isBlurredThere(measures);
  return { ...said, ...(left >= MOSTLY && !isBlurred ? { state: 'damaged' } : {}), ground };
};

/** Whether a copy as coarse as this is called removed or covered. */
export const isAccused = (measures: MarkMeasures): boolean => isAccusing(unlessTooCoarse(stateOf(measures), measures));

/** Whether it is said to be there. */
export const isSaidThere = (measures: MarkMeasures): boolean => stateOf(measures).state === 'there';

/** Whether it is said to be removed, be it that all parts of it are seen. */
export const isCalledRemoved = (measures: MarkMeasures): boolean => stateOf(measures).state === 'removed';

const stateOf = (measures: MarkMeasures): MarkState => {
  if ('band' in measures) return saidOfBand(measures);
  if (measures.visible < LEAST_VISIBLE) {
    const part = `only ${percent(measures.visible)} of its place is on the picture`;
    return { state: 'cropped-away', ground: measures.visible < 0.01 ? 'its place is not on the picture' : part };
  }
  if (!('fromClean' in measures))
    return { state: 'unknown', ground: 'too little is visible around the mark to compare' };
  // Lazy measures are not needed here.
  const { strength, correlation, misfit, places, fromClean, fromMarked } = measures;
  const seen = seenOf(measures);
  if (seen.isThere) {
    return {
      state: 'there',
      ground: `what differs from the picture without it is the mark (its shape agrees by ${percent(correlation)}, and it is ${percent(strength)} as strong as it was stamped)`,
    };
  }
  if (mayBeFaint(measures, seen.isOpaque)) {
    return {
      state: 'unknown',
      ground: 'the place is nearer to our marked picture than to it without the mark, or blurred',
    };
  }
  if (!seen.isStamp && fromMarked > DIFFERS && bearsGrain(measures.grain) && measures.ifMarked >= DIFFERS)
    return takenOff(measures);
  if (places < FEWEST_PLACES) {
    return { state: 'unknown', ground: 'the picture shows too few other places to compare the mark’s with' };
  }
  if (misfit > CLOSE_MISFIT) return alignedLoosely(measures);
  // So faint a mark is there or not; a filling that is seen twice as surely says that it is not.
  const isGone = fromMarked > ALIKE && isFilledIn(measures, 2 * FILLING.surplus);
  if (measures.ifMarked < DIFFERS && !isGone) {
    const ground = isSomethingElse(measures)
      ? 'something else is at its place, in a copy other places of which differ from ours nearly as much'
      : 'so faint a mark would not be seen in this copy';
    return { state: 'unknown', ground };
  }
  if (fromMarked <= ALIKE) {
    return { state: 'there', ground: `the place is as our marked picture has it, ${otherwise(fromMarked)}` };
  }
  const { showsThrough, isLittle } = showing(measures);
  if (fromClean > DIFFERS && !showsThrough && !isLittle && differsAsRetouched(measures)) return goneOf(measures);
  if (isFilledIn(measures, FILLING.surplus)) {
    const { fillingShare, fillingSurplus } = measures;
    const much = `${percent(Math.min(1, fillingShare))} of what filling leaves is seen`;
    const sure = `${Math.round(fillingSurplus)} times what it varies by at other places of the copy`;
    return { state: 'removed', ground: `the mark is gone and its strokes were filled in: ${much}, ${sure}` };
  }
  if (showsThrough || (fromClean <= ALIKE && measures.ifFilled > SEEN && measures.fillingShare < FILLING.share)) {
    const how = fromClean <= ALIKE ? otherwise(fromClean) : `though it differs ${times(fromClean)}`;
    return {
      state: 'from-unmarked',
      ground: `under the mark it shows what our picture without it shows, ${how}; filled in, it would differ ${times(measures.ifFilled)}`,
    };
  }
  if (fromClean > ALIKE && !lacksGrain(measures.grain) && isNearerRetouched(measures)) {
    const how = measures.fromFilled <= measures.fromBlurred ? 'filling it in' : 'blurring it';
    return {
      state: 'removed',
      ground: `the mark is gone, and its place differs from our picture without it ${times(fromClean)}, as ${how} leaves it`,
    };
  }
  if (fromClean > DIFFERS && lacksGrain(measures.grain)) {
    return {
      state: 'unknown',
      ground: `the mark’s place differs from our picture without it ${times(fromClean)}, but the copy bears none of the grain that our stamped picture has: it was hardly made from that`,
    };
  }
  return {
    state: 'unknown',
    ground:
      fromClean > ALIKE
        ? `the mark is not there, and its place differs from our picture without it ${times(fromClean)}: too little to say why`
        : 'the mark is not there, and the background of its place is so plain that a removed mark looks like none',
  };
};

/** Whether the mark itself is seen: as strong as ours, of its shape, and sharp. */
const seenOf = ({ strength, correlation, fromClean, fromMarked, fromBlurred }: RemovalMeasures) => {
  const most = correlation >= BOLD.correlation ? BOLD.most : THERE.most;
  const isOpaque = strength >= THERE.strength && strength <= most;
  const isStamp = isOpaque && correlation >= THERE.correlation;
  const isBlurred = (sharper: number): boolean => fromMarked > sharper * fromBlurred;
  const isNearer = isOpaque && fromMarked <= FILTERED.nearer * fromClean;
  const isFiltered = isNearer && correlation >= FILTERED.correlation && !isBlurred(FILTERED.sharper);
  const isPlain = strength >= PLAINLY.strength && correlation >= PLAINLY.correlation;
  const isFaint = correlation >= FAINT.correlation && fromMarked <= DIFFERS;
  const isSharp = correlation >= THERE.surely || !isBlurred(THERE.sharper);
  const isThere =
    isFiltered ||
    (isNearer && (isPlain || isFaint) && !isBlurred(FAINT.sharper)) ||
    (isStamp && (fromMarked <= ALIKE || (isSharp && fromMarked <= THERE.nearer * fromClean)));
  return { isOpaque, isStamp, isThere };
};

/** Whether what was under the mark shows though it differs, and whether it differs too little to be called retouched. */
const showing = (measures: RemovalMeasures) => {
  const { fromClean, fromFilled, ifFilled } = measures;
  const most = Math.min(ifFilled, fromFilled);
  const showsThrough = ifFilled > SEEN && fromClean < SHOWS_THROUGH * most;
  const isLittle = fromClean <= LITTLE.most && fromClean < LITTLE.share * most;
  const isNotFilled = (showsThrough || isLittle) && measures.fillingShare < FILLING.share;
  return { showsThrough: showsThrough && isNotFilled, isLittle: isLittle && isNotFilled };
};

const mayBeFaint = (measures: RemovalMeasures, isOpaque: boolean): boolean => {
  const { correlation, fromClean, fromMarked, fromBlurred } = measures;
  const { nearer, sharper } = PERHAPS_FAINT;
  const isNearer = fromMarked <= nearer * fromClean && fromMarked <= sharper * fromBlurred;
  const isHardlyBeyond = fromMarked > ALIKE && fromMarked <= SEEN;
  const isSeen = isOpaque && correlation >= PERHAPS_FAINT.correlation && isNearer && isHardlyBeyond;
  return isSeen && measures.fillingShare < HARDLY.share;
};

/** Of a picture that bears the grain of our stamped one, and not its mark. */
const takenOff = (measures: RemovalMeasures): MarkState =>
  measures.fromClean > DIFFERS ? goneOf(measures) : { state: 'removed', ground: 'the mark is gone' };

/** Without a close alignment only large differences count. A cover of the place may then also be content of another picture. */
const alignedLoosely = (measures: RemovalMeasures): MarkState => {
  const { misfit, fromClean, fromMarked, fromBlurred, strength, correlation } = measures;
  const isNearest = strength >= THERE.strength && fromMarked < Math.min(fromClean, fromBlurred);
  const mayBeThere = correlation >= (isNearest ? PERHAPS_THERE : THERE.correlation);
  const isNeither = Math.min(fromClean, fromMarked) > LOOSELY.differs && !mayBeThere;
  const gone = misfit <= LOOSELY.misfit && isNeither && !lacksGrain(measures.grain) ? goneOf(measures) : undefined;
  return gone?.state === 'removed'
    ? gone
    : { state: 'unknown', ground: 'our picture cannot be aligned closely enough on it to compare the mark’s place' };
};

const isFilledIn = (measures: RemovalMeasures, least: number): boolean => {
  const { strength, fromClean } = measures;
  const isByChance = strength < BY_CHANCE.strength && Math.min(fromClean, measures.ifFilled) < BY_CHANCE.differs;
  if (isByChance || lacksGrain(measures.grain)) return false;
  const isFilling = measures.fillingShare >= FILLING.share && measures.fillingSurplus >= least;
  return isFilling && !isSomethingElse(measures);
};

/** Whether the content is neither ours nor made of its surroundings. */
const isSomethingElse = ({ coarse, detail }: RemovalMeasures): boolean => coarse >= LIKE_OURS && detail >= DETAILED;

/** Whether the place is by far nearer to ours filled in, or blurred, than to ours. */
const isNearerRetouched = ({ fromClean, fromFilled, fromBlurred }: RemovalMeasures): boolean =>
  Math.min(fromFilled, fromBlurred) < RETOUCHED * fromClean;

const differsAsRetouched = (measures: RemovalMeasures): boolean => {
  const { fromClean, between } = measures;
  if (lacksGrain(measures.grain)) return false;
  if (fromClean > SEEN || (between >= 0 && between < HARDLY.between * fromClean)) return true;
  return measures.fillingShare >= HARDLY.share && measures.fillingSurplus >= HARDLY.surplus;
};

const goneOf = (measures: RemovalMeasures): MarkState => {
  const { fromClean, between, otherColour } = measures;
  const than = `which differs from our picture without the mark ${times(fromClean)}`;
  if (otherColour >= OTHER_COLOUR) {
    const sure = `${percent(otherColour)} of it of colours that our picture has nowhere`;
    return { state: 'covered', ground: `something else covers the mark’s place (${sure}), ${than}` };
  }
  if (between >= 0 && between < DIFFERS) {
    return {
      state: 'removed',
      ground: `the mark is gone and its strokes were filled in: the ground between them is ours, their place ${than}`,
    };
  }
  if (measures.coarse < LIKE_OURS || isNearerRetouched(measures)) {
    const how = measures.detail < 0.6 ? 'smoothed or filled in' : 'filled in';
    return { state: 'removed', ground: `the mark is gone and its place was ${how}, ${than}` };
  }
  const { elsewhere } = measures;
  const ofOwnColours = otherColour <= OWN_COLOURS.otherColour;
  if (elsewhere >= (ofOwnColours ? OWN_COLOURS : COPIED).whole) {
    const sure = `they agree by ${percent(elsewhere)}`;
    return { state: 'removed', ground: `another part of our picture was copied over the mark (${sure}), ${than}` };
  }
  const { pieces } = measures;
  if (pieces >= (ofOwnColours && !isSomethingElse(measures) ? OWN_COLOURS : COPIED).pieces) {
    const sure = `${percent(pieces)} of what is there is found elsewhere in it`;
    return { state: 'removed', ground: `pieces of our picture were copied over the mark (${sure}), ${than}` };
  }
  if (ofOwnColours && measures.ofGround >= GROUND && !isSomethingElse(measures))
    return { state: 'removed', ground: `the plain ground of our picture was put over the mark, ${than}` };
  return { state: 'covered', ground: `something else covers the mark’s place, ${than}` };
};
