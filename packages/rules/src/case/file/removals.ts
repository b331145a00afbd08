import { listingsNamed, mayConcern } from './about.ts';
import type { CaseFile } from './case-file.ts';
import { isAfter } from './dates.ts';

/** Days on which something may have happened to a listing: an event that names none may be about any. */
const daysOf = ({ events }: CaseFile, types: readonly string[], listing: string | number): readonly string[] =>
  (events ?? []).flatMap((event) => (types.includes(event.type) && mayConcern(event, listing) ? [event.at] : []));

/** Days on which something did: where there are several listings, an event that names none says of none that it was that one. */
const surelyOf = (file: CaseFile, types: readonly string[], listing: string | number): readonly string[] =>
  (file.events ?? []).flatMap((event) =>
    types.includes(event.type) &&
    mayConcern(event, listing) &&
    (listingsNamed(event) !== undefined || listingsOfCase(file).size <= 1)
      ? [event.at]
      : [],
  );

const listingsOfCase = ({ direction, accusation, infringements }: CaseFile): ReadonlySet<string> =>
  new Set(
    direction === 'accused'
      ? (accusation?.listings ?? []).map(String)
      : (infringements ?? []).map(({ listing }) => String(listing)),
  );

/** When a case says that a listing was taken down, the last time; undefined where it does not say so. */
export const removalOf = (file: CaseFile, listing: string | number): string | undefined =>
  latestOf([...surelyOf(file, ['removed'], listing), file.outcome?.removedAt ?? []].flat());

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

/** The latest takedown that may be of a listing and does not say so; undefined where it is known whether it is down, or came back since. */
export const mayBeDownSince = (file: CaseFile, listing: string | number): string | undefined => {
  if (downSince(file, listing) !== undefined) return undefined;
  const removed = latestOf(daysOf(file, ['removed'], listing));
  if (removed === undefined || surelyOf(file, ['removed'], listing).includes(removed)) return undefined;
  return daysOf(file, ['relisted', 'reinstated'], listing).some((at) => !isAfter(removed, at)) ? undefined : removed;
};

const latestOf = (days: readonly string[]): string | undefined =>
  days.reduce<string | undefined>((last, at) => (last === undefined || isAfter(at, last) ? at : last), undefined);
