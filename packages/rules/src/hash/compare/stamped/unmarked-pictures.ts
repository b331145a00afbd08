import type { FactContext, Kept, Subject } from '@listing-lint/core/plugin';
import { roleOf } from '../../../attributes.ts';
import { productOf } from '../../../subject.ts';
import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import { decodedLately } from '../../fingerprint/fingerprint-record.ts';
import { isPlain } from '../compare.ts';
import type { ComparedPicture, Copy } from '../copy-search.ts';
import { unmarkedFact } from './unmarked-fact.ts';

/** Prefix that no path has: versions without mark are next to their pictures in a search, under a name of their own. */
const BENEATH = '\0beneath its mark';

/** The path of the picture that an entry of a search is of. */
export const pathOfPicture = (path: string): string => (path.endsWith(BENEATH) ? path.slice(0, -BENEATH.length) : path);

/** The same entry under the path of its picture. */
export const asPicture = (entry: ComparedPicture): ComparedPicture => {
  const { path, product, role } = entry;
  if (!path.endsWith(BENEATH)) return entry;
  return {
    ...{ path: pathOfPicture(path), product, role },
    get fingerprint() {
      return entry.fingerprint;
    },
  };
};

/** Returns the versions without marks, and the texts of their fingerprints; none of a picture without a mark. For facts over the set. */
export const unmarkedEntries = (
  subjects: readonly Subject[],
  context: FactContext,
): { readonly pictures: readonly ComparedPicture[]; readonly texts: readonly string[] } => {
  const prints = context.set(unmarkedFact.id);
  const pictures: ComparedPicture[] = [];
  const texts: string[] = [];
  for (const subject of subjects) {
    const text = textOf(prints.get(subject.path));
    if (text === '') continue;
    texts.push(text);
    pictures.push({
      path: `${subject.path}${BENEATH}`,
      product: productOf(subject),
      role: roleOf(subject) ?? '',
      get fingerprint(): Fingerprint {
        return decodedLately(text);
      },
    });
  }
  return { pictures, texts };
};

/** Returns the fingerprint of a picture of the run without its mark; undefined if it has none. For facts over the set. */
const unmarkedOf = (path: string, context: FactContext): Fingerprint | undefined => {
  const text = textOf(context.set(unmarkedFact.id).get(path));
  return text === '' ? undefined : decodedLately(text);
};

/** Whether a picture of the run has too little detail without its mark: its own hashes describe the mark only. */
const isPlainBeneath = (path: string, context: FactContext): boolean => {
  const unmarked = unmarkedOf(path, context);
  return unmarked !== undefined && isPlain(unmarked);
};

const textOf = (entry: Kept<string> | undefined): string =>
  entry !== undefined && 'value' in entry ? entry.value : '';

/** Without those of which nothing but the mark is alike: both pictures are plain beneath it. */
export const withoutMarksAlike = (
  { path }: ComparedPicture,
  near: readonly Copy[],
  context: FactContext,
): readonly Copy[] => {
  const isOfMarks = ({ entry, match: { evidence } }: Copy): boolean =>
    evidence === 'near' && isPlainBeneath(path, context) && isPlainBeneath(entry.path, context);
  return near.some(isOfMarks) ? near.filter((copy) => !isOfMarks(copy)) : near;
};

type Picture = Pick<ComparedPicture, 'path' | 'fingerprint'>;

/** Whether the compared picture is a version without mark of a picture of the run. For facts over the set. */
export const isWithoutMark = ({ path, fingerprint }: Picture, context: FactContext): boolean =>
  unmarkedOf(path, context)?.sha256 === fingerprint.sha256;

/** Returns the addition to a description if one picture was compared without its mark; empty otherwise. */
export const withoutMarkWords = (pictures: readonly Picture[], context: FactContext): string =>
  pictures.some((picture) => isWithoutMark(picture, context)) ? ', compared without the marks' : '';
