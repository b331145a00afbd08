import { compareText } from '@listing-lint/core';
import type { CaseDocket, DocketDeadline, StrikeStatus } from './case-docket.ts';

/** What we owe and is pressing, then what others owe, then what has time. Who waits for an unknown day waits for longer than who has one. */
const ORDER: readonly string[] = [
  'us past',
  'us due-soon',
  'us unknown',
  'others past',
  'others due-soon',
  'us open',
  'us no-day',
  'others unknown',
  'others open',
  'others no-day',
];

const rankOf = ({ state, actor }: DocketDeadline): number =>
  ORDER.indexOf(`${actor === 'us' ? 'us' : 'others'} ${state}`);

/** Days of what nobody can count. */
const UNCOUNTED = 1_000_000;

const compareDeadlines = (a: DocketDeadline, b: DocketDeadline): number =>
  rankOf(a) - rankOf(b) ||
  Math.abs(a.daysLeft ?? UNCOUNTED) - Math.abs(b.daysLeft ?? UNCOUNTED) ||
  compareText(a.duty, b.duty);

/** What has still to be done in a case, the most urgent first: what we owe, what others owe, what has time. */
export const duties = ({ deadlines }: Pick<CaseDocket, 'deadlines'>): readonly DocketDeadline[] =>
  deadlines.filter(({ state }) => state !== 'met').toSorted(compareDeadlines);

/** Open cases before closed ones, by what is most urgent in each. */
export const byUrgency = (cases: readonly CaseDocket[]): readonly CaseDocket[] =>
  cases.toSorted((a, b) => {
    const [first] = duties(a);
    const [other] = duties(b);
    const urgent = Number(other !== undefined) - Number(first !== undefined);
    return (
      Number(b.open) - Number(a.open) ||
      urgent ||
      (first === undefined || other === undefined ? 0 : compareDeadlines(first, other)) ||
      compareText(a.path, b.path)
    );
  });

/** Each account on each scale once, however many cases speak of it. */
export const distinctStrikeStatuses = (cases: readonly CaseDocket[]): readonly StrikeStatus[] => {
  const known = new Map<string, StrikeStatus>();
  for (const standing of cases.flatMap(({ standings }) => standings)) {
    known.set(`${standing.account}\0${standing.ladder}`, standing);
  }
  return [...known].sort(([a], [b]) => compareText(a, b)).map(([, standing]) => standing);
};
