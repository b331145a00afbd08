import { expect, it } from 'vitest';
import { LazyMap } from './lazy-map.ts';

it('makes a value when it is first asked for, and once', () => {
  const made: string[] = [];
  const map = new LazyMap<string, number>();
  const define = (key: string, value: number): void =>
    map.define(key, () => {
      made.push(key);
      return value;
    });
  define('b', 2);
  define('a', 1);
  define('a', 9);
  expect([map.size, [...map.keys()], map.has('a'), map.has('c')]).toEqual([2, ['b', 'a'], true, false]);
  expect(made).toEqual([]);
  expect([map.get('a'), map.get('a'), map.get('c')]).toEqual([1, 1, undefined]);
  expect(made).toEqual(['a']);
  expect([...map]).toEqual([
    ['b', 2],
    ['a', 1],
  ]);
  expect(new Map(map).size).toBe(2);
  expect(made).toEqual(['a', 'b']);
});
