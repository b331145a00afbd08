/**
 * Whether one date is after another. Where one of the two has no time, days are compared: the same day is not after.
 * Times without a zone are UTC.
 */
export const isAfter = (a: string, b: string): boolean => {
  if (!a.includes('T') || !b.includes('T')) return dayOf(a) > dayOf(b);
  return instantOf(a) > instantOf(b);
};

/** Whether a date lies after a day wherever on earth that day is looked at from: by its own calendar and by that of UTC. */
export const isAhead = (date: string, day: string): boolean =>
  dayOf(date) > day && (!date.includes('T') || new Date(instantOf(date)).toISOString().slice(0, 10) > day);

/** The earliest of some dates. */
export const earliest = (dates: readonly string[]): string | undefined =>
  dates.reduce<string | undefined>(
    (first, date) => (first === undefined || isAfter(first, date) ? date : first),
    undefined,
  );

/** Whole days from one date to a later one. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / 86_400_000);

/** The calendar day as written. */
export const dayOf = (date: string): string => date.slice(0, 10);

/** Milliseconds since 1970 of a time; of a date those of its beginning in UTC. */
export const instantOf = (date: string): number =>
  Date.parse(!date.includes('T') || /(?:Z|[+-]\d\d:?\d\d)$/.test(date) ? date : `${date}Z`);
