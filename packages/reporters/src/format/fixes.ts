import type { Finding, Fixed, NotFixed } from '@listing-lint/core';

/** `--fix takes the position out of the file`; undefined where nothing is offered. */
export const offerOf = ({ fix }: Finding): string | undefined =>
  fix === undefined ? undefined : `--fix ${fix.description}`;

/** What was done to a file, or would be: `takes the position out of the file`, and what was lost by it. */
export const fixedSentence = ({ fix, lost = [] }: Fixed): string =>
  `${fix.description}${lost.length === 0 ? '' : `; lost by it: ${lost.join(', ')}`}`;

/** What was not done, and why. */
export const notFixedSentence = ({ fix, reason }: NotFixed): string => `${fix.description}: no, ${reason}`;

/** Files with sentences about them, in the order of the report. */
export const byFile = <T extends Fixed | NotFixed>(
  all: readonly T[],
  sentence: (each: T) => string,
): readonly { readonly path: string; readonly sentences: readonly string[] }[] => {
  const files = new Map<string, string[]>();
  for (const each of all) {
    const { path } = each.subject;
    files.set(path, [...(files.get(path) ?? []), sentence(each)]);
  }
  return [...files].map(([path, sentences]) => ({ path, sentences }));
};

/** `Fixed`, `Would be fixed`. */
export const fixedTitle = (fixed: readonly Fixed[]): string =>
  fixed.some(({ written }) => written) ? 'Fixed' : 'Would be fixed';
