import type { FactContext, Kept, Subject } from '@listing-lint/core/plugin';
import { roleOf } from '../../../attributes.ts';
import { productOf } from '../../../subject.ts';
import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import { decodedLately } from '../../fingerprint/fingerprint-record.ts';
import { isPlain } from '../compare.ts';
import type { ComparedPicture, Copy } from '../copy-search.ts';
import { unmarkedFact } from './unmarked-fact.ts';

/** No path has it: what lies beneath a mark stands beside its picture in a search, under a name of its own. */
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

/** What lies beneath the marks of pictures, and the texts of these fingerprints; none of a picture without a mark. For facts over the set. */
export const unmarkedEntries = (
  subjects: readonly Subject[],
  context: FactContext,
): { readonly pictures: readonly ComparedPicture[]; readonly texts: readonly string[] } => {
  const kept = context.set(unmarkedFact.id);
  const pictures: ComparedPicture[] = [];
  const texts: string[] = [];
  for (const subject of subjects) {
    const text = textOf(kept.get(subject.path));
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

/** The fingerprint of what lies beneath the mark of a picture of the run; undefined where it has none. For facts over the set. */
const unmarkedOf = (path: string, context: FactContext): Fingerprint | undefined => {
  const text = textOf(context.set(unmarkedFact.id).get(path));
  return text === '' ? undefined : decodedLately(text);
};

/** Whether a picture of the run has too little detail beneath its mark to be told from others: hashes of it as it is tell of the mark alone. */
const isPlainBeneath = (path: string, context: FactContext): boolean => {
  const unmarked = unmarkedOf(path, context);
  return unmarked !== undefined && isPlain(unmarked);
};

const textOf = (kept: Kept<string> | undefined): string => (kept !== undefined && 'value' in kept ? kept.value : '');

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

/** Whether it is what lies beneath the mark of a picture of the run that was compared. For facts over the set. */
export const isWithoutMark = ({ path, fingerprint }: Picture, context: FactContext): boolean =>
  unmarkedOf(path, context)?.sha256 === fingerprint.sha256;

/** What is said behind the likeness of pictures one of which was compared by what lies beneath its mark; nothing where none was. */
export const withoutMarkWords = (pictures: readonly Picture[], context: FactContext): string =>
  pictures.some((picture) => isWithoutMark(picture, context)) ? ', compared without the marks' : '';
