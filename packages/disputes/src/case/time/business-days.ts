import { ListingLintError } from '@listing-lint/core/plugin';
import type { CalendarProfile } from '../profile/profile-schema.ts';
import { addDays, type CalendarDay, weekdayOf } from './day.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** Bounds a walk through a calendar: no period of law has more days. */
const MOST_DAYS = 1000;

/** Whether a day is worked. Throws `fact-unavailable` for a year that the calendar does not list: it is never guessed. */
export const isBusinessDay = (day: CalendarDay, calendar: CalendarProfile): boolean => {
  const year = Number(day.slice(0, 4));
  const listed = calendar.years.find(({ value }) => value.year === year);
  if (listed === undefined) throw unlisted(year, calendar);
  const { holidays, workdays } = listed.value;
  if (workdays.includes(day)) return true;
  if (holidays.some(({ from, to }) => from <= day && day <= to)) return false;
  const weekday = WEEKDAYS[weekdayOf(day)];
  return weekday !== undefined && !calendar.weekend.includes(weekday);
};

/** The business day that is the `count`-th after a day, which itself is not counted. Throws `fact-unavailable` where it meets a year that is not listed. */
export const addBusinessDays = (day: CalendarDay, count: number, calendar: CalendarProfile): CalendarDay => {
  let reached = day;
  let left = count;
  for (let walked = 0; left > 0 && walked < MOST_DAYS; walked++) {
    reached = addDays(reached, 1);
    if (isBusinessDay(reached, calendar)) left -= 1;
  }
  return reached;
};

/** The day itself where it is worked, else the next one that is. */
export const nextBusinessDay = (day: CalendarDay, calendar: CalendarProfile): CalendarDay =>
  addBusinessDays(addDays(day, -1), 1, calendar);

/** Business days after a day up to another one, which counts. Throws as `isBusinessDay`. */
export const businessDaysBetween = (from: CalendarDay, to: CalendarDay, calendar: CalendarProfile): number => {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isBusinessDay(day, calendar)) count += 1;
  return count;
};

const unlisted = (year: number, { id, years }: CalendarProfile): ListingLintError => {
  const listed = years.map(({ value }) => value.year);
  const known = listed.length === 0 ? 'no year' : `${Math.min(...listed)} to ${Math.max(...listed)}`;
  return new ListingLintError(
    'fact-unavailable',
    `the calendar ${id} has no ${year} (it has ${known}), so its business days are not known`,
  );
};
