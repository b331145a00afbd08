import { documents } from 'virtual:documents/rules/disputes';
import { checkYaml, isKnownError } from '@listing-lint/core/plugin';
import { z } from 'zod';
import type { CaseFile } from '../case/file/case-file.ts';
import { dayOf, daysBetween, isAfter } from '../case/file/dates.ts';
import type { Profiles } from '../case/profile/profiles.ts';
import type { CalendarDay } from '../case/time/day.ts';
import { ALL_ZONES, type Zone } from '../case/time/zone.ts';

import type { CaseDeadline } from './deadline.ts';
import { type Clock, type DueDays, doubtsOf, dueDays, statedDays } from './due.ts';
import { type DutyGround, groundsOf, remedyOf } from './grounds.ts';
import type { OpenTurn } from './open-turn.ts';
import { statedZones } from './stated-zones.ts';
import { turnsOf } from './turns-of.ts';

export interface DeadlineOptions {
  /** The day of the run, by our own calendar. */
  readonly asOf: CalendarDay;
  /** Where we are; the case's `timeZone` without it, and every zone where that is missing, too. */
  readonly zone?: Zone;
  /** A deadline is `due-soon` when so many days are left, or fewer. Default: that of `response-due-soon`. */
  readonly soonDays?: number;
  /** Business days within which a platform answers whose profile does not say. Default: that of `response-due`. */
  readonly answerDays?: number;
}

const OPTIONS = z.looseObject({ options: z.record(z.string(), z.looseObject({ default: z.unknown() })) });
const defaults = new Map<string, number>();

/** The default of an option of a rule: days without a figure of law or platform have no other place. Throws where the rule has no such option. */
const defaultDays = (rule: string, option: string): number => {
  const known = defaults.get(rule);
  if (known !== undefined) return known;
  const source = documents.find(({ path }) => path.endsWith(`/${rule}.yaml`));
  const found = source && checkYaml(source, OPTIONS).value?.options[option]?.default;
  if (typeof found !== 'number') throw new Error(`${rule} has no default of ${option}`);
  defaults.set(rule, found);
  return found;
};

/**
 * Whose turn it is in a dispute, until when, and on what ground: what was done is `met`, what cannot be reckoned is `unknown` and says why.
 * Pure; earliest first, what is unknown before it.
 */
export const deadlinesOf = (
  file: CaseFile,
  profiles: Profiles,
  {
    asOf,
    zone,
    soonDays = defaultDays('response-due-soon', 'days'),
    answerDays = defaultDays('response-due', 'answerDays'),
  }: DeadlineOptions,
): readonly CaseDeadline[] => {
  const given = zone ?? file.timeZone ?? undefined;
  const own = given === undefined ? ALL_ZONES : [given];
  const judge = { asOf, own, soonDays };
  return turnsOf(file)
    .flatMap((open) => {
      const grounds = () => groundsOf(open, file, profiles, answerDays);
      return deadlinesOfTurn(open, grounds, () => statedZones(open, file, profiles, own), judge);
    })
    .toSorted((a, b) => compare(a.until ?? '', b.until ?? '') || compare(a.id, b.id));
};

/**
 * The day that the case states goes before the figures of platform and law; but a later one than theirs only where the case says what sets
 * it, or where theirs is at second hand (certainty C) and no law sets it: else theirs hold, and what is stated leaves them in doubt.
 */
const deadlinesOfTurn = (
  open: OpenTurn,
  grounds: () => readonly DutyGround[],
  zones: () => readonly Zone[],
  judge: Judge,
): readonly CaseDeadline[] => {
  const { stated } = open;
  if (stated === null) return grounds().map((ground) => byGround(open, ground, judge));
  const byCase = byDate(open, stated.date, zones(), judge);
  if (stated.setBy !== null) return [byCase];
  const earlier = grounds()
    .filter(({ source, yieldsToCase }) => source !== null && !yieldsToCase)
    .map((ground) => byGround(open, ground, judge))
    .filter(({ due }) => due !== null && byCase.due !== null && isAfter(byCase.due.earliest, due.latest));
  if (earlier.length === 0) return [byCase];
  const key = open.start.event === 'accused' ? '"deadline: { date, rule }" of an event "accused"' : '"rule" beside it';
  const doubt = `the case states ${dayOf(stated.date)}, and nothing says what sets so late a day: write it as ${key}`;
  return earlier.map((each) => (each.state === 'met' ? each : { ...each, doubt: each.doubt ?? doubt }));
};

interface Judge {
  readonly asOf: CalendarDay;
  readonly own: readonly Zone[];
  readonly soonDays: number;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const base = ({ turn, start, end, doubt }: OpenTurn) => ({
  duty: turn.duty,
  actor: turn.actor,
  start,
  metAt: end?.at ?? null,
  metBy: end?.type ?? null,
  doubt,
});

/** A day that the case states: past when it has ended by every clock that may count. */
const byDate = (open: OpenTurn, stated: string, zones: readonly Zone[], judge: Judge): CaseDeadline => {
  const clock = { zones, own: judge.own };
  return {
    id: `stated/${open.turn.id}`,
    ...base(open),
    ...stateOf(statedDays(stated, clock), doubtsOf(stated, clock), open, judge),
    period: null,
    source: null,
  };
};

const byGround = (open: OpenTurn, ground: DutyGround, judge: Judge): CaseDeadline => {
  const { id, start, period, words, source, why } = ground;
  const common = { id, ...base(open), start, period: words, source };
  const unknown = {
    ...common,
    due: null,
    until: null,
    state: open.end === null ? ('unknown' as const) : ('met' as const),
    daysLeft: null,
  };
  if (period === null) return { ...unknown, why: open.end === null ? why : null };
  try {
    const zones = ground.zones.length === 0 ? ALL_ZONES : ground.zones;
    const clock: Clock = { calendar: ground.calendar, zones, own: judge.own };
    const doubted = { ...open, doubt: open.doubt ?? ground.doubt };
    return {
      ...common,
      ...stateOf(dueDays(start.at, period, clock), doubtsOf(start.at, clock, period), doubted, judge),
    };
  } catch (error) {
    if (!isKnownError(error, 'fact-unavailable')) throw error;
    return { ...unknown, why: open.end === null ? `${error.message}; ${remedyOf(open)}` : null };
  }
};

type State = Pick<CaseDeadline, 'due' | 'until' | 'state' | 'daysLeft' | 'why'>;

const stateOf = (
  { earliest, safe, latest }: DueDays,
  doubts: readonly string[],
  open: OpenTurn,
  { asOf, soonDays }: Judge,
): State => {
  const due = { earliest, latest };
  const unknown = (why: string): State => ({ due, until: safe, state: 'unknown', daysLeft: null, why });
  if (open.end !== null) return { due, until: safe, state: 'met', daysLeft: null, why: null };
  if (isAfter(asOf, latest) && open.doubt !== null) return unknown(open.doubt);
  if (isAfter(asOf, latest)) {
    return { due, until: latest, state: 'past', daysLeft: -daysBetween(latest, asOf), why: null };
  }
  if (isAfter(asOf, safe)) return unknown(`it ended on ${safe} or ends by ${latest}: ${doubts.join(', and ')}`);
  const daysLeft = daysBetween(asOf, safe);
  return { due, until: safe, state: daysLeft <= soonDays ? 'due-soon' : 'open', daysLeft, why: null };
};
