import type { Io } from '../output/io.ts';
import { UsageError } from '../output/known-error.ts';

/** A day on the user's calendar, YYYY-MM-DD. */
export const isoDay = (time: Date): string =>
  [time.getFullYear(), time.getMonth() + 1, time.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

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
