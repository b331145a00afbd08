/**
 * Dates are ISO 8601 texts. A bare date (`2026-03-01`) is a calendar day; with a time it is a moment, exact only with an offset.
 * Camera clocks write no offset, so such a moment is known only to within ±14 h of UTC.
 */
export interface DateValue {
  /** Calendar day as written, `YYYY-MM-DD`. */
  readonly day: string;
  /** Earliest and latest moment that it can mean, milliseconds since 1970 UTC; undefined for a bare day. */
  readonly moment?: { readonly earliest: number; readonly latest: number };
}

const FORM = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const HOUR = 3_600_000;
const LARGEST_OFFSET = 14 * HOUR;

/** Undefined for a text that is no ISO date, or names a day or time that does not exist. */
export const parseDate = (text: string): DateValue | undefined => {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const [, year = '', month = '', dayOfMonth = '', hour, minute = '0', second = '0', fraction = '0', zone] = match;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth));
  const day = `${year}-${month}-${dayOfMonth}`;
  if (Number(year) < 100 || new Date(midnight).toISOString().slice(0, 10) !== day) return undefined;
  if (hour === undefined) return { day };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second) + Number(`0.${fraction}`);
  const local = midnight + seconds * 1000;
  if (zone === undefined) return { day, moment: { earliest: local - LARGEST_OFFSET, latest: local + LARGEST_OFFSET } };
  const offset = offsetOf(zone);
  return offset === undefined ? undefined : { day, moment: { earliest: local - offset, latest: local - offset } };
};

const offsetOf = (zone: string): number | undefined => {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
};

/**
 * Negative when `a` is earlier, 0 when the same, positive when later; undefined when it cannot be told (a moment without an offset,
 * too close to the other). Where one of the two is a bare day, calendar days as written are compared.
 */
export const compareDates = (a: DateValue, b: DateValue): number | undefined => {
  if (a.moment === undefined || b.moment === undefined) return a.day < b.day ? -1 : a.day > b.day ? 1 : 0;
  if (isLocal(a.moment) && isLocal(b.moment)) return Math.sign(a.moment.earliest - b.moment.earliest);
  if (a.moment.latest < b.moment.earliest) return -1;
  if (a.moment.earliest > b.moment.latest) return 1;
  return !isLocal(a.moment) && !isLocal(b.moment) ? 0 : undefined;
};

/** Two clocks without an offset are taken to be the same clock. */
const isLocal = (moment: { earliest: number; latest: number }): boolean => moment.earliest !== moment.latest;

/** A length of time in calendar units: `30 days`, `1 year`. */
export interface Period {
  readonly count: number;
  readonly unit: 'day' | 'week' | 'month' | 'year';
}

export const parsePeriod = (text: string): Period | undefined => {
  const match = /^(\d{1,4}) (day|week|month|year)s?$/.exec(text.trim());
  const unit = match?.[2];
  if (!match || (unit !== 'day' && unit !== 'week' && unit !== 'month' && unit !== 'year')) return undefined;
  return { count: Number(match[1]), unit };
};

/** The calendar day that lies `period` before `day`; the month's last day where the month is shorter (31 March − 1 month = 28 February). */
export const dayBefore = (day: string, period: Period): string => {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  if (period.unit === 'day' || period.unit === 'week') {
    const days = period.count * (period.unit === 'week' ? 7 : 1);
    return isoDay(Date.UTC(year, month - 1, dayOfMonth - days));
  }
  const months = year * 12 + (month - 1) - period.count * (period.unit === 'year' ? 12 : 1);
  const targetYear = Math.floor(months / 12);
  const targetMonth = months - targetYear * 12;
  if (targetYear < 100) return '0000-01-01';
  const lastDay = new Date(Date.UTC(targetYear, targetMonth + 1, 0)).getUTCDate();
  return isoDay(Date.UTC(targetYear, targetMonth, Math.min(dayOfMonth, lastDay)));
};

const isoDay = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
