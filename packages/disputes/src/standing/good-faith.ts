import { dayOf } from '../case/file/dates.ts';
import { type CalendarDay, monthsBefore } from '../case/time/day.ts';

/** How a notice of ours to a platform ended, as far as its case says. */
export interface OwnNotice {
  readonly platform: string | null;
  readonly filedAt: string | null;
  readonly decidedAt: string | null;
  readonly result: 'upheld' | 'rejected' | 'countered' | 'withdrawn' | null;
  readonly closed: boolean;
}

export interface GoodFaithThresholds {
  readonly leastUpheld: number;
  readonly mostCountered: number;
  readonly months: number;
}

/** The notices that were decided within the months, and whether enough of them were upheld. */
export interface GoodFaith {
  readonly decided: number;
  readonly upheld: number;
  readonly countered: number;
  /** Notices of closed cases that do not say how they ended. */
  readonly untold: number;
  /** What falls short by every reading, each a sentence. */
  readonly shortfalls: readonly string[];
  /** What falls short by some readings of the untold alone. */
  readonly undecided: readonly string[];
}

/** How trustworthy our notices of the last months were: shares of those that were decided; withdrawn ones count for nothing. Pure. */
export const goodFaithOf = (
  notices: readonly OwnNotice[],
  asOf: CalendarDay,
  { leastUpheld, mostCountered, months }: GoodFaithThresholds,
): GoodFaith => {
  const since = monthsBefore(asOf, months);
  const isWithin = (date: string | null): boolean => date !== null && since < dayOf(date) && dayOf(date) <= asOf;
  const decided = notices.filter(
    ({ result, decidedAt, filedAt }) => result !== null && result !== 'withdrawn' && isWithin(decidedAt ?? filedAt),
  );
  const untold = notices.filter(({ result, closed, filedAt }) => result === null && closed && isWithin(filedAt)).length;
  const upheld = decided.filter(({ result }) => result === 'upheld').length;
  const countered = decided.filter(({ result }) => result === 'countered').length;
  const all = decided.length + untold;
  const within = `${months} ${months === 1 ? 'month' : 'months'} to ${asOf}`;
  const few = `${upheld} of ${decided.length} notices of the ${within} were upheld, less than ${percent(leastUpheld)}`;
  const many = `${countered} of ${decided.length} notices of the ${within} were countered, more than ${percent(mostCountered)}`;
  // The untold as they are best and as they are worst for us.
  const low = { best: (upheld + untold) / all < leastUpheld, worst: upheld / all < leastUpheld };
  const high = { best: countered / all > mostCountered, worst: (countered + untold) / all > mostCountered };
  const judge = (pick: (sides: typeof low) => boolean): string[] =>
    all === 0 ? [] : [...(pick(low) ? [few] : []), ...(pick(high) ? [many] : [])];
  return {
    decided: decided.length,
    upheld,
    countered,
    untold,
    shortfalls: judge(({ best }) => best),
    undecided: judge(({ best, worst }) => worst && !best),
  };
};

const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;
