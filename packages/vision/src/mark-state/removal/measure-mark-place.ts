import type { GreyImage } from '@listing-lint/rules/image';
import { joinedLazily, mediansOf } from '@listing-lint/rules/kernel';
import { misfitBy } from './alignment/align.ts';
import { patchOf } from './alignment/patch.ts';
import { heightIn, LEAST_VISIBLE, type RemovalQuestion, shrunkTo } from './alignment/question.ts';
import { type AlignedQuestion, alignQuestion, outsideOf } from './alignment/whole-alignment.ts';

import { seenUnderBand } from './covered/band-over.ts';
import { coarsenessOf, madeCoarse } from './enlarged.ts';
import { isAccused, isCalledRemoved, isSaidThere, type MarkMeasures, markStateOf } from './mark-state.ts';
import { measureRemoval } from './measure-removal.ts';

type Edit = (image: GreyImage) => GreyImage;

/** Reaches of medians that a copy may have been smoothed by, px. */
const REACHES = [1, 2, 3] as const;
/** Levels of ours from which on a copy may be white, and up to which it may be black. */
const WHITES = [235, 215, 195, 175] as const;
const BLACKS = [20, 40, 60] as const;
/** Share of a copy that is white or black from which on light may have been cut off there, and levels from white or black that count as such. */
const CUT = { share: 0.02, levels: 3 };
/** Largest misfit at which ours explains the copy, so that no edit is searched for. */
const CLOSE = 0.05;
/** Share of the misfit that ours edited alike leaves at most where a copy was. */
const LESS_MISFIT = 0.75;

/** Strength and correlation of a mark of which ours as coarse as a copy shows something, and by how much the correlation is more than of ours as it is. */
const PERHAPS_SEEN = { strength: 0.35, correlation: 0.5, more: 0.03 };

/**
 * Measures the mark's place. An edit of the whole copy may erase thin or pale strokes as retouching does at one place: a median, clipped
 * light, or a size too small for them. Before a mark is called removed, ours is edited in the same way if that agrees better with the rest of the copy.
 * Letters on a band may look like a filling or a piece of ours, so that a band is searched for first if the mark is not there.
 */
export const measureMarkPlace = (question: RemovalQuestion): MarkMeasures => {
  const aligned = alignQuestion(question);
  const measures = measuredAsEdited(aligned);
  if (isSaidThere(measures) || measures.visible < LEAST_VISIBLE) return measures;
  const underBand = seenUnderBand(question, measures.visible);
  return underBand ?? (isAccused(measures) ? measuredAsCoarse(aligned, measures) : measures);
};

const measuredAsEdited = (aligned: AlignedQuestion): MarkMeasures => {
  const measures = measureRemoval(aligned);
  if (!isCalledRemoved(measures) || !('misfit' in measures) || measures.misfit <= CLOSE) return measures;
  const edit = editOf(aligned);
  if (edit === undefined) return measures;
  const { inputs } = aligned;
  const edited = measureRemoval(alignQuestion({ ...inputs, clean: edit(inputs.clean), marked: edit(inputs.marked) }));
  return isCalledRemoved(edited) ? measures : edited;
};

/**
 * A copy that was made small and enlarged again shows strokes as retouching leaves them. So ours is made as coarse as the copy is, or at most may be, and what is
 * said must hold of that, too.
 */
const measuredAsCoarse = (aligned: AlignedQuestion, measures: MarkMeasures): MarkMeasures => {
  const question = aligned.inputs;
  const all = coarsenessOf(aligned);
  const coarse = all.filter(({ factor }) => factor > 1);
  const [likeliest] = coarse;
  if (likeliest === undefined) return measures;
  const coarsest = coarse.reduce((one, next) => (next.factor > one.factor ? next : one));
  const isCoarser = coarse.length === all.length;
  for (const { factor, width } of new Set([likeliest, coarsest])) {
    const [clean, marked] = [madeCoarse(question.clean, factor), madeCoarse(question.marked, factor)];
    const seen = measureRemoval(alignQuestion({ ...question, clean, marked }));
    // Where the copy need not be coarser than it is, only the mark itself says more than what was seen.
    const isOther = isCoarser ? !isAccused(seen) : markStateOf(seen).state === 'there';
    if (isOther || isMoreSeen(seen, measures)) return joinedLazily(seen, { enlargedFrom: Math.round(width) });
  }
  // It need not be coarser than the finest that is as near.
  const finest = all.reduce((one, next) => (next.factor < one.factor ? next : one));
  if (finest.factor === 1) return measures;
  const { box, clean } = question;
  const markHeight = (Math.min(box.width, box.height) * finest.width) / clean.width;
  return joinedLazily(measures, { markHeight: Math.min(heightIn(question), markHeight) });
};

/** Whether more of the mark is seen of ours as coarse, and so much that it may be there: retouching leaves as much of it or as little, however coarse ours is. */
const isMoreSeen = (coarse: MarkMeasures, measures: MarkMeasures): boolean => {
  if (!('misfit' in coarse && 'misfit' in measures)) return true;
  const { strength, correlation, more } = PERHAPS_SEEN;
  const isSeen = coarse.strength >= strength && coarse.correlation >= correlation;
  return isSeen && coarse.correlation >= measures.correlation + more;
};

/** The edit of ours that agrees best with the suspect away from the mark; undefined where none does by far better than ours as it is. */
const editOf = ({ inputs, question: { clean, suspect, box }, aligned }: AlignedQuestion): Edit | undefined => {
  if (aligned === undefined) return undefined;
  const misfitOf = (image: GreyImage): number => {
    const ours = shrunkTo(image, clean);
    const whole = patchOf(ours, { left: 0, top: 0, width: ours.width, height: ours.height });
    return misfitBy(whole, suspect, aligned.map, outsideOf(box, ours.width, ours.height));
  };
  const best = editsFor(inputs.suspect)
    .map((edit) => ({ edit, misfit: misfitOf(edit(inputs.clean)) }))
    .reduce((one, next) => (next.misfit < one.misfit ? next : one));
  return best.misfit <= LESS_MISFIT * misfitOf(inputs.clean) ? best.edit : undefined;
};

/** Black up to one level, and white from another one on. */
const cutOff =
  (black: number, white: number): Edit =>
  ({ width, height, data }) => {
    const levels = Uint8Array.from({ length: 256 }, (_, luma) =>
      Math.round(255 * Math.min(1, Math.max(0, (luma - black) / (white - black)))),
    );
    return { width, height, data: data.map((luma) => levels[luma] ?? 0) };
  };

/** What may have been done to a copy, by how much of it is white or black. */
const editsFor = ({ data }: GreyImage): readonly Edit[] => {
  let [black, white] = [0, 0];
  for (const luma of data) {
    if (luma <= CUT.levels) black++;
    else if (luma >= 255 - CUT.levels) white++;
  }
  const [hasBlack, hasWhite] = [black >= CUT.share * data.length, white >= CUT.share * data.length];
  return [
    ...REACHES.map(
      (reach): Edit =>
        (image) =>
          mediansOf(image, reach),
    ),
    ...(hasWhite ? WHITES.map((level) => cutOff(0, level)) : []),
    ...(hasBlack ? BLACKS.map((level) => cutOff(level, 255)) : []),
  ];
};
