import type { CalendarProfile, DutyPeriod } from '../case/profile/profile-schema.ts';
import { addBusinessDays, nextBusinessDay } from '../case/time/business-days.ts';
import { addDays, addMonths, type CalendarDay, daysFrom } from '../case/time/day.ts';
import { ALL_ZONES, dayInZone, daysDuring, endsOfDay, instantsOf, type Zone } from '../case/time/zone.ts';

/** By whose calendar and clock a period counts, and where we are: each may be one of several. */
export interface Clock {
  readonly calendar: CalendarProfile | undefined;
  /** Zones by which its days may count: all where that is not known. */
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
export const dueDays = (start: string, period: DutyPeriod, { calendar, zones, own }: Clock): DueDays => {
  const least: CalendarDay[] = [];
  const most: CalendarDay[] = [];
  // Whatever the zones, the period begins on one of few days, and ends on few.
  const ends = onceEach((day) => ({
    least: endsOf(day, period.least ?? period.most, period, calendar),
    most: endsOf(day, period.most, period, calendar),
  }));
  for (const here of own) {
    const during = instantsOf(start, [here]);
    for (const zone of zones) {
      const toOwn = (due: CalendarDay): CalendarDay => dayInZone(endsOfDay(due, [zone]).last, here);
      const { first, last } = daysDuring(during, [zone]);
      for (const day of daysFrom(first, last)) {
        least.push(...ends(day).least.map(toOwn));
        most.push(...ends(day).most.map(toOwn));
      }
    }
  }
  least.sort();
  most.sort();
  const [earliest, safe, latest] = [least[0], most[0], most.at(-1)];
  if (earliest === undefined || safe === undefined || latest === undefined) throw new Error('a clock has no zone');
  return { earliest, safe, latest };
};

/** Until when a day that a case states lasts: with the end of that day in one of the zones; a time says itself when. */
export const statedDays = (stated: string, { zones, own }: Pick<Clock, 'zones' | 'own'>): DueDays => {
  const ends = stated.includes('T') ? instantsOf(stated, own) : endsOfDay(stated, zones);
  const { first, last } = daysDuring(ends, own);
  return { earliest: first, safe: first, latest: last };
};

/** What leaves open on which day something ends: what the case does not say, the zones that may count, what the law leaves open. */
export const doubtsOf = (
  date: string,
  { zones, own }: Pick<Clock, 'zones' | 'own'>,
  period: DutyPeriod | undefined = undefined,
): readonly string[] => {
  const isTime = date.includes('T');
  const isDay = !isTime || period !== undefined;
  return [
    ...(isDay && zones === ALL_ZONES ? ['whose clock counts is not known ("counterparty.timeZone" is not given)'] : []),
    ...(isDay && zones !== ALL_ZONES && zones.some((zone) => !own.includes(zone))
      ? [`its days are those of ${zones.map(zoneName).join(' or ')}`]
      : []),
    ...(isTime ? [] : [`${date} has no hour (write it with its zone)`]),
    ...(own.length > 1 ? ['"timeZone" of the case is not given'] : []),
    ...(period?.endsOnWorkday === true ? ['what ends on a day off may run on to the next workday'] : []),
  ];
};

const zoneName = (zone: Zone): string => (typeof zone === 'string' ? zone : `UTC${zone < 0 ? '' : '+'}${zone / 60}`);

const onceEach = <T>(make: (day: CalendarDay) => T): ((day: CalendarDay) => T) => {
  const known = new Map<CalendarDay, T>();
  return (day) => {
    const before = known.get(day);
    if (before !== undefined) return before;
    const made = make(day);
    known.set(day, made);
    return made;
  };
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
  const end = unit === 'months' ? addMonths(day, count) : addDays(day, count);
  return endsOnWorkday === true && calendar !== undefined ? [end, nextBusinessDay(end, calendar)] : [end];
};
