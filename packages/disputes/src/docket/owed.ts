import { type Citation, dayOf } from '@listing-lint/rules/case';
import type { CaseDeadline } from '../deadline/deadline.ts';

/** A deadline as a docket tells it. */
export interface Owed {
  readonly actor: CaseDeadline['actor'];
  readonly duty: string;
  readonly since: string;
  readonly due: { readonly earliest: string; readonly latest: string } | null;
  readonly until: string | null;
  readonly state: CaseDeadline['state'];
  readonly daysLeft: number | null;
  readonly why: string | null;
  /** On what the day rests. */
  readonly ground: string;
}

const citationText = ({ title, read, certainty }: Citation): string =>
  `${title} (certainty ${certainty}, read ${read})`;

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
