import { fewNamed } from '@listing-lint/rules/kernel';
import type { CaseFile } from './case-file.ts';

type CaseEvent = Pick<NonNullable<CaseFile['events']>[number], 'listing' | 'listings'>;

/** The listings that an event names; `all` where it says that it is about every one of the case, undefined where it names none. */
export const listingsNamed = ({ listing, listings }: CaseEvent): readonly string[] | 'all' | undefined => {
  if (listings === 'all') return 'all';
  const named = [...(listing === undefined || listing === null ? [] : [listing]), ...(listings ?? [])];
  return named.length === 0 ? undefined : [...new Set(named.map(String))];
};

/** Whether an event can be about a listing: what names none may be about any. */
export const mayConcern = (event: CaseEvent, listing: string | number): boolean => {
  const named = listingsNamed(event);
  return named === undefined || named === 'all' || named.includes(String(listing));
};

/** How sentences name the listings of an event; null where it names none or all. */
export const listingsText = (event: CaseEvent): string | null => {
  const named = listingsNamed(event);
  return named === undefined || named === 'all' ? null : fewListings(named);
};

/** How sentences name listings: the first of many. */
export const fewListings = (names: readonly string[]): string => fewNamed(names, 3);
