import type { Io } from '../output/io.ts';
import { UsageError } from '../output/known-error.ts';

/** A day on the user's calendar, YYYY-MM-DD. */
export const isoDay = (time: Date): string =>
  [time.getFullYear(), time.getMonth() + 1, time.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

/** `true` for a day that there is, as YYYY-MM-DD. */
export const isDay = (text: unknown): text is string => {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

/** The day that stands for today: the one that is given, else that of the clock. Throws `usage` for what is no day: nothing can be judged by it. */
export const todayOf = (asOf: unknown, now: Date): string => {
  if (asOf === undefined) return isoDay(now);
  if (isDay(asOf)) return asOf;
  throw new UsageError('asOf is no day', 'write it as in 2026-11-25');
};

/**
 * The date that a report is to bear, by what the user asked for: `--as-of`, else the moment of `SOURCE_DATE_EPOCH` (seconds since 1970,
 * https://reproducible-builds.org/specs/source-date-epoch/); undefined without either, so that one input gives the same bytes on any day.
 * What is judged never depends on it: builders set it to days long gone.
 */
export const dateOfReport = (asOf: string | undefined, env: Io['env']): string | undefined => {
  const epoch = env['SOURCE_DATE_EPOCH'];
  if (asOf !== undefined || epoch === undefined || epoch === '') return asOf;
  const moment = /^\d{1,11}$/.test(epoch) ? new Date(Number(epoch) * 1000) : undefined;
  if (moment === undefined || Number.isNaN(moment.getTime())) {
    throw new UsageError(
      'SOURCE_DATE_EPOCH is no number of seconds since 1970',
      'unset it, or set it as `date +%s` prints it',
    );
  }
  return moment.toISOString();
};
