import { describe, expect, it } from 'vitest';
import { isOfKind, isScalar, kindNames, kindOf, presentKinds } from './kinds.ts';

describe('kinds of values', () => {
  it.each([
    ['2026-11-25', 'date', true],
    ['2026-11-31', 'date', false],
    ['tomorrow', 'date', false],
    [20261125, 'date', false],
    ['tomorrow', 'string', true],
    [Number.NaN, 'number', false],
    [Number.POSITIVE_INFINITY, 'number', false],
    [0, 'number', true],
    [null, 'null', true],
    [[], 'array', true],
    [{}, 'object', true],
    [[], 'object', false],
  ] as const)('%j as %s: %s', (value, kind, expected) => {
    expect(isOfKind(value, kind)).toBe(expected);
  });

  it.each([
    ['', true],
    [false, true],
    [0, true],
    [Number.NaN, false],
    [null, false],
    [undefined, false],
    [[], false],
    [{}, false],
  ])('%j is one plain value: %s', (value, expected) => {
    expect(isScalar(value)).toBe(expected);
  });

  it('are named in sentences, a date being a text already', () => {
    expect(kindNames(['string', 'date', 'number'])).toBe('a number or text');
    expect(kindNames(['date'])).toBe('a date');
    expect(kindOf(null)).toBe('null');
  });
});

it('null is a kind where there is no other', () => {
  expect(presentKinds(new Set(['null']))).toEqual(['null']);
  expect(presentKinds(new Set(['null', 'number']))).toEqual(['number']);
});
