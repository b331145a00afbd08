/** A calendar day, `2026-11-26`. Texts of one form compare as days do. */
export type CalendarDay = string;

const MILLISECONDS = 86_400_000;

/** The day so many days after another one; before it where `count` is below zero. */
export const addDays = (day: CalendarDay, count: number): CalendarDay =>
  new Date(Date.parse(`${day}T00:00Z`) + count * MILLISECONDS).toISOString().slice(0, 10);

/** 0 is Sunday. */
export const weekdayOf = (day: CalendarDay): number => new Date(`${day}T00:00Z`).getUTCDay();
