import type { CalendarProfile, DutyPeriod } from '../profile/profile-schema.ts';
import { addBusinessDays, nextBusinessDay } from '../time/business-days.ts';
import { addDays, type CalendarDay } from '../time/day.ts';
import { daysOfDate, lastDayDuring, type Zone } from '../time/zone.ts';

/** By whose calendar and clock a period counts, and where we are: each may be one of several. */
export interface Clock {
  readonly calendar: CalendarProfile | undefined;
  /** Zones by which its days may count. */
  readonly zones: readonly Zone[];
  /** Zones in which we may be. */
  readonly own: readonly Zone[];
}

/** The days of ours on which a period may end. */
export interface DueDays {
  /** The first day on which it may be due, by the least of the period. */
  readonly earliest: CalendarDay;
  /** The last day that is safe: until it, the most of the period has run out by no reading. */
  readonly safe: CalendarDay;
  /** Past this day it has run out by every reading. */
  readonly latest: CalendarDay;
}

/**
 * When a period that begins with `start` (a date or time of a case) ends, by every reading that the clock leaves open: the day of the start
 * is a day of one of our zones, the period ends with the day in its own zone. Throws `fact-unavailable` where a year has no calendar.
 */
export const dueDays = (start: string, period: DutyPeriod, clock: Clock): DueDays => {
  const least: CalendarDay[] = [];
  const most: CalendarDay[] = [];
  // Whatever the zones, the period begins on one of few days.
  const ends = new Map<
    CalendarDay,
    { readonly least: readonly CalendarDay[]; readonly most: readonly CalendarDay[] }
  >();
  const endsFrom = (day: CalendarDay) => {
    const known = ends.get(day) ?? {
      least: endsOf(day, period.least ?? period.most, period, clock.calendar),
      most: endsOf(day, period.most, period, clock.calendar),
    };
    ends.set(day, known);
    return known;
  };
  for (const own of clock.own) {
    // Whose days count is not known, nor where we are: they are taken to be one place.
    for (const zone of clock.zones.length === 0 ? [own] : clock.zones) {
      const { first, last } = daysOfDate(start, own, zone);
      for (const day of first === last ? [first] : [first, last]) {
        const toOwn = (due: CalendarDay): CalendarDay => lastDayDuring(due, zone, own);
        least.push(...endsFrom(day).least.map(toOwn));
        most.push(...endsFrom(day).most.map(toOwn));
      }
    }
  }
  least.sort();
  most.sort();
  const [earliest, safe, latest] = [least[0], most[0], most.at(-1)];
  if (earliest === undefined || safe === undefined || latest === undefined) throw new Error('a clock has no zone');
  return { earliest, safe, latest };
};

const endsOf = (
  day: CalendarDay,
  count: number,
  { unit, endsOnWorkday }: DutyPeriod,
  calendar: CalendarProfile | undefined,
): readonly CalendarDay[] => {
  if (unit === 'business-days') {
    if (calendar === undefined) throw new Error('business days need a calendar');
    return [addBusinessDays(day, count, calendar)];
  }
  const end = addDays(day, count);
  return endsOnWorkday === true && calendar !== undefined ? [end, nextBusinessDay(end, calendar)] : [end];
};
