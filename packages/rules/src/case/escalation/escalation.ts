import { isKnownError } from '@listing-lint/core/plugin';
import { calendarOf, rulersOf } from '../deadline/grounds.ts';
import { turnsOf } from '../deadline/turns-of.ts';
import type { CaseFile } from '../file/case-file.ts';
import { dayOf, daysBetween, earliest } from '../file/dates.ts';
import type { Profiles } from '../profile/profiles.ts';
import { businessDaysBetween } from '../time/business-days.ts';
import { addYears, type CalendarDay } from '../time/day.ts';

/** How long a platform has not answered a complaint. */
export interface Silence {
  /** Day of the oldest complaint that has no answer; null where none waits. */
  readonly since: CalendarDay | null;
  /** Days that passed since then, of all kinds. */
  readonly calendarDays: number;
  /** Business days among them; null where no calendar says, `why` says why. */
  readonly businessDays: number | null;
  readonly why: string | null;
}

/** Since when the platform is silent. Pure. */
export const silenceOf = (file: CaseFile, profiles: Profiles, asOf: CalendarDay): Silence => {
  const waiting = turnsOf(file).filter(({ turn, metAt }) => turn.id === 'platform-answer' && metAt === null);
  const first = earliest(waiting.map(({ start }) => start.at));
  if (first === undefined) return { since: null, calendarDays: 0, businessDays: 0, why: null };
  const since = dayOf(first);
  const counted = { since, calendarDays: Math.max(0, daysBetween(since, asOf)) };
  const calendar = calendarOf(file, profiles);
  if (calendar === undefined) {
    const why = 'whose business days count is not known: name the platform or the "jurisdiction" of the case';
    return { ...counted, businessDays: null, why };
  }
  try {
    return { ...counted, businessDays: businessDaysBetween(since, asOf, calendar), why: null };
  } catch (error) {
    if (!isKnownError(error, 'fact-unavailable')) throw error;
    return { ...counted, businessDays: null, why: error.message };
  }
};

/** When claims of a case lapse. */
export interface Limitation {
  readonly ends: CalendarDay;
  /** Below zero where it has lapsed. */
  readonly daysLeft: number;
  readonly law: string;
  readonly source: string;
}

/** The first law by which claims lapse, counted from the first sighting, which is the cautious day. Null where no law is named of which that is known. Pure. */
export const limitationOf = (file: CaseFile, profiles: Profiles, asOf: CalendarDay): Limitation | null => {
  const seen = earliest((file.infringements ?? []).map(({ firstSeen }) => firstSeen));
  if (seen === undefined) return null;
  const ends = rulersOf(file, profiles).jurisdictions.flatMap(({ title, limitation }) => {
    if (limitation === undefined) return [];
    const day = addYears(dayOf(seen), limitation.value.years);
    return [{ ends: day, daysLeft: daysBetween(asOf, day), law: title, source: limitation.source.title }];
  });
  return ends.toSorted((a, b) => a.daysLeft - b.daysLeft)[0] ?? null;
};

/** Laws that a case names and of which no limitation period is known. */
export const lawsWithoutLimitation = (file: CaseFile, profiles: Profiles): readonly string[] => {
  const { jurisdictions, strange } = rulersOf(file, profiles);
  return [...strange, ...jurisdictions.flatMap(({ id, limitation }) => (limitation === undefined ? [id] : []))];
};

/** What counsel will ask for first and the case does not hold; at most a line each. Pure. */
export const shortEvidence = ({ works, infringements }: CaseFile): readonly string[] => {
  const bare = (works ?? []).filter(({ rawOriginal }) => !rawOriginal).map(({ id }) => String(id));
  const unproved = (works ?? [])
    .filter(({ registration, copyrightClaimStatement }) => !registration && !copyrightClaimStatement)
    .map(({ id }) => String(id));
  const uncaptured = (infringements ?? []).filter(({ capture }) => !capture).map(({ listing }) => String(listing));
  return [
    ...((works ?? []).length === 0 ? ['no work is named that was copied'] : []),
    ...(bare.length === 0 ? [] : [`no original of ${bare.join(', ')}`]),
    ...(unproved.length === 0 ? [] : [`neither registration nor claim statement of ${unproved.join(', ')}`]),
    ...(uncaptured.length === 0 ? [] : [`no capture of ${uncaptured.join(', ')}`]),
  ];
};
