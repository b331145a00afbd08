import type { KeyPath } from '@listing-lint/core/plugin';
import { dayOf, isAfter } from '../case/file/dates.ts';

/** Something that a case file says and that cannot be, and the place of it. */
export interface Contradiction {
  readonly path: KeyPath;
  readonly message: string;
  readonly hint?: string;
}

/** A date of a case that may be absent, with its place and what it is called in sentences. */
export interface NamedDate {
  readonly path: KeyPath;
  readonly what: string;
  readonly date: string | null | undefined;
}

/** Tells where what comes second is dated before what comes first. What has no date is in order. */
export const outOfOrder = (first: NamedDate, second: NamedDate): readonly Contradiction[] =>
  first.date && second.date && isAfter(first.date, second.date)
    ? [
        {
          path: second.path,
          message: `${second.what} of ${dayOf(second.date)} is before ${first.what} of ${dayOf(first.date)}`,
        },
      ]
    : [];
