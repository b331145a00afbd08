// Values at each bound at which a number, text or list is written in another way, and one beyond.
import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { formatters, plain, plainBeside, plainSentence, quoted } from './format.ts';

const format = (id: string, value: Json, argument?: string): string | undefined =>
  formatters.find((each) => each.id === id)?.format(value, argument);
const complaint = (id: string, argument?: string): string | undefined =>
  formatters.find((each) => each.id === id)?.check(argument);

describe('numbers', () => {
  it.each([
    [9_999, '9999'],
    [10_000, '10,000'],
    [-9_999, '-9999'],
    [-10_000, '-10,000'],
    [999.94999, '999.9'],
    [1000.12345, '1,000.1235'],
    [-999.94999, '-999.9'],
    [-1000.12345, '-1,000.1235'],
    [0.00012345, '0.0001235'],
    [0, '0'],
  ])('%d is written %s', (value, text) => {
    expect(plain(value)).toBe(text);
    expect(format('number', value)).toBe(text);
  });

  it.each([
    [0, '0 bytes'],
    [1, '1 bytes'],
    [999, '999 bytes'],
    [999.4, '999 bytes'],
    [1000, '1 kB'],
    [-999, '-999 bytes'],
    [-1000, '-1 kB'],
    [1_234, '1.23 kB'],
    [9_999, '10 kB'],
    [10_000, '10 kB'],
    [10_240, '10.2 kB'],
    [99_940, '99.9 kB'],
    [100_000, '100 kB'],
    [100_400, '100 kB'],
    [-10_240, '-10.2 kB'],
    [-100_400, '-100 kB'],
    [999_999, '1,000 kB'],
    [1_000_000, '1 MB'],
    [1e9, '1 GB'],
    [1e12, '1 TB'],
    [1e15, '1,000 TB'],
    [5.5e16, '55,000 TB'],
  ])('%d bytes are %s', (value, text) => {
    expect(format('bytes', value)).toBe(text);
  });

  it.each([
    ['percent', 0.055, undefined, '6 %'],
    ['percent', 0.0555, '2', '5.55 %'],
    ['number', 1.5, '0', '2'],
    ['number', 1.5, '10', '1.5000000000'],
    ['money', 12, undefined, 'USD 12'],
    ['money', 12.345, 'EUR', 'EUR 12.35'],
    ['count', 1, 'copy copies', '1 copy'],
    ['count', 0, 'copy copies', '0 copies'],
    ['count', -1, 'copy', '-1 copys'],
    ['count', 2, 'picture', '2 pictures'],
    ['date', 5, undefined, undefined],
    ['date', '2026-02-30', undefined, undefined],
    ['date', '2026-02-28', undefined, '2026-02-28'],
    ['list', 'a', undefined, undefined],
    ['list', ['a'], undefined, 'a'],
    ['list', ['a', 'b'], undefined, 'a and b'],
    ['percent', 'a', undefined, undefined],
  ] as const)('%s of %j with %j is %j', (id, value, argument, text) => {
    expect(format(id, value as Json, argument)).toBe(text);
  });

  it.each([
    ['number', undefined, true],
    ['number', '0', true],
    ['number', '10', true],
    ['number', '11', false],
    ['number', '-1', false],
    ['number', '1.5', false],
    ['number', '', false],
    ['percent', '010', false],
    ['bytes', undefined, true],
    ['bytes', '1', false],
    ['money', undefined, true],
    ['money', 'EUR', true],
    ['money', 'EURO', false],
    ['money', 'eur', false],
    ['count', undefined, false],
    ['count', 'a', true],
    ['count', 'a b', true],
    ['count', 'a b c', false],
    ['count', ' a', false],
    ['date', undefined, true],
    ['date', 'x', false],
    ['list', 'x', false],
  ])('%s takes %j as its argument: %s', (id, argument, isTaken) => {
    expect(complaint(id, argument) === undefined).toBe(isTaken);
  });
});

describe('texts and lists', () => {
  it('are cut behind 160 characters, sentences behind 500', () => {
    expect(plain('x'.repeat(160))).toBe('x'.repeat(160));
    expect(plain('x'.repeat(161))).toBe(`${'x'.repeat(159)}…`);
    expect(plainSentence('x'.repeat(500))).toBe('x'.repeat(500));
    expect(plainSentence('x'.repeat(501))).toBe(`${'x'.repeat(499)}…`);
    expect([plainSentence(''), plainSentence(3), plainSentence(['a'])]).toEqual(['empty', '3', 'a']);
    expect(plain({ a: 'x'.repeat(159) })).toBe(`a: ${'x'.repeat(156)}…`);
  });

  it('name ten, and count the rest', () => {
    const many = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
    expect(plain(many(10))).toBe('0, 1, 2, 3, 4, 5, 6, 7, 8, 9');
    expect(plain(many(11))).toBe('0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1 more');
    expect(format('list', many(10))).toBe('0, 1, 2, 3, 4, 5, 6, 7, 8 and 9');
    expect(format('list', many(11))).toBe('0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 1 more');
    expect(plain(Object.fromEntries(many(11).map((key) => [`k${key}`, key])))).toMatch(/k9: 9, 1 more$/);
    expect([plain({}), plain([]), plain(''), plain(false)]).toEqual(['none', 'none', 'empty', 'no']);
  });
});

describe('values beside others', () => {
  it.each([
    [0.12345, 0.12346, '0.12345'],
    [0.12345, 0.2, '0.1235'],
    [0.12345, 0.12345, '0.1235'],
    [0.12345, undefined, '0.1235'],
    [0.12345, '0.1235', '0.1235'],
    ['0.1235', 0.12349, '0.1235'],
    [true, 1, 'yes'],
  ])('%j beside %j is %s', (value, other, text) => {
    expect(plainBeside(value, other)).toBe(text);
  });

  it.each([
    ['main', undefined, undefined, '"main"'],
    ['', undefined, undefined, 'empty'],
    ['2026-03-01', undefined, undefined, '2026-03-01'],
    [[], undefined, undefined, 'none'],
    [['a', '2026-03-01'], undefined, undefined, '"a", 2026-03-01'],
    [[1, 2], undefined, 'px', '1 px, 2 px'],
    [5, undefined, 'px', '5 px'],
    [5, undefined, undefined, '5'],
    [true, undefined, 'px', 'yes'],
    [0.5, undefined, 'share', '50 %'],
    [0.501, 0.5, 'share', '50.1 %'],
    [0.5, 0.5, 'share', '50 %'],
    [0.6, 0.5, 'share', '60 %'],
    [0.501, undefined, 'share', '50 %'],
    [2_000_001, 2_000_000, 'bytes', '2,000,001 bytes'],
    [12.501, 12.5, 'USD', 'USD 12.501'],
    [0.12345, 0.12346, 'px', '0.12345 px'],
  ] as const)('%j beside %j in %j is quoted as %s', (value, other, unit, text) => {
    expect(quoted(value as Json, other, unit)).toBe(text);
  });
});
