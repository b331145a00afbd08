import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { areDistinct, areSame, differentValues, type Valued } from './values.ts';

/** Members with these values, all of which count; `undefined` is one that is not known. */
const all = (...values: readonly (Json | undefined)[]): readonly Valued[] =>
  values.map((value) => ({ isIn: true, value }));
const maybe = (value: Json | undefined): Valued => ({ isIn: undefined, value });
const without = (value: Json | undefined): Valued => ({ isIn: false, value });
const one = { amount: 1 } as const;

describe('how many values are different', () => {
  it.each<[string, readonly Valued[], number]>([
    ['none', [], 0],
    ['equal ones', all('a', 'a'), 1],
    ['a text and a number', all('1', 1), 2],
    ['members that do not count', [...all('a'), without('b')], 1],
  ])('%s', (_what, members, count) => {
    expect(differentValues(members, undefined)).toEqual({ least: count, most: count });
  });

  it.each<[readonly number[], number]>([
    [[0, 1], 1],
    [[0, 1.5], 2],
    // Between two chains lie two empty buckets: the second is not walked as a part of the first.
    [[0, 3], 2],
    [[0.5, 3.2, 6.4], 3],
    [[0, 1, 2], 2],
    [[0, 1, 2, 3, 4], 3],
  ])('%j, those at most 1 apart being one: %d', (values, count) => {
    expect(differentValues(all(...values), one).least).toBe(count);
  });

  it('is a range where members may not count, or values are not known', () => {
    expect(differentValues([...all('a'), maybe('b')], undefined)).toEqual({ least: 1, most: 2 });
    expect(differentValues(all('a', undefined), undefined)).toEqual({ least: 1, most: 2 });
    expect(differentValues(all(undefined), undefined)).toEqual({ least: 1, most: 1 });
    expect(differentValues([maybe(undefined)], undefined)).toEqual({ least: 0, most: 1 });
  });
});

describe('whether all are one, or all differ', () => {
  it.each<[string, readonly Valued[], boolean | undefined, boolean | undefined]>([
    ['none', [], true, true],
    ['one', all('a'), true, true],
    ['two alike', all('a', 'a'), true, false],
    ['two others', all('a', 'b'), false, true],
    ['one that may not count', [...all('a'), maybe('b')], undefined, true],
    ['a like that may not count', [...all('a'), maybe('a')], true, undefined],
    ['one that is not known', all('a', undefined), undefined, undefined],
    ['two alike and one that is not known', all('a', 'a', undefined), undefined, false],
    ['two others and one that is not known', all('a', 'b', undefined), false, undefined],
  ])('%s', (_what, members, same, distinct) => {
    expect([areSame(members, undefined), areDistinct(members, undefined)]).toEqual([same, distinct]);
  });
});
