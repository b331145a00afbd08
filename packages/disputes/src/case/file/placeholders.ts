import { type KeyPath, keyText, type Problem } from '@listing-lint/core/plugin';

/**
 * A text that stands for one: `<YYYY-MM-DD>`, as `case new` and findings write it where a value is to be filled in. One that a source gave begins with
 * an escape in the file: see `scalar` of case skeletons.
 */
const PLACEHOLDER = /^<[^<>]+>$/;

/** Where a case still holds a placeholder instead of a value; data of a seller's own may look as it likes. Pure. */
const placeholdersIn = (value: unknown, path: KeyPath = []): readonly KeyPath[] => {
  if (typeof value === 'string') return PLACEHOLDER.test(value) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => placeholdersIn(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => (key === 'custom' ? [] : placeholdersIn(item, [...path, key])));
};

/** How a value of this form is written that is none. */
const ESCAPED = '"\\u003c';

/**
 * The problems of a case with its placeholders among them, each in place of what the schema says there: that a date is none, where nobody
 * has written one yet. Pure.
 */
export const withPlaceholders = (
  value: unknown,
  problems: readonly Problem[],
  problemAt: (path: KeyPath, message: string, hint?: string) => Problem,
  text: string,
): readonly Problem[] => {
  const paths = placeholdersIn(value);
  const lines = paths.length === 0 ? [] : text.split('\n');
  const found = paths
    .map((path) =>
      problemAt(path, `"${keyText(path)}" is still to be filled in`, 'write what is so, or take the line away'),
    )
    .filter(({ line = 0, column = 0 }) => lines[line - 1]?.startsWith(ESCAPED, column - 1) !== true);
  const placeOf = ({ line, column }: Problem): string => `${line}:${column}`;
  const places = new Set(found.map(placeOf));
  return [...problems.filter((problem) => !places.has(placeOf(problem))), ...found];
};
