import type { Citation } from '../profile/figure.ts';
import type { CalendarDay } from '../time/day.ts';
import type { DutyActor } from './turns.ts';

/** Something that somebody has to do until a day. */
export interface CaseDeadline {
  /** `CN/suit-notice`, `alibaba/platform-answer`, `stated/counter-notice`; unique in a case together with `start`. */
  readonly id: string;
  /** What has to be done, as a clause after "has to". */
  readonly duty: string;
  readonly actor: DutyActor;
  /** What began it. */
  readonly start: { readonly event: string; readonly at: string; readonly listing: string | null };
  /** Days by our own calendar; the two differ where the law names a range, or where hours or zones are not known. Null where it cannot be reckoned. */
  readonly due: { readonly earliest: CalendarDay; readonly latest: CalendarDay } | null;
  /** `unknown`: whether it is past cannot be told, `why` says what is missing. */
  readonly state: 'met' | 'open' | 'due-soon' | 'past' | 'unknown';
  /** Days from the day of the run to the last one that is safe; below zero where it is past, null where unknown or met. */
  readonly daysLeft: number | null;
  /** The day on which it was done. */
  readonly metAt: string | null;
  /** The period in words: `15 days`, `10 to 14 business days (US)`; null where the case states the day itself. */
  readonly period: string | null;
  readonly why: string | null;
  /** Where the period stands; null where the case states the day, or an option of the rule the days. */
  readonly source: Citation | null;
}

const WHO: { readonly [actor in DutyActor]: string } = {
  us: 'we have to',
  platform: 'the platform has to',
  counterparty: 'the other side has to',
};

const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;

const leftText = ({ state, daysLeft }: CaseDeadline): string => {
  if (daysLeft === null) return '';
  if (state === 'past') return `, ${days(-daysLeft)} ago`;
  return daysLeft === 0 ? ', today' : `, ${days(daysLeft)} left`;
};

const dueText = ({ due }: CaseDeadline): string => {
  if (due === null) return '';
  return due.earliest === due.latest ? ` by ${due.latest}` : ` from ${due.earliest}, at the latest by ${due.latest}`;
};

/** A deadline as findings, tables and pages say it: who, what, until when, and how long that is. Where that stands is `source`. */
export const deadlineSentence = (deadline: CaseDeadline): string => {
  const { actor, duty, start, period, why, state } = deadline;
  const about = start.listing === null ? '' : `, about ${start.listing}`;
  const began = `"${start.event}" of ${start.at.slice(0, 10)}`;
  const head = `${WHO[actor]} ${duty}`;
  if (state === 'unknown')
    return `${head} after ${began}, until when is not known: ${why ?? 'nothing says so'}${about}`;
  const ground = period === null ? `as the case states, after ${began}` : `${period} after ${began}`;
  const met = deadline.metAt === null ? '' : `, done on ${deadline.metAt.slice(0, 10)}`;
  return `${head}${dueText(deadline)}${leftText(deadline)}${met} (${ground})${about}`;
};
