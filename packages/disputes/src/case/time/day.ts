/** A calendar day, `2026-11-26`. Texts of one form compare as days do. */
export type CalendarDay = string;

const MILLISECONDS = 86_400_000;
/** Days have four digits of a year: what lies beyond the first and the last of them is taken for it. */
const FIRST = Date.parse('0001-01-01T00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** The calendar day of an instant, in milliseconds since 1970, by the clock of UTC. */
export const dayAt = (instant: number): CalendarDay =>
  new Date(Math.min(Math.max(instant, FIRST), LAST)).toISOString().slice(0, 10);

/** The day so many days after another one; before it where `count` is below zero. */
export const addDays = (day: CalendarDay, count: number): CalendarDay =>
  dayAt(Date.parse(`${day}T00:00Z`) + count * MILLISECONDS);

/** All days from one to another, which counts. */
export const daysFrom = (first: CalendarDay, last: CalendarDay): readonly CalendarDay[] => {
  const count = Math.round((Date.parse(`${last}T00:00Z`) - Date.parse(`${first}T00:00Z`)) / MILLISECONDS) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(first, index));
};

/** 0 is Sunday. */
export const weekdayOf = (day: CalendarDay): number => new Date(`${day}T00:00Z`).getUTCDay();
/** The day so many months before; the last of that month where it has no such day. */
export const monthsBefore = (day: CalendarDay, count: number): CalendarDay => {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - count;
  const [year, month] = [Math.floor(months / 12), months % 12];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(Number(day.slice(8)), last))).toISOString().slice(0, 10);
};
/** The same day so many months later; the last of that month where it has no such day. */
export const addMonths = (day: CalendarDay, count: number): CalendarDay => monthsBefore(day, -count);
/** The same day so many years later; 28 February where that year has no 29th. */
export const addYears = (day: CalendarDay, count: number): CalendarDay => {
  const year = String(Math.min(9999, Number(day.slice(0, 4)) + count)).padStart(4, '0');
  const rest = day.slice(5);
  const isLeap = new Date(`${year}-02-29T00:00Z`).getUTCMonth() === 1;
  return `${year}-${rest === '02-29' && !isLeap ? '02-28' : rest}`;
};
