import { count } from '../format/phrases.ts';
import type { DocketActor, DocketDeadline } from './case-docket.ts';

/** Who, as the subject of a sentence. */
export const WHO: { readonly [actor in DocketActor]: string } = {
  us: 'we',
  platform: 'the platform',
  counterparty: 'the other side',
  unknown: 'not said',
};

/** `we have to answer the accusation`. */
export const dutyWords = ({ actor, duty }: DocketDeadline): string =>
  actor === 'unknown' ? `nobody has to act: ${duty}` : `${WHO[actor]} ${actor === 'us' ? 'have' : 'has'} to ${duty}`;

/** `2 days left`, `today`, `53 days ago`, `day not known`, `no day set`. */
export const leftWords = ({ state, daysLeft }: DocketDeadline): string => {
  if (state === 'met') return 'ended';
  if (state === 'no-day') return 'no day set';
  if (daysLeft === null) return 'day not known';
  if (daysLeft < 0) return `${count(-daysLeft, 'day')} ago`;
  return daysLeft === 0 ? 'today' : `${count(daysLeft, 'day')} left`;
};

/** The day that `leftWords` counts to, `2026-06-03`; empty where it cannot be reckoned. */
export const dueWords = ({ due, until }: DocketDeadline): string => until ?? due?.earliest ?? '';

/** `2 of 3 strikes`; what nobody can count is said. */
export const strikeStatusWords = ({
  counted,
  counts,
  steps,
}: {
  readonly counted: number | null;
  readonly counts: string | null;
  readonly steps: readonly { readonly at: number }[];
}): string => {
  const last = steps.at(-1)?.at;
  if (counted === null) return `number of ${counts ?? 'strikes or points'} not known`;
  return `${counted}${last === undefined ? '' : ` of ${last}`} ${counts ?? ''}`.trimEnd();
};
