import { expect, it } from 'vitest';
import { joinedLazily, lazily } from './once.ts';

it('makes a value when it is asked for, once, also of objects that were joined', () => {
  const made: string[] = [];
  const make = (name: string, value: number) => (): number => {
    made.push(name);
    return value;
  };
  const one = lazily<{ a: number; b: number }>({ a: make('a', 1), b: make('b', 2) });
  const both = joinedLazily(one, { b: 5, c: 3 });
  expect(made).toEqual([]);
  expect([both.a, both.a, one.a, both.b, both.c]).toEqual([1, 1, 1, 5, 3]);
  expect(made).toEqual(['a']);
  expect({ ...one }).toEqual({ a: 1, b: 2 });
  expect(made).toEqual(['a', 'b']);
});
