import type { CaseFile } from './case-file.ts';
import { isAfter } from './dates.ts';

/** Days on which something happened to a listing: events without a listing concern all of the case. */
const daysOf = ({ events }: CaseFile, types: readonly string[], listing: string | number): readonly string[] =>
  (events ?? []).flatMap(({ type, at, listing: about }) =>
    types.includes(type) && (about === undefined || about === null || String(about) === String(listing)) ? [at] : [],
  );

/** When a case says that a listing was taken down, the last time; undefined where it does not say so. */
export const removalOf = (file: CaseFile, listing: string | number): string | undefined =>
  [...daysOf(file, ['removed'], listing), file.outcome?.removedAt ?? []]
    .flat()
    .reduce<string | undefined>((last, at) => (last === undefined || isAfter(at, last) ? at : last), undefined);

/**
 * Since when a listing is down, as far as a case says; undefined where it is up, was put up again, or where nobody says. What came back on
 * the day on which it went counts as up.
 */
export const downSince = (file: CaseFile, listing: string | number): string | undefined => {
  const removed = removalOf(file, listing);
  if (removed === undefined) return undefined;
  const back = [...daysOf(file, ['relisted', 'reinstated'], listing), file.outcome?.reinstatedAt ?? []].flat();
  return back.some((at) => !isAfter(removed, at)) ? undefined : removed;
};
