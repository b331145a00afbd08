import { dayOf } from '../case/file/dates.ts';
import { type CaseDeadline, citationText } from '../deadline/deadline.ts';
import type { OpenStep } from '../deadline/open-steps.ts';

/** A deadline, or a step for which no day is set, as a docket tells it. */
export interface Owed {
  /** `unknown` where nobody has to act. */
  readonly actor: CaseDeadline['actor'] | 'unknown';
  readonly duty: string;
  /** Null of a step without a day. */
  readonly since: string | null;
  readonly due: { readonly earliest: string; readonly latest: string } | null;
  readonly until: string | null;
  readonly state: CaseDeadline['state'] | 'no-day';
  readonly daysLeft: number | null;
  readonly why: string | null;
  /** On what the day rests. */
  readonly ground: string;
}

/** Each deadline of a case, without what its rules alone need. Pure. */
export const owedOf = (deadlines: readonly CaseDeadline[]): readonly Owed[] =>
  deadlines.map(({ actor, duty, start, due, until, state, daysLeft, why, doubt, period, source }) => ({
    actor,
    duty,
    since: dayOf(start.at),
    due,
    until,
    state,
    daysLeft,
    why: why ?? (state === 'met' ? null : doubt),
    ground: [
      period ?? (due === null ? 'nothing on record states the day' : 'as the case states'),
      ...(source === null ? [] : [citationText(source)]),
    ].join('; '),
  }));

/** Each step for which no day is set; `why` says what happens if nobody acts. Pure. */
export const owedWithoutDay = (steps: readonly OpenStep[]): readonly Owed[] =>
  steps.map(({ actor, duty, title, exit, listing }) => ({
    actor: actor ?? 'unknown',
    duty: `${duty ?? title}${listing === null ? '' : ` (${listing})`}`,
    since: null,
    due: null,
    until: null,
    state: 'no-day',
    daysLeft: null,
    why: duty === null ? exit : `if nobody acts: ${exit}`,
    ground: 'no figure of a platform or a law is known for it',
  }));
