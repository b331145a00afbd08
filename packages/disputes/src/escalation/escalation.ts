import { isKnownError } from '@listing-lint/core/plugin';
import { fewNamed } from '@listing-lint/rules/kernel';
import type { KeptUnstamped } from '../case/evidence/kept-unstamped.ts';
import type { CaseFile } from '../case/file/case-file.ts';
import { dayOf, daysBetween, earliest } from '../case/file/dates.ts';
import type { Profiles } from '../case/profile/profiles.ts';
import { businessDaysBetween } from '../case/time/business-days.ts';
import { addYears, type CalendarDay } from '../case/time/day.ts';
import { ALL_ZONES, daysDuring, instantsOf, type Zone } from '../case/time/zone.ts';
import { calendarOf, rulersOf } from '../deadline/grounds.ts';
import { turnsOf } from '../deadline/turns-of.ts';

/** How long a platform has not answered a complaint. */
export interface Silence {
  /** Day of the oldest complaint that has no answer; null where none waits. */
  readonly since: CalendarDay | null;
  /** Days that passed since then, of all kinds, by every clock that may count at most. */
  readonly calendarDays: number;
  /** Business days that passed by any clock that may count; null as `businessDays`. */
  readonly mostBusinessDays: number | null;
  /** Business days that passed by every clock that may count; null where no calendar says, `why` says why. */
  readonly businessDays: number | null;
  readonly why: string | null;
}

/** Zones by whose days a platform or a law counts; all on earth where that is not known. */
const zonesOf = (
  ruler: { readonly timeZones?: { readonly value: readonly Zone[] } | undefined } | undefined,
): readonly Zone[] => {
  const zones = ruler?.timeZones?.value ?? [];
  return zones.length === 0 ? ALL_ZONES : zones;
};

interface Spans {
  /** Spans that are the shortest by some clocks, and the longest. */
  readonly shortest: readonly Span[];
  readonly longest: readonly Span[];
}
type Span = readonly [from: CalendarDay, to: CalendarDay];

/** From a written date to today, both of them ours, in days of the zones that count: one span for each pair of clocks, each once. */
const spansOf = (date: string, asOf: CalendarDay, { timeZone }: CaseFile, zones: readonly Zone[]): Spans => {
  const shortest = new Map<string, Span>();
  const longest = new Map<string, Span>();
  for (const own of timeZone ? [timeZone] : ALL_ZONES) {
    const [then, today] = [instantsOf(date, [own]), instantsOf(asOf, [own])];
    for (const zone of zones) {
      const [start, now] = [daysDuring(then, [zone]), daysDuring(today, [zone])];
      shortest.set(start.last + now.first, [start.last, now.first]);
      longest.set(start.first + now.last, [start.first, now.last]);
    }
  }
  return { shortest: [...shortest.values()], longest: [...longest.values()] };
};

/** Since when the platform is silent. Pure. */
export const silenceOf = (file: CaseFile, profiles: Profiles, asOf: CalendarDay): Silence => {
  const waiting = turnsOf(file).filter(({ turn, end }) => turn.id === 'platform-answer' && end === null);
  const first = earliest(waiting.map(({ start }) => start.at));
  if (first === undefined) return { since: null, calendarDays: 0, businessDays: 0, mostBusinessDays: 0, why: null };
  const since = dayOf(first);
  const { platform, jurisdictions } = rulersOf(file, profiles);
  const { shortest, longest } = spansOf(first, asOf, file, zonesOf(platform ?? jurisdictions[0]));
  const calendarDays = Math.max(0, ...longest.map(([from, to]) => daysBetween(from, to)));
  const counted = { since, calendarDays, mostBusinessDays: null };
  const calendar = calendarOf(file, profiles);
  if (calendar === undefined) {
    const why = 'whose business days count is not known: name the platform or the "jurisdiction" of the case';
    return { ...counted, businessDays: null, why };
  }
  try {
    const count = ([from, to]: Span): number => businessDaysBetween(from, to, calendar);
    const businessDays = Math.min(...shortest.map(count));
    return { ...counted, businessDays, mostBusinessDays: Math.max(...longest.map(count)), why: null };
  } catch (error) {
    if (!isKnownError(error, 'fact-unavailable')) throw error;
    return { ...counted, businessDays: null, why: error.message };
  }
};

/** When claims of a case lapse. */
export interface Limitation {
  readonly ends: CalendarDay;
  /** By the clock by which fewest are left; below zero where it has lapsed. */
  readonly daysLeft: number;
  /** By the clock by which most are left. */
  readonly mostDaysLeft: number;
  readonly law: string;
  readonly source: string;
}

/** The first law by which claims lapse, counted from the first sighting, which is the cautious day. Null where no law is named of which that is known. Pure. */
export const limitationOf = (file: CaseFile, profiles: Profiles, asOf: CalendarDay): Limitation | null => {
  const seen = earliest((file.infringements ?? []).map(({ firstSeen }) => firstSeen));
  if (seen === undefined) return null;
  const ends = rulersOf(file, profiles).jurisdictions.flatMap((jurisdiction) => {
    const { title, limitation } = jurisdiction;
    if (limitation === undefined) return [];
    const { years } = limitation.value;
    const { shortest, longest } = spansOf(seen, asOf, file, zonesOf(jurisdiction));
    const left = ([from, to]: Span): number => daysBetween(to, addYears(from, years));
    const [daysLeft, mostDaysLeft] = [Math.min(...longest.map(left)), Math.max(...shortest.map(left))];
    return [
      { ends: addYears(dayOf(seen), years), daysLeft, mostDaysLeft, law: title, source: limitation.source.title },
    ];
  });
  const [first] = ends.toSorted((a, b) => a.daysLeft - b.daysLeft);
  return first === undefined ? null : { ...first, mostDaysLeft: Math.min(...ends.map((each) => each.mostDaysLeft)) };
};

/** Laws that a case names and of which no limitation period is known. */
export const lawsWithoutLimitation = (file: CaseFile, profiles: Profiles): readonly string[] => {
  const { jurisdictions, strange } = rulersOf(file, profiles);
  return [...strange, ...jurisdictions.flatMap(({ id, limitation }) => (limitation === undefined ? [id] : []))];
};

/** What counsel will ask for first and the case does not hold, and what is kept that may be it; at most a line each. Pure. */
export const shortEvidence = (
  { works, infringements }: CaseFile,
  kept: KeptUnstamped = new Map(),
): readonly string[] => {
  const bare = (works ?? []).filter(({ rawOriginal }) => !rawOriginal).map(({ id }) => String(id));
  const unproved = (works ?? [])
    .filter(({ registration, copyrightClaimStatement }) => !registration && !copyrightClaimStatement)
    .map(({ id }) => String(id));
  const uncaptured = (infringements ?? []).filter(({ capture }) => !capture).map(({ listing }) => String(listing));
  return [
    ...((works ?? []).length === 0 ? ['no work is named that was copied'] : []),
    ...(bare.length === 0
      ? []
      : [`no original of ${bare.join(', ')}${keptWords(bare.flatMap((id) => kept.get(id) ?? []))}`]),
    ...(unproved.length === 0 ? [] : [`neither registration nor claim statement of ${unproved.join(', ')}`]),
    ...(uncaptured.length === 0 ? [] : [`no capture of ${uncaptured.join(', ')}`]),
  ];
};

const keptWords = (paths: readonly string[]): string =>
  paths.length === 0
    ? ''
    : ` is named (kept without our mark: ${fewNamed(paths)}; where that is as the camera wrote it, name it as rawOriginal)`;
