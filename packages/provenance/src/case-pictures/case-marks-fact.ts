import { defineFact, keyText } from '@listing-lint/core/plugin';
import {
  type CaseFinding,
  caseFindingsSchema,
  caseFindingsValue,
  picturesOfWork,
  regionOf,
  type StatedPictures,
  soundCase,
  statedPictures,
} from '@listing-lint/disputes';

import { FINGERPRINT_VERSION } from '@listing-lint/rules/hash';
import { DECODE_VERSION } from '@listing-lint/rules/image';
import { FEATURES_VERSION, MARK_STATE_VERSION } from '@listing-lint/vision';

import { type ClaimedMarks, claimedMarks } from './claimed-marks.ts';

export const caseMarksFact = defineFact({
  id: 'caseMarks',
  scope: 'case',
  version: MARK_STATE_VERSION + FINGERPRINT_VERSION + FEATURES_VERSION + DECODE_VERSION,
  title: 'The marks that a case says were taken off: those that the picture shows, or never had.',
  schema: caseFindingsSchema('marks taken off', 'those that the picture shows, or never had.'),
  compute: async (_subject, _params, context) => {
    const read = await soundCase(context);
    const { theirs } = statedPictures(read.value);
    const claimed = theirs.filter(({ markRemovedAt }) => markRemovedAt !== null);
    const findings: CaseFinding[] = [];
    if (claimed.length > 0) {
      const marks = await context.useRun(claimedMarks);
      for (const each of claimed) findings.push(...(await findingsOfMark(each, marks)));
    }
    return caseFindingsValue(findings, read);
  },
  region: regionOf,
});

/** By the first picture of the works that says anything: of one that was never stamped none does. */
const findingsOfMark = async (
  { picture, works, markRemovedAt }: StatedPictures['theirs'][number],
  marks: ClaimedMarks,
): Promise<readonly CaseFinding[]> => {
  const at = markRemovedAt ?? picture.at;
  const open = (why: string): readonly CaseFinding[] => {
    const message = `${keyText(at)}: whether it was taken off ${picture.file} is unknown: ${why}`;
    return [{ at, kind: 'open', message }];
  };
  for (const { file } of works.flatMap(picturesOfWork)) {
    const state = await marks.stateOn(picture.file, file);
    if (state === null) continue;
    if (typeof state !== 'string') return open(state.reason);
    const otherwise = OTHERWISE[state]?.(picture.file, file);
    if (otherwise !== undefined) {
      const found = state === 'damaged' ? await marks.foundOn(picture.file) : null;
      const also = found === null ? '' : `; searched for by itself, ${foundWords(found)}`;
      return [{ at, kind: 'otherwise', message: `${keyText(at)}: ${otherwise}${also}` }];
    }
    const found = await marks.foundOn(picture.file);
    return found === null ? [] : open(`${GONE[state] ?? state} where ${file} has it, and yet ${foundWords(found)}`);
  }
  const found = await marks.foundOn(picture.file);
  return found === null ? [] : open(foundWords(found));
};

const foundWords = (found: string): string => `the mark of the config is found on it (${found})`;

/** What is said of the mark at its place, where it is not seen there. */
const GONE: { readonly [state: string]: string } = {
  removed: 'it is gone',
  covered: 'something covers it',
  'cropped-away': 'it is cropped away',
};

const OTHERWISE: { readonly [state: string]: (theirs: string, ours: string) => string } = {
  there: (theirs, ours) => `${theirs} shows our mark where ${ours} has it`,
  damaged: (theirs, ours) =>
    `${theirs} shows most of our mark where ${ours} has it: it was damaged in part, and not taken off`,
  'from-unmarked': (theirs, ours) =>
    `${theirs} shows the area under the mark of ${ours}: it comes from a picture without it`,
};
