import { suggest } from '@listing-lint/core/plugin';
import { accountKey } from '../case/file/account-name.ts';
import { dayOf, daysBetween } from '../case/file/dates.ts';
import { type Citation, citationOf } from '../case/profile/figure.ts';
import type { LadderProfile } from '../case/profile/profile-schema.ts';
import { profileNamed } from '../case/profile/profiles.ts';
import { addDays, type CalendarDay } from '../case/time/day.ts';

/** A penalty against an account of ours, and the case file that holds it. */
export interface AccountStrike {
  readonly case: string;
  readonly account: string;
  readonly ladder: string;
  readonly at: string;
  readonly points: number | null;
  readonly rightsHolder: string | null;
  readonly status: 'active' | 'appealed' | 'withdrawn';
}

/** Where one account stands on one ladder. */
export interface AccountStanding {
  readonly account: string;
  /** Id of the ladder where it is known, else its name as the cases give it. */
  readonly ladder: string;
  readonly title: string;
  readonly counts: 'strikes' | 'points' | null;
  /** Strikes or points that count on the day; null where that is not known, `why` says why. */
  readonly count: number | null;
  /** Strikes or points that count for sure. */
  readonly least: number;
  /** Strikes or points at which the account ends; null where the ladder names none. */
  readonly closesAt: number | null;
  /** What has been reached, and what one more offence costs; null where nothing is. */
  readonly reached: string | null;
  readonly next: string | null;
  /** Further offences after which the account ends; 0 where it has. */
  readonly left: number | null;
  /** How many of them are appealed: they count until they are withdrawn. */
  readonly appealed: number;
  /** The last day on which the oldest that counts does so. */
  readonly countsUntil: CalendarDay | null;
  /** Case files with strikes that count, the latest first. */
  readonly cases: readonly string[];
  readonly why: string | null;
  readonly source: Citation | null;
}

/**
 * Where the accounts stand on a day, by the strikes of all cases: what was withdrawn or has lapsed does not count, several within the days of
 * the ladder count once, points of one day up to its bound, but never less than one strike says. Pure; sorted by account and ladder.
 */
export const standingsOf = (
  strikes: readonly AccountStrike[],
  ladders: readonly LadderProfile[],
  asOf: CalendarDay,
): readonly AccountStanding[] => {
  const groups = groupedBy(strikes, ({ account, ladder }) =>
    JSON.stringify([accountKey(account), ladderName(ladder, ladders)]),
  );
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const ladder = profileNamed(ladders, first.ladder);
      return ladder === undefined
        ? [strangeLadder(group, first, ladders)]
        : accountOn(ladder, first.account, group, asOf);
    });
};

const groupedBy = <T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
};

const ladderName = (name: string, ladders: readonly LadderProfile[]): string => profileNamed(ladders, name)?.id ?? name;

const latestFirst = (strikes: readonly AccountStrike[]): readonly AccountStrike[] =>
  strikes.toSorted((a, b) =>
    dayOf(a.at) === dayOf(b.at) ? (a.case < b.case ? -1 : 1) : dayOf(a.at) < dayOf(b.at) ? 1 : -1,
  );

const casesOf = (strikes: readonly AccountStrike[]): readonly string[] => [
  ...new Set(latestFirst(strikes).map((strike) => strike.case)),
];

const NOTHING = { reached: null, next: null, left: null, countsUntil: null, source: null } as const;

const strangeLadder = (
  group: readonly AccountStrike[],
  { account, ladder }: AccountStrike,
  ladders: readonly LadderProfile[],
): AccountStanding => {
  const ids = ladders.map(({ id }) => id);
  const why = `there is no ladder "${ladder}" (${suggest(ladder, ids) ?? `known are ${ids.join(', ')}`})`;
  return {
    ...NOTHING,
    account,
    ladder,
    title: ladder,
    counts: null,
    count: null,
    least: 0,
    closesAt: null,
    appealed: 0,
    cases: casesOf(group),
    why,
  };
};

