import { posix } from 'node:path';
import { defineFact, type FactContext, type FactId, isKnownError, keyText } from '@listing-lint/core/plugin';
import {
  type CaseFinding,
  caseFindingsSchema,
  caseFindingsValue,
  isLedgerNamed,
  picturesOfWork,
  regionOf,
  type StatedPictures,
  soundCase,
  statedPictures,
} from '@listing-lint/disputes';
import { FINGERPRINT_VERSION } from '@listing-lint/rules/hash';
import { DECODE_VERSION } from '@listing-lint/rules/image';
import { FEATURES_VERSION, type OriginalVerdict, PAIR_VERSION } from '@listing-lint/vision';

import type { NotCompared } from './named-pictures.ts';
import { type PicturePairs, picturePairs } from './picture-pairs.ts';

type Theirs = StatedPictures['theirs'][number];
type Work = StatedPictures['developed'][number];

/** Most other works that are compared with a picture that does not show the stated one. */
const MOST_OTHERS = 60;

export const casePicturesFact = defineFact({
  id: 'casePictures',
  scope: 'case',
  version: 1 + PAIR_VERSION + FINGERPRINT_VERSION + FEATURES_VERSION + DECODE_VERSION,
  title:
    'The pictures of a case: whether theirs show the work that the case says, and originals what was published of it.',
  schema: caseFindingsSchema('pictures of the case', 'those that do not show what it says.'),
  compute: async (_subject, _params, context) => {
    const read = await soundCase(context);
    const stated = statedPictures(read.value);
    const pairs = await context.useRun(picturePairs);
    const findings: CaseFinding[] = [];
    const developed = () => developedOf(context);
    for (const theirs of stated.theirs) findings.push(...(await ofTheirs(theirs, pairs, developed)));
    for (const work of stated.developed) findings.push(...(await ofWork(work, pairs, developed)));
    return caseFindingsValue(findings, read);
  },
  region: regionOf,
});

/** The part of the fact `caseDeveloped` of the ledger that is read. */
const DEVELOPED: FactId<{ readonly pictures: readonly { readonly original: string; readonly path: string }[] }> =
  'caseDeveloped';

/** Gives pictures that the ledger says were made from an original (paths as the case writes them); none where there is no ledger. */
type Developed = () => Promise<(original: string) => readonly string[]>;

/** What could not be compared stays so where the ledger cannot be read. */
const developedOf = async (context: FactContext): ReturnType<Developed> => {
  if (!isLedgerNamed(context)) return () => [];
  const { pictures } = await context.get(DEVELOPED).catch((error) => {
    if (isKnownError(error)) return { pictures: [] };
    throw error;
  });
  return (original) => pictures.filter((each) => each.original === posix.normalize(original)).map(({ path }) => path);
};

/** A picture of theirs, held against the works that it is said to show. */
const ofTheirs = async (
  { picture, works, others, isAny }: Theirs,
  pairs: PicturePairs,
  developed: Developed,
): Promise<readonly CaseFinding[]> => {
  const { at, file } = picture;
  const finding = (kind: CaseFinding['kind'], what: string): CaseFinding[] => [
    { at, kind, message: `${keyText(at)}, ${file}, ${what}` },
  ];
  const ours = works.flatMap(picturesOfWork).map((each) => each.file);
  const alone = await bestAnswer(file, ours, pairs);
  const answer = alone.said === 'open' ? best([alone, await byDeveloped(file, works, pairs, developed)]) : alone;
  if (answer.said === 'copy') return [];
  // Where another one is what it shows, the stated one, which may be like it, is another work of one line.
  const instead = await pairs.wholeOf(
    file,
    others
      .slice(0, MOST_OTHERS)
      .flatMap(picturesOfWork)
      .map((each) => each.file),
  );
  const named = works.map(({ id }) => id);
  const work = isAny ? 'any work of the case' : (named[0] ?? '');
  if (instead !== undefined) return finding('otherwise', `shows ${instead}, and match.work is ${work}`);
  if (answer.said === 'like') return [];
  return answer.said === 'open'
    ? finding('open', `could not be compared with ${work}: ${answer.reason}`)
    : finding('otherwise', `shows nothing that can be found of ${work}`);
};

/** The original of a work, held against what was published of it. */
const ofWork = async (
  { id, published, original }: Work,
  pairs: PicturePairs,
  developed: Developed,
): Promise<readonly CaseFinding[]> => {
  if (original === null) return [];
  const { at, file } = original;
  const answers: WorkAnswer[] = [];
  for (const picture of published) answers.push(await bestAnswer(picture.file, [file], pairs));
  const answer = best(answers);
  if (answer.said === 'copy' || answer.said === 'like') return [];
  if (answer.said === 'open') {
    const made = (await developed())(file);
    if (published.some((picture) => made.includes(posix.normalize(picture.file)))) return [];
  }
  const message =
    answer.said === 'open'
      ? `${keyText(at)}, ${file}, could not be compared with the pictures of ${id}: ${answer.reason}`
      : `${keyText(at)}, ${file}, is shown by none of the pictures of ${id}`;
  return [{ at, kind: answer.said === 'open' ? 'open' : 'otherwise', message }];
};

/** A picture of theirs, held against what the ledger says was made from the originals of works. */
const byDeveloped = async (
  theirs: string,
  works: Theirs['works'],
  pairs: PicturePairs,
  developed: Developed,
): Promise<WorkAnswer> => {
  const madeFrom = await developed();
  const made = works.flatMap(({ original }) => (original === null ? [] : madeFrom(original.file)));
  return bestAnswer(theirs, [...new Set(made)], pairs);
};

/** Whether a picture shows a work. `open`: unknown for one of its pictures, and true of none. */
type WorkAnswer = { readonly said: 'copy' | 'like' | 'not-shown' } | { readonly said: 'open'; readonly reason: string };

const bestAnswer = async (theirs: string, ours: readonly string[], pairs: PicturePairs): Promise<WorkAnswer> => {
  const answers: WorkAnswer[] = [];
  for (const name of ours) {
    const answer = answerBy(await pairs.verdictOf(theirs, name), name);
    if (answer.said === 'copy') return answer;
    answers.push(answer);
  }
  return best(answers);
};

const answerBy = (said: OriginalVerdict | NotCompared, ours: string): WorkAnswer => {
  if (typeof said !== 'string') return { said: 'open', reason: said.reason };
  if (said !== 'plain') return { said };
  return { said: 'open', reason: `it or ${ours} has too little detail to be compared` };
};

const RANK: readonly WorkAnswer['said'][] = ['copy', 'like', 'open', 'not-shown'];

const best = (answers: readonly WorkAnswer[]): WorkAnswer =>
  answers.reduce<WorkAnswer>((a, b) => (RANK.indexOf(b.said) < RANK.indexOf(a.said) ? b : a), { said: 'not-shown' });
