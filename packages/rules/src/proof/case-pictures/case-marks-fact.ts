import { defineFact, keyText } from '@listing-lint/core/plugin';
import { picturesOfWork, type StatedPictures, statedPictures } from '../../case/evidence/stated-pictures.ts';
import { regionOf, soundCase } from '../../case/file/case-resource.ts';
import { FINGERPRINT_VERSION } from '../../hash/fingerprint/fingerprint-record.ts';
import { FEATURES_VERSION } from '../../image/features/store/feature-record.ts';
import { DECODE_VERSION } from '../../image/read/decode.ts';
import { MARK_STATE_VERSION } from '../mark-state/removal/said-of-mark.ts';
import { type Told, toldSchema, toldValue } from '../told.ts';
import { type ClaimedMarks, claimedMarks } from './claimed-marks.ts';

export const caseMarksFact = defineFact({
  id: 'caseMarks',
  scope: 'case',
  version: MARK_STATE_VERSION + FINGERPRINT_VERSION + FEATURES_VERSION + DECODE_VERSION,
  title: 'The marks that a case says were taken off: those that the picture shows, or never had.',
  schema: toldSchema('marks taken off', 'those that the picture shows, or never had.'),
  compute: async (_subject, _params, context) => {
    const read = await soundCase(context);
    const { theirs } = statedPictures(read.value);
    const claimed = theirs.filter(({ markRemovedAt }) => markRemovedAt !== null);
    const told: Told[] = [];
    if (claimed.length > 0) {
      const marks = await context.useRun(claimedMarks);
      for (const each of claimed) told.push(...(await markTold(each, marks)));
    }
    return toldValue(told, read);
  },
  region: regionOf,
});

/** By the first picture of the works that says anything: of one that was never stamped none does. */
const markTold = async (
  { picture, works, markRemovedAt }: StatedPictures['theirs'][number],
  marks: ClaimedMarks,
): Promise<readonly Told[]> => {
  const at = markRemovedAt ?? picture.at;
  for (const { file } of works.flatMap(picturesOfWork)) {
    const state = await marks.stateOn(picture.file, file);
    if (state === null) continue;
    if (typeof state !== 'string') {
      const message = `${keyText(at)}: whether it was taken off ${picture.file} cannot be told: ${state.reason}`;
      return [{ at, kind: 'open', message }];
    }
    const otherwise = OTHERWISE[state]?.(picture.file, file);
    return otherwise === undefined ? [] : [{ at, kind: 'otherwise', message: `${keyText(at)}: ${otherwise}` }];
  }
  return [];
};

const OTHERWISE: { readonly [state: string]: (theirs: string, ours: string) => string } = {
  there: (theirs, ours) => `${theirs} shows our mark where ${ours} has it`,
  'from-unmarked': (theirs, ours) =>
    `${theirs} shows what lies under the mark of ${ours}: it comes from a picture without it`,
};
