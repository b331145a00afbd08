import { dayOf, isAfter } from '../case/file/dates.ts';
import type { Happened, StatedDay } from '../case/procedure/happened.ts';
import type { Step } from '../case/procedure/states.ts';
import type { CaseDeadline } from './deadline.ts';

/** A step with a deadline that began in a case. */
export interface OpenTurn {
  readonly turn: Step;
  /** `listing` names the listings that it is about; null where it is all of the case. */
  readonly start: CaseDeadline['start'];
  /** What ended it; null while it is open. */
  readonly end: Pick<Happened, 'type' | 'at'> | null;
  /** Until when, where the case says so itself: the earliest day that it states. */
  readonly stated: StatedDay | null;
  /** Starts of the same step by other types of events: a profile may count from one of them. */
  readonly otherStarts: readonly CaseDeadline['start'][];
  /** Why it is not known whether it was done: what may have answered it does not say which listing it is about. */
  readonly doubt: string | null;
}

/** The earliest day that is stated; of one day the one of which the case says what sets it. */
export const earliestOf = (stated: readonly StatedDay[]): StatedDay | null =>
  stated.reduce<StatedDay | null>(
    (first, each) =>
      first === null ||
      isAfter(first.date, each.date) ||
      (dayOf(first.date) === dayOf(each.date) && first.setBy === null && each.setBy !== null)
        ? each
        : first,
    null,
  );

export const startOf = ({ type, at }: Happened, listing: string | null): CaseDeadline['start'] => ({
  event: type,
  at,
  listing,
});
