import type { Json } from '../model/json.ts';
import type { ValueKind } from '../model/operator.ts';
import { parseDate } from '../value/dates.ts';

/** A way to write a value in a message: `{{actual | bytes}}`, `{{actual | money USD}}`. */
export interface Formatter {
  readonly id: string;
  readonly title: string;
  /** Kinds of value that it is for; another kind is written plainly. */
  readonly accepts: readonly ValueKind[];
  /** What is wrong with the argument, or undefined. */
  readonly check: (argument: string | undefined) => string | undefined;
  readonly format: (value: Json, argument: string | undefined) => string | undefined;
  /** With every digit, for a number that rounding would make look like another. */
  readonly exact?: (value: number, argument: string | undefined) => string;
}

const MAX_TEXT = 160;
/** Of a text that is a sentence of its own. */
const MAX_SENTENCE = 500;
const MAX_ITEMS = 10;
const MAX_DIGITS = 10;

const digitsOf = (argument: string | undefined): number | undefined =>
  argument !== undefined && /^\d{1,2}$/.test(argument) && Number(argument) <= MAX_DIGITS ? Number(argument) : undefined;

const checkDigits = (argument: string | undefined): string | undefined =>
  argument === undefined || digitsOf(argument) !== undefined
    ? undefined
    : `takes the number of decimals, 0 to ${MAX_DIGITS}, not "${argument}"`;

const noArgument = (argument: string | undefined): string | undefined =>
  argument === undefined ? undefined : `takes nothing after it, not "${argument}"`;

/** Made once each: making one costs more than a whole evaluation. */
const numberFormats = new Map<string, Intl.NumberFormat>();

const written = (value: number, options: Intl.NumberFormatOptions): string => {
  const key = JSON.stringify(options);
  const format = numberFormats.get(key) ?? new Intl.NumberFormat('en-US', options);
  numberFormats.set(key, format);
  return format.format(value);
};

