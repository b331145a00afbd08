import { defineFact, keyText } from '@listing-lint/core/plugin';
import {
  picturesOfWork,
  regionOf,
  type StatedPictures,
  soundCase,
  statedPictures,
  type Told,
  toldSchema,
  toldValue,
} from '@listing-lint/rules/case';
import { FINGERPRINT_VERSION } from '@listing-lint/rules/hash';
import { DECODE_VERSION } from '@listing-lint/rules/image';
import { FEATURES_VERSION } from '../features/store/feature-record.ts';
import type { ShownAs } from '../originals/shows-original.ts';
import { PAIR_VERSION } from '../verify/pair-version.ts';

import type { NotCompared } from './named-pictures.ts';
import { type PicturePairs, picturePairs } from './picture-pairs.ts';

type Theirs = StatedPictures['theirs'][number];
type Work = StatedPictures['developed'][number];

/** Works beside the stated one that are held against a picture that does not show that. */
const MOST_OTHERS = 60;

export const casePicturesFact = defineFact({
  id: 'casePictures',
  scope: 'case',
  version: PAIR_VERSION + FINGERPRINT_VERSION + FEATURES_VERSION + DECODE_VERSION,
  title:
    'The pictures of a case: whether theirs show the work that the case says, and originals what was published of it.',
  schema: toldSchema('pictures of the case', 'those that do not show what it says.'),
  compute: async (_subject, _params, context) => {
    const read = await soundCase(context);
    const stated = statedPictures(read.value);
    const pairs = await context.useRun(picturePairs);
    const told: Told[] = [];
    for (const theirs of stated.theirs) told.push(...(await ofTheirs(theirs, pairs)));
    for (const work of stated.developed) told.push(...(await ofWork(work, pairs)));
    return toldValue(told, read);
  },
  region: regionOf,
});

/** A picture of theirs, held against the works that it is said to show. */
const ofTheirs = async ({ picture, works, others, isAny }: Theirs, pairs: PicturePairs): Promise<readonly Told[]> => {
  const { at, file } = picture;
  const tell = (kind: Told['kind'], what: string): Told[] => [
    { at, kind, message: `${keyText(at)}, ${file}, ${what}` },
  ];
  const ours = works.flatMap(picturesOfWork).map((each) => each.file);
  const shown = await shownOf(file, ours, pairs);
  if (shown.said === 'copy') return [];
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
  if (instead !== undefined) return tell('otherwise', `shows ${instead}, and match.work is ${work}`);
  if (shown.said === 'like') return [];
  return shown.said === 'open'
    ? tell('open', `could not be held against ${work}: ${shown.reason}`)
    : tell('otherwise', `shows nothing that can be found of ${work}`);
};

/** The original of a work, held against what was published of it. */
const ofWork = async ({ id, published, original }: Work, pairs: PicturePairs): Promise<readonly Told[]> => {
  if (original === null) return [];
  const { at, file } = original;
  const answers: Shown[] = [];
  for (const picture of published) answers.push(await shownOf(picture.file, [file], pairs));
  const shown = best(answers);
  if (shown.said === 'copy' || shown.said === 'like') return [];
  const message =
    shown.said === 'open'
      ? `${keyText(at)}, ${file}, could not be held against the pictures of ${id}: ${shown.reason}`
      : `${keyText(at)}, ${file}, is shown by none of the pictures of ${id}`;
  return [{ at, kind: shown.said === 'open' ? 'open' : 'otherwise', message }];
};

/** The best of several answers. `open`: of none it is known that it is shown, and of one it is not known that it is not. */
type Shown = { readonly said: 'copy' | 'like' | 'not-shown' } | { readonly said: 'open'; readonly reason: string };

const shownOf = async (theirs: string, ours: readonly string[], pairs: PicturePairs): Promise<Shown> => {
  const answers: Shown[] = [];
  for (const name of ours) {
    const answer = shownBy(await pairs.shownAs(theirs, name), name);
    if (answer.said === 'copy') return answer;
    answers.push(answer);
  }
  return best(answers);
};

const shownBy = (said: ShownAs | NotCompared, ours: string): Shown => {
  if (typeof said !== 'string') return { said: 'open', reason: said.reason };
  if (said !== 'plain') return { said };
  return { said: 'open', reason: `it or ${ours} has too little detail to tell whether one shows the other` };
};

const RANK: readonly Shown['said'][] = ['copy', 'like', 'open', 'not-shown'];

const best = (answers: readonly Shown[]): Shown =>
  answers.reduce<Shown>((a, b) => (RANK.indexOf(b.said) < RANK.indexOf(a.said) ? b : a), { said: 'not-shown' });