const accountOn = (
  ladder: LadderProfile,
  account: string,
  group: readonly AccountStrike[],
  asOf: CalendarDay,
): readonly AccountStanding[] => {
  const counting = group.filter((strike) => counts(strike, ladder, asOf));
  if (counting.length === 0) return [];
  const closing = ladder.steps.find(({ value }) => value.closes === true);
  const common = {
    account,
    ladder: ladder.id,
    title: ladder.title,
    counts: ladder.counts,
    closesAt: closing?.value.at ?? null,
    appealed: counting.filter(({ status }) => status === 'appealed').length,
    cases: casesOf(counting),
  };
  const bare = ladder.counts === 'points' ? counting.find((strike) => lacksPoints(strike, ladder)) : undefined;
  const count = ladder.counts === 'strikes' ? onceEach(counting, ladder).length : pointsOf(counting, ladder);
  const each = ladder.counts === 'strikes' ? 1 : (ladder.perOffence?.value ?? null);
  const oldest = latestFirst(counting).at(-1);
  const lapses = ladder.lapsesAfterDays?.value;
  return [
    {
      ...common,
      count: bare === undefined ? count : null,
      least: count,
      reached: stepAt(count, ladder)?.value.penalty ?? null,
      next: each === null ? null : nextPenalty(count, each, ladder),
      left: closing === undefined || each === null ? null : Math.max(0, Math.ceil((closing.value.at - count) / each)),
      countsUntil: oldest === undefined || lapses === undefined ? null : addDays(dayOf(oldest.at), lapses),
      why: bare === undefined ? null : bareText(bare, account, ladder),
      source: citationOf(closing ?? ladder.steps[0] ?? missingSteps(ladder)),
    },
  ];
};

/** A penalty without points, or with none, on a scale of points that does not say that it gives such. */
const lacksPoints = ({ points }: AccountStrike, { mayBeZero }: LadderProfile): boolean =>
  points === null || (points === 0 && mayBeZero !== true);

const bareText = ({ at, points }: AccountStrike, account: string, { id }: LadderProfile): string =>
  `the strike of ${dayOf(at)} against ${account} says ${points === null ? 'no "points"' : '0 "points"'}, which ${id} counts`;

const missingSteps = ({ id }: LadderProfile): never => {
  throw new Error(`the ladder ${id} has no steps`);
};

/** On its last day it counts still: the hour of a strike is not known. */
const counts = ({ status, at }: AccountStrike, { lapsesAfterDays }: LadderProfile, asOf: CalendarDay): boolean =>
  status !== 'withdrawn' &&
  dayOf(at) <= asOf &&
  (lapsesAfterDays === undefined || daysBetween(at, asOf) <= lapsesAfterDays.value);

/** One of several that count once: the one with the most points. */
const onceEach = (strikes: readonly AccountStrike[], { together }: LadderProfile): readonly AccountStrike[] => {
  if (together === undefined) return strikes;
  const kept: { first: string; strike: AccountStrike }[] = [];
  for (const strike of latestFirst(strikes).toReversed()) {
    const group = kept.find(
      ({ first, strike: other }) =>
        daysBetween(first, strike.at) < together.value.days &&
        (together.value.of === 'anyone' ||
          (strike.rightsHolder !== null && strike.rightsHolder === other.rightsHolder)),
    );
    if (group === undefined) kept.push({ first: strike.at, strike });
    else if ((strike.points ?? 0) > (group.strike.points ?? 0)) group.strike = strike;
  }
  return kept.map(({ strike }) => strike);
};

const pointsOf = (strikes: readonly AccountStrike[], ladder: LadderProfile): number => {
  const days = groupedBy(onceEach(strikes, ladder), ({ at }) => dayOf(at));
  const most = ladder.mostPerDay?.value ?? Number.POSITIVE_INFINITY;
  return [...days.values()].reduce((sum, ofDay) => {
    const points = ofDay.map((strike) => strike.points ?? 0);
    const all = points.reduce((total, each) => total + each, 0);
    // One strike beyond the bound is no sum that could be cut: it counts as it is written, and `case-consistent` tells it.
    return sum + Math.max(Math.min(most, all), ...points);
  }, 0);
};

const stepAt = (count: number, { steps }: LadderProfile): LadderProfile['steps'][number] | undefined =>
  steps.findLast(({ value }) => value.at <= count);

/** The penalty that one more offence brings; null where it reaches no new step. */
const nextPenalty = (count: number, each: number, ladder: LadderProfile): string | null => {
  const [now, then] = [stepAt(count, ladder), stepAt(count + each, ladder)];
  return then === undefined || then === now ? null : then.value.penalty;
};

/** A standing in lines that a finding quotes. */
export const standingLines = (standing: AccountStanding): readonly string[] => {
  const { account, count, least, counts: unit, closesAt, title, left, next, appealed, countsUntil, source } = standing;
  const of = closesAt === null ? '' : ` of ${closesAt}`;
  const state = `account ${account} has ${count ?? `at least ${least}`}${of} ${unit} (${title})`;
  const cost = next === null ? '' : `, with the next offence ${next}`;
  return [
    left === 0 ? `${state}: the account is closed by it` : `${state}${cost}`,
    ...(appealed === 0
      ? []
      : [`${appealed} of them appealed: ${appealed === 1 ? 'it counts' : 'they count'} until withdrawn`]),
    ...(countsUntil === null ? [] : [`the oldest counts until ${countsUntil}`]),
    ...(source === null ? [] : [`source: ${source.title} (certainty ${source.certainty}, read ${source.read})`]),
  ];
};
