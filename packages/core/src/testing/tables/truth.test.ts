// Kleene's three values, whole: `+` true, `-` false, `?` unknown.
import { describe, expect, it } from 'vitest';
import { and, countTrue, not, overRange, quantified, type Truth } from '../../evaluate/truth.ts';

const of = (sign: string): Truth => (sign === '?' ? undefined : sign === '+');
const sign = (truth: Truth): string => (truth === undefined ? '?' : truth ? '+' : '-');

describe('truth', () => {
  it.each(['+++', '+--', '+??', '-+-', '---', '-?-', '?+?', '?--', '???'])('and: %s', (row) => {
    const [a = '', b = '', both] = row;
    expect(sign(and(of(a), of(b)))).toBe(both);
  });
  it('not', () => {
    expect(['+', '-', '?'].map((each) => sign(not(of(each)))).join('')).toBe('-+?');
  });
  it.each([
    ['', 0, 0],
    ['+-?', 1, 2],
    ['??', 0, 2],
    ['--', 0, 0],
    ['+++', 3, 3],
  ])('of %s from %d to %d are true', (signs, least, most) => {
    expect(countTrue([...signs].map(of))).toEqual({ least, most });
  });
  it.each([
    ['+', 2, 2],
    ['+', 2, 5],
    ['-', 0, 1],
    ['?', 1, 2],
    ['?', 0, 9],
  ])('over a range: %s from %d to %d', (said, least, most) => {
    expect(sign(overRange({ least, most }, (number) => number >= 2))).toBe(said);
  });
  it('over a range: unknown where one is', () => {
    expect(overRange({ least: 0, most: 0 }, () => undefined)).toBeUndefined();
    expect(overRange({ least: 0, most: 1 }, () => undefined)).toBeUndefined();
    expect(overRange({ least: 0, most: 1 }, (number) => (number === 0 ? true : undefined))).toBeUndefined();
  });
  it.each([
    // held from, held to, failed from, failed to: any, every, none.
    [0, 0, 0, 0, '-++'],
    [1, 1, 0, 0, '++-'],
    [0, 1, 0, 0, '?+?'],
    [0, 0, 1, 1, '--+'],
    [0, 0, 0, 1, '-?+'],
    [1, 2, 0, 1, '+?-'],
    [0, 1, 1, 2, '?-?'],
  ])('%d–%d hold, %d–%d do not', (a, b, c, d, said) => {
    const [held, failed] = [
      { least: a, most: b },
      { least: c, most: d },
    ];
    expect((['any', 'every', 'none'] as const).map((each) => sign(quantified(each, held, failed))).join('')).toBe(said);
  });
});
