import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDates, type DateValue, dayBefore, parseDate, parsePeriod } from './dates.ts';

const date = (text: string): DateValue => {
  const parsed = parseDate(text);
  if (!parsed) throw new Error(text);
  return parsed;
};

describe('dates', () => {
  it.each([
    '2026-02-30',
    '2026-13-01',
    '2025-02-29',
    '20260301',
    '2026-3-1',
    '2026-03-01T25:00',
    '2026-03-01T10',
    '2026-03-01T10:00+99:00',
    '0000-01-01',
    '2026:03:01 10:00:00',
    'yesterday',
    '',
  ])('does not take %s for a date', (text) => {
    expect(parseDate(text)).toBeUndefined();
  });

  it.each<[string, string, number | undefined]>([
    ['2026-03-01', '2026-03-02', -1],
    ['2026-03-01', '2026-03-01T23:59:59Z', 0],
    ['2026-03-01T10:00:00Z', '2026-03-01T11:00:00+02:00', 1],
    ['2026-03-01T10:00:00Z', '2026-03-01T12:00:00+02:00', 0],
    ['2026-03-01T10:00:00', '2026-03-01T10:00:01', -1],
    ['2026-03-01T10:00:00', '2026-03-01T12:00:00Z', undefined],
    ['2026-03-01T10:00:00', '2026-03-02T12:00:00Z', -1],
    ['2026-03-02T12:00:00Z', '2026-03-01T10:00:00', 1],
    ['2026-03-01T10:00:00.5Z', '2026-03-01T10:00:00Z', 1],
  ])('%s beside %s: %s', (a, b, order) => {
    const difference = compareDates(date(a), date(b));
    expect(difference === undefined ? undefined : Math.sign(difference)).toBe(order);
  });

  it.each([
    '2026-03-31T24:00Z',
    '2026-03-31T23:60Z',
    '2026-03-31T23:59:60Z',
    '2026-03-31T10:00+15:00',
    '2026-03-31T10:00+01:60',
    '2026-02-29',
    '0099-01-01',
  ])('there is no %s', (text) => {
    expect(parseDate(text)).toBeUndefined();
  });
  it.each(['2026-03-31T23:59:59Z', '2026-03-31T00:00+14:59', '2024-02-29', '0100-01-01'])('there is %s', (text) => {
    expect(parseDate(text)?.day).toBe(text.slice(0, 10));
  });

  it.each([
    ['2026-03-31', '1 month', '2026-02-28'],
    ['2024-02-29', '1 year', '2023-02-28'],
    ['2026-01-01', '1 day', '2025-12-31'],
    ['2026-01-15', '2 weeks', '2026-01-01'],
    ['2026-01-15', '13 months', '2024-12-15'],
    ['2026-01-15', '9999 years', '0000-01-01'],
  ])('the day %s less %s is %s', (day, period, before) => {
    const parsed = parsePeriod(period);
    expect(parsed && dayBefore(day, parsed)).toBe(before);
  });

  it.each(['30', '30d', 'a day', '-1 day', '1.5 years', '1 hour', '99999 days'])(
    'does not take %s for a length of time',
    (text) => {
      expect(parsePeriod(text)).toBeUndefined();
    },
  );

  it('orders exact moments as the clock does', () => {
    const moment = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const difference = compareDates(date(a.toISOString()), date(b.toISOString()));
        expect(Math.sign(difference ?? Number.NaN)).toBe(Math.sign(a.getTime() - b.getTime()));
      }),
    );
  });
});
