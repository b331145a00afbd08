import type { GreyImage } from '../../../image/read/raster.ts';
import { laidOnWhole, outsideOf } from './laid.ts';
import { misfitBy } from './lay.ts';
import { isCalledRemoved } from './mark-state.ts';
import { measureRemoval, type RemovalMeasures } from './measure-removal.ts';
import { mediansOf } from './median.ts';
import { patchOf } from './patch.ts';
import { atCommonSize, type RemovalQuestion, shrunkTo } from './question.ts';

type Edit = (image: GreyImage) => GreyImage;

/** Reaches of medians that a copy may have been smoothed by, px. */
const REACHES = [1, 2, 3] as const;
/** Levels of ours from which on a copy may be white, and up to which it may be black. */
const WHITES = [235, 215, 195, 175] as const;
const BLACKS = [20, 40, 60] as const;
/** Share of a copy that is white or black from which on light may have been cut off there, and levels from white or black that count as such. */
const CUT = { share: 0.02, levels: 3 };
/** Misfit up to which ours as it is explains the copy, so that no edit is looked for. */
const CLOSE = 0.05;
/** Share of the misfit that ours edited alike leaves at most where a copy was. */
const LESS_MISFIT = 0.75;

/**
 * What is seen at the mark's place. An edit of the whole copy may take thin strokes away, or pale ones, as retouching does at one place: a median, or light that is cut
 * off. Before a mark is said to be removed, ours is edited in the same way, where it agrees better so with what the copy shows elsewhere.
 */
export const measureMarkPlace = (question: RemovalQuestion): RemovalMeasures | { readonly shown: number } => {
  const measures = measureRemoval(question);
  if (!isCalledRemoved(measures) || !('misfit' in measures) || measures.misfit <= CLOSE) return measures;
  const edit = editOf(question);
  if (edit === undefined) return measures;
  const edited = measureRemoval({ ...question, clean: edit(question.clean), marked: edit(question.marked) });
  return isCalledRemoved(edited) ? measures : edited;
};

/** The edit of ours that agrees best with the suspect away from the mark; undefined where none does by far better than ours as it is. */
const editOf = (question: RemovalQuestion): Edit | undefined => {
  const { clean, suspect, box, map } = atCommonSize(question);
  const laid = laidOnWhole(clean, suspect, box, map);
  if (laid === undefined) return undefined;
  const misfitOf = (image: GreyImage): number => {
    const ours = shrunkTo(image, clean);
    const whole = patchOf(ours, { left: 0, top: 0, width: ours.width, height: ours.height });
    return misfitBy(whole, suspect, laid.map, outsideOf(box, ours.width, ours.height));
  };
  const best = editsFor(question.suspect)
    .map((edit) => ({ edit, misfit: misfitOf(edit(question.clean)) }))
    .reduce((one, next) => (next.misfit < one.misfit ? next : one));
  return best.misfit <= LESS_MISFIT * misfitOf(question.clean) ? best.edit : undefined;
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