const decimals = (value: number, digits: number): string =>
  written(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Grouped from five digits on (years stay whole), four significant digits in fractions. */
const plainNumber = (value: number): string =>
  Number.isInteger(value)
    ? written(value, { useGrouping: Math.abs(value) >= 10_000 })
    : written(value, { maximumSignificantDigits: Math.abs(value) < 1000 ? 4 : 8 });

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** Every digit, grouped. */
const allDigits = (value: number): string => written(value, { maximumFractionDigits: 20 });

const bytes = (value: number): string => {
  let unit = 0;
  let amount = value;
  while (Math.abs(amount) >= 1000 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || Math.abs(amount) >= 100 ? 0 : Math.abs(amount) >= 10 ? 1 : 2;
  return `${written(amount, { maximumFractionDigits: digits })} ${UNITS[unit]}`;
};

const count = (value: number, nouns = ''): string => {
  const [one = '', many = `${one}s`] = nouns.split(' ');
  return `${plainNumber(value)} ${value === 1 ? one : many}`;
};

const money = (value: number, currency = 'USD'): string =>
  `${currency} ${written(value, { minimumFractionDigits: Number.isInteger(value) ? 0 : 2, maximumFractionDigits: 2 })}`;

const number = (
  id: string,
  title: string,
  check: Formatter['check'],
  format: (value: number, argument: string | undefined) => string,
  exact: (value: number, argument: string | undefined) => string = allDigits,
): Formatter => ({
  id,
  title,
  accepts: ['number'],
  check,
  exact,
  format: (value, argument) => (typeof value === 'number' ? format(value, argument) : undefined),
});

/** The formatters of messages. English, one locale, so that the same input gives the same bytes everywhere. */
export const formatters: readonly Formatter[] = [
  number('number', 'A number; the argument is the number of decimals.', checkDigits, (value, argument) => {
    const digits = digitsOf(argument);
    return digits === undefined ? plainNumber(value) : decimals(value, digits);
  }),
  number(
    'percent',
    'A fraction as per cent (0.5 is 50 %); the argument is the number of decimals.',
    checkDigits,
    (value, argument) => `${decimals(value * 100, digitsOf(argument) ?? 0)} %`,
    (value) => `${allDigits(Number((value * 100).toPrecision(12)))} %`,
  ),
  number(
    'bytes',
    'A size in bytes, kB, MB (1 MB is 1,000,000 bytes).',
    noArgument,
    bytes,
    (value) => `${allDigits(value)} bytes`,
  ),
  number(
    'money',
    'An amount; the argument is the currency, USD unless told.',
    (argument) =>
      argument === undefined || /^[A-Z]{3}$/.test(argument)
        ? undefined
        : `takes a currency of three capitals, as in money EUR, not "${argument}"`,
    money,
    (value, currency = 'USD') => `${currency} ${allDigits(value)}`,
  ),
  number(
    'count',
    'A number and what it counts: `count picture`, or both forms where an s does not do, `count copy copies`.',
    (argument) =>
      argument !== undefined && /^\S+( \S+)?$/.test(argument)
        ? undefined
        : `takes what is counted, as in count picture or count copy copies${argument === undefined ? '' : `, not "${argument}"`}`,
    count,
  ),
  {
    id: 'date',
    title: 'The calendar day of a date, without its time.',
    accepts: ['date', 'string'],
    check: noArgument,
    format: (value) => (typeof value === 'string' ? parseDate(value)?.day : undefined),
  },
  {
    id: 'list',
    title: `The elements of a list, at most ${MAX_ITEMS}, with "and" before the last.`,
    accepts: ['array'],
    check: noArgument,
    format: (value) => (Array.isArray(value) ? sentenceList(value.map(plain)) : undefined),
  },
];

const shorten = (items: readonly string[]): readonly string[] =>
  items.length > MAX_ITEMS ? [...items.slice(0, MAX_ITEMS), `${items.length - MAX_ITEMS} more`] : items;

/** "a, b and c", of many the first; "none" of none. */
export const sentenceList = (items: readonly string[]): string => {
  const shown = shorten(items);
  return shown.length < 2 ? (shown[0] ?? 'none') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
};

/** Control characters, line breaks and marks that turn the direction of writing become spaces: a message is one line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

const oneLine = (text: string, most = MAX_TEXT): string => {
  const line = text.replace(UNPRINTABLE, ' ').trim();
  const characters = [...line];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line;
};

/** A value in words, without a formatter: one line, bounded. */
export const plain = (value: Json | undefined): string => {
  if (value === null || value === undefined) return 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value === 'string') return value === '' ? 'empty' : oneLine(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : shorten(value.map(plain)).join(', ');
  const parts = Object.entries(value).map(([key, part]) => `${oneLine(key)}: ${plain(part)}`);
  return parts.length === 0 ? 'none' : oneLine(shorten(parts).join(', '));
};

/** `plain`, for a place where a text is a sentence that a fact wrote: it has room for it. */
export const plainSentence = (value: Json): string =>
  typeof value === 'string' && value !== '' ? oneLine(value, MAX_SENTENCE) : plain(value);

/** `plain`, or with every digit where rounding would make two different numbers look the same. */
export const plainBeside = (value: Json, other: Json | undefined): string =>
  typeof value === 'number' && typeof other === 'number' && value !== other && plain(value) === plain(other)
    ? String(value)
    : plain(value);

/** Units that are written in a way of their own; any other stands after the number. */
const UNIT_FORMATS: { readonly [unit: string]: string } = { bytes: 'bytes', share: 'percent', USD: 'money' };

/**
 * A value as a sentence quotes it: texts in quotes (not dates), numbers with their unit, two of a range joined by "and". `other` is the
 * number that it is compared with, which must not look the same.
 */
export const quoted = (value: Json, other: Json | undefined, unit: string | undefined): string => {
  if (typeof value === 'string')
    return value === '' || parseDate(value) !== undefined ? plain(value) : `"${plain(value)}"`;
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : shorten(value.map((item) => quoted(item, undefined, unit))).join(', ');
  if (typeof value !== 'number' || unit === undefined) return plainBeside(value, other);
  const formatter = formatters.find(({ id }) => id === UNIT_FORMATS[unit]);
  if (formatter === undefined) return `${plainBeside(value, other)} ${unit}`;
  const text = formatter.format(value, undefined) ?? plain(value);
  const alike = typeof other === 'number' && value !== other && formatter.format(other, undefined) === text;
  return alike ? (formatter.exact?.(value, undefined) ?? text) : text;
};
