/** A calendar day, `2026-11-26`. Texts of one form compare as days do. */
export type CalendarDay = string;

const MILLISECONDS = 86_400_000;

/** The day so many days after another one; before it where `count` is below zero. */
export const addDays = (day: CalendarDay, count: number): CalendarDay =>
  new Date(Date.parse(`${day}T00:00Z`) + count * MILLISECONDS).toISOString().slice(0, 10);

/** 0 is Sunday. */
export const weekdayOf = (day: CalendarDay): number => new Date(`${day}T00:00Z`).getUTCDay();
/** The day so many months before; the last of that month where it has no such day. */
export const monthsBefore = (day: CalendarDay, count: number): CalendarDay => {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - count;
  const [year, month] = [Math.floor(months / 12), months % 12];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(Number(day.slice(8)), last))).toISOString().slice(0, 10);
};
/** The same day so many years later; 28 February where that year has no 29th. */
export const addYears = (day: CalendarDay, count: number): CalendarDay => {
  const year = String(Number(day.slice(0, 4)) + count).padStart(4, '0');
  const rest = day.slice(5);
  const isLeap = new Date(`${year}-02-29T00:00Z`).getUTCMonth() === 1;
  return `${year}-${rest === '02-29' && !isLeap ? '02-28' : rest}`;
};
