import { nearest, ownData, pathKeys } from '@listing-lint/core/plugin';
import { z } from 'zod';

/** Dates of a case file, and whether they may lie ahead of today: a deadline may, what has happened may not. */
export const tenses = z.registry<{ readonly mayLieAhead: boolean }>();

const DATE_OR_TIME =
  /^\d{4}-\d{2}-\d{2}(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?$/;

const isDay = (date: string): boolean => {
  const midnight = Date.parse(`${date.slice(0, 10)}T00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().slice(0, 10) === date.slice(0, 10);
};

const dateOrTime = z
  .string()
  .regex(DATE_OR_TIME, {
    error: 'expected a date (2026-03-01) or a time (2026-03-01T09:30Z)',
    abort: true,
  })
  .refine(isDay, { error: (issue) => `there is no day ${String(issue.input).slice(0, 10)}` })
  .meta({ title: 'date or time' });
/** When something happened. */
export const day = dateOrTime
  .describe('a date, or a time; a time without a zone is UTC')
  .register(tenses, { mayLieAhead: false });
/** Until when something holds or has to be done. */
export const dayAhead = dateOrTime
  .clone()
  .describe('a date, or a time, which may lie ahead')
  .register(tenses, { mayLieAhead: true });

/** Blanks and signs that nobody sees say nothing. */
const SAYS_SOMETHING = /[\p{L}\p{N}\p{P}\p{S}]/u;
export const nonEmptyText = z
  .string()
  .min(1, 'the text is empty')
  .refine((text) => text === '' || SAYS_SOMETHING.test(text), 'the text has nothing but blanks');
/** What ends a line, anywhere but at the end of a text, where a block of YAML has one. */
const LINE_BREAK = /[\n\v\f\r\u0085\u2028\u2029]/;
/** A text that stands on one line of a letter: what follows a line break in a name would read as words of whoever writes it. */
export const oneLineText = nonEmptyText.refine(
  (text) => !LINE_BREAK.test(text.trim()),
  'the text has a line break: write it on one line',
);
/** A number with a point loses its last zeros, and two names become one. */
export const name = z.union([oneLineText, z.int()], 'expected a name in quotes, or a whole number');
export const money = z.number().nonnegative('the amount is below zero');
export const quantity = z.int().min(0);
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'the SHA-256 of a file is 64 hex digits, the letters small')
  .describe('SHA-256 of the file');

const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};
const noTimeZone = (zone: string): string => {
  const near = nearest(zone, Intl.supportedValuesOf('timeZone'));
  const hint =
    near === undefined ? 'zones are those of the IANA list, such as Asia/Shanghai' : `did you mean "${near}"?`;
  return `there is no time zone "${zone}"; ${hint}`;
};
export const timeZone = nonEmptyText
  .refine(isTimeZone, { error: (issue) => noTimeZone(String(issue.input)) })
  .describe('a time zone of the IANA list, such as Asia/Shanghai: whose days count');

/** A mapping of a case file: no other keys than these, but for `custom`. */
export const mapping = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ ...shape, custom: ownData });

/** Path of a file that has to be there: it is evidence. `about` stands for the key in the table of all keys. Its mapping may say the file's `sha256`. */
export const filePath = (about: string) =>
  nonEmptyText.describe(about).register(pathKeys, { names: 'file', within: 'project' });

/** Keys of a mapping that names a file which is evidence. */
export const evidenceFile = {
  file: filePath('path of the file, from the folder of the config'),
  sha256: sha256.nullish(),
};
