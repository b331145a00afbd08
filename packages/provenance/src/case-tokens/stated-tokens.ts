import { type CaseFile, isToken, type NamedFile, namedFiles } from '@listing-lint/disputes';

/** A token of RFC 3161 that a case names. */
export interface StatedToken extends Pick<NamedFile, 'at' | 'file'> {
  /** As the case says. */
  readonly time: string;
  /** Other files of its work. */
  readonly others: readonly string[];
}

/** The tokens of RFC 3161 that a case names, and what each may be of. Pure. */
export const statedTokens = (file: CaseFile): readonly StatedToken[] => {
  const named = namedFiles(file);
  return (file.works ?? []).flatMap(({ timestamps }, i) => {
    const others = named.filter(({ at }) => at[0] === 'works' && at[1] === i && at[2] !== 'timestamps');
    return (timestamps ?? []).flatMap((timestamp, k): StatedToken[] => {
      if (!isToken(timestamp)) return [];
      const { time, file: token } = timestamp;
      return [
        { at: ['works', i, 'timestamps', k, 'file'], file: token, time, others: others.map((each) => each.file) },
      ];
    });
  });
};
