import { instantOf } from '../file/dates.ts';
import { addDays, type CalendarDay, dayAt } from './day.ts';

/** A clock: a zone of the IANA list (`Europe/Berlin`), or minutes ahead of UTC. */
export type Zone = string | number;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Every whole hour that some place on earth is ahead of UTC, in minutes: for whose zone is not known. */
export const ALL_ZONES: readonly Zone[] = Array.from({ length: 27 }, (_, index) => (index - 12) * 60);

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (zone: string): Intl.DateTimeFormat => {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  formats.set(zone, format);
  return format;
};

/** Clocks are set on a quarter of an hour: between two of them an offset does not change. */
const QUARTER = 15 * MINUTE;
/** No clock was set by zones before, and none is known so far ahead: there the offset stays. */
const FIRST_KNOWN = Date.UTC(1800, 0);
const LAST_KNOWN = Date.UTC(2200, 0);
/** Asking Intl is dear, and the same days come up in case after case. Bounded. */
const MOST_OFFSETS = 20_000;
const offsets = new Map<string, number>();

/** How far the clock of a zone is ahead of UTC at an instant, in milliseconds. */
const offsetAt = (instant: number, zone: Zone): number => {
  if (typeof zone === 'number') return zone * MINUTE;
  const near = Math.min(Math.max(instant, FIRST_KNOWN), LAST_KNOWN);
  const quarter = Math.floor(near / QUARTER) * QUARTER;
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = shownAt(quarter, zone) - quarter;
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  offsets.set(key, offset);
  return offset;
};

/** What the clock of a zone shows at an instant (milliseconds since 1970), as if it were UTC. */
const shownAt = (instant: number, zone: string): number => {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute, second } = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
};

/** The calendar day in a zone at an instant, in milliseconds since 1970. Throws a RangeError for a zone that does not exist. */
export const dayInZone = (instant: number, zone: Zone): CalendarDay => dayAt(instant + offsetAt(instant, zone));

/** The instant at which a calendar day begins in a zone; where the clock jumps over midnight, the one after the jump. */
export const startOfDay = (day: CalendarDay, zone: Zone): number => {
  const midnight = Date.parse(`${day}T00:00Z`);
  // The offset of the day before and of the day itself may differ by an hour: the second look settles it.
  const first = midnight - offsetAt(midnight - offsetAt(midnight, zone), zone);
  if (dayInZone(first, zone) < day) return first + HOUR;
  return dayInZone(first - 1, zone) < day ? first : first - HOUR;
};

/** Instants between two, in milliseconds since 1970, both of them counted. */
export interface Instants {
  readonly first: number;
  readonly last: number;
}

/** When a calendar day ends, by the first and by the last of some zones to see its end. */
export const endsOfDay = (day: CalendarDay, zones: readonly Zone[]): Instants => {
  const ends = zones.map((zone) => startOfDay(addDays(day, 1), zone) - 1);
  return { first: Math.min(...ends), last: Math.max(...ends) };
};

/** The instants that a date of a case stands for: of a time the one, of a day without a time all that it has by any of the zones. */
export const instantsOf = (date: string, zones: readonly Zone[]): Instants => {
  if (date.includes('T')) return { first: instantOf(date), last: instantOf(date) };
  return { first: Math.min(...zones.map((zone) => startOfDay(date, zone))), last: endsOfDay(date, zones).last };
};

/** The first and the last calendar day that it is during some instants, in any of the zones. */
export const daysDuring = (
  { first, last }: Instants,
  zones: readonly Zone[],
): { readonly first: CalendarDay; readonly last: CalendarDay } => {
  const days = zones.flatMap((zone) => [dayInZone(first, zone), dayInZone(last, zone)]).sort();
  return { first: days[0] ?? '', last: days.at(-1) ?? '' };
};
