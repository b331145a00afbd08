import { answersOf } from '@listing-lint/rules/kernel';
import { isRead, type NamedPictures, type NotCompared } from './named-pictures.ts';

type Read = Exclude<Awaited<ReturnType<NamedPictures['read']>>, NotCompared>;

/** Compares a picture of theirs and one of ours, by their names. */
type Compare<A> = (picture: Read, original: Read, ours: string) => Promise<A>;

/** Memoizes pairs of pictures by the contents of both. */
export interface RememberedPairs<A> {
  /** Where one of the two cannot be read, why. */
  readonly of: (theirs: string, ours: string) => Promise<A | NotCompared>;
  /** Answers for the next run. */
  readonly written: () => string | undefined;
}

/** `values` are the results that are stored, `remembered` is the output of the run before. */
export const rememberedPairs = <T extends string, A>(
  { files, read }: NamedPictures,
  { values, remembered }: { readonly values: readonly T[]; readonly remembered: string | undefined },
  compare: Compare<A | T>,
): RememberedPairs<A | T> => {
  const answers = answersOf(remembered, values);
  const keyOf = async (theirs: string, ours: string): Promise<string | null> => {
    const [a, b] = [await files.sha256Of(theirs), await files.sha256Of(ours)];
    return a === null || b === null ? null : `${a.slice(0, 32)} ${b.slice(0, 32)}`;
  };
  return {
    of: async (theirs, ours) => {
      const key = await keyOf(theirs, ours);
      const known = key === null ? undefined : answers.get(key);
      if (known !== undefined) return known;
      const [picture, original] = [await read(theirs), await read(ours)];
      if (!isRead(picture)) return picture;
      if (!isRead(original)) return original;
      const said = await compare(picture, original, ours);
      const storable = values.find((each) => each === said);
      if (key !== null && storable !== undefined) answers.set(key, storable);
      return said;
    },
    written: answers.written,
  };
};
