import type { Json } from '../model/json.ts';
import type { Operator, OperatorContext } from '../model/operator.ts';
import { compareDates, type DateValue, dayBefore, type Period, parseDate, parsePeriod } from '../value/dates.ts';
import { asArray, asString } from '../value/kinds.ts';

const dateOf = (value: Json, context: OperatorContext): DateValue => {
  const text = asString(value) === 'today' ? context.asOf : asString(value);
  const date = parseDate(text);
  if (!date) throw new TypeError('date expected');
  return date;
};

const checkDate = (expected: Json): string | undefined =>
  expected === 'today' || parseDate(asString(expected))
    ? undefined
    : `"${asString(expected)}" is not a date; write YYYY-MM-DD, a date with time, or today`;

const compared =
  (test: (difference: number) => boolean) => (actual: Json, expected: Json, context: OperatorContext) => {
    const difference = compareDates(dateOf(actual, context), dateOf(expected, context));
    return difference === undefined ? undefined : test(difference);
  };

const checkPeriod = (expected: Json): string | undefined =>
  parsePeriod(asString(expected))
    ? undefined
    : `"${asString(expected)}" is not a length of time; write a number and day, week, month or year, as in 30 days`;

const aged = (test: (difference: number) => boolean) => (actual: Json, expected: Json, context: OperatorContext) => {
  const limit = dayBefore(context.asOf, periodOf(expected));
  const difference = compareDates(dateOf(actual, context), { day: limit });
  return difference === undefined ? undefined : test(difference);
};

/** From so many days ago to today, both days included. What cannot be told of either end is unknown, unless the other end settles it. */
const withinLast = (actual: Json, expected: Json, context: OperatorContext): boolean | undefined => {
  const date = dateOf(actual, context);
  const from = compareDates(date, { day: dayBefore(context.asOf, periodOf(expected)) });
  const to = compareDates(date, { day: context.asOf });
  if ((from !== undefined && from < 0) || (to !== undefined && to > 0)) return false;
  return from === undefined || to === undefined ? undefined : true;
};

const periodOf = (value: Json): Period => {
  const period = parsePeriod(asString(value));
  if (!period) throw new TypeError('length of time expected');
  return period;
};

const checkRange = (expected: Json): string | undefined => {
  const [from, to, ...more] = asArray(expected);
  if (from === undefined || to === undefined || more.length > 0) return 'write two values, the lowest and the highest';
  if (typeof from === 'number' && typeof to === 'number')
    return from > to ? 'the lowest is above the highest' : undefined;
  if (typeof from !== 'string' || typeof to !== 'string') return 'write two numbers or two dates';
  const wrong = checkDate(from) ?? checkDate(to);
  if (wrong !== undefined || from === 'today' || to === 'today') return wrong;
  const [start, end] = [parseDate(from), parseDate(to)];
  return start && end && (compareDates(start, end) ?? 0) > 0 ? 'the first date is after the second' : undefined;
};

const between = (actual: Json, expected: Json, context: OperatorContext): boolean | undefined => {
  const [from, to] = asArray(expected);
  if (from === undefined || to === undefined || typeof from !== typeof actual || typeof to !== typeof actual)
    return undefined;
  if (typeof actual === 'number' && typeof from === 'number' && typeof to === 'number') {
    return actual >= from && actual <= to;
  }
  const after = compareDates(dateOf(actual, context), dateOf(from, context));
  const before = compareDates(dateOf(actual, context), dateOf(to, context));
  if ((after !== undefined && after < 0) || (before !== undefined && before > 0)) return false;
  return after === undefined || before === undefined ? undefined : true;
};

/** Ranges and dates. A bare date is a calendar day; `today` is the day that `--as-of` gives. */
export const timeOperators: readonly Operator[] = [
  {
    id: 'between',
    title: 'The number or date lies between two, both included.',
    phrase: 'be between {{expected}}',
    accepts: ['number', 'date'],
    expects: ['array'],
    sameKind: 'actual',
    check: checkRange,
    test: between,
  },
  {
    id: 'before',
    title: 'The date is earlier than this one, or than `today`.',
    phrase: 'be before {{expected}}',
    accepts: ['date'],
    expects: ['string', 'date'],
    check: checkDate,
    test: compared((difference) => difference < 0),
  },
  {
    id: 'after',
    title: 'The date is later than this one, or than `today`.',
    phrase: 'be after {{expected}}',
    accepts: ['date'],
    expects: ['string', 'date'],
    check: checkDate,
    test: compared((difference) => difference > 0),
  },
  {
    id: 'olderThan',
    title: 'The date lies more than this far before today (`30 days`, `2 weeks`, `6 months`, `1 year`).',
    phrase: 'be older than {{expected}}',
    accepts: ['date'],
    expects: ['string'],
    check: checkPeriod,
    test: aged((difference) => difference < 0),
  },
  {
    id: 'newerThan',
    title: 'The date lies less than this far before today; a date to come is newer too.',
    phrase: 'be newer than {{expected}}',
    accepts: ['date'],
    expects: ['string'],
    check: checkPeriod,
    test: aged((difference) => difference > 0),
  },
  {
    id: 'withinLast',
    title: 'The date lies this far before today or less, and not after today.',
    phrase: 'be within the last {{expected}}',
    accepts: ['date'],
    expects: ['string'],
    check: checkPeriod,
    test: withinLast,
  },
];
