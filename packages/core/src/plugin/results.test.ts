import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Attribute } from '../model/attribute.ts';
import { WrongResult } from './call.ts';
import { checkedResult, checkedSubject, results, subjectSchema } from './results.ts';

const attributes: readonly Attribute[] = [
  { name: 'shelf', holds: 'text', origin: 'shelfFrom' },
  { name: 'colours', holds: 'texts' },
];
const subject = { scope: 'thing', path: 'a', file: '/a' };
const check = (more: object): unknown => checkedSubject({ ...subject, ...more }, 'thing', subjectSchema(attributes));

describe('what a subject may carry', () => {
  it.each([[{ shelf: 'top', shelfFrom: 'name' }], [{ colours: ['red'] }], [{ group: 'g' }], [{ own: { a: 1 } }]])(
    '%j',
    (more) => {
      expect(check(more)).toEqual({ ...subject, ...more });
    },
  );
  it.each([
    [{ shelf: ['top'] }, 'shelf: '],
    [{ shelfFrom: 3 }, 'shelfFrom: '],
    [{ colours: 'red' }, 'colours: '],
    [{ file: '' }, 'file: '],
  ])('not %j', (more, place) => {
    expect(() => check(more)).toThrow(WrongResult);
    expect(() => check(more)).toThrow(place);
  });
});

describe('what does not fit', () => {
  it('is told with its place, three faults and the count of the others', () => {
    const schema = z.object({ a: z.string(), b: z.string(), c: z.string() });
    const textOf = (given: unknown): string => {
      try {
        checkedResult(given, schema);
        return 'fits';
      } catch (error) {
        return error instanceof Error ? error.message : 'no error';
      }
    };
    expect(textOf({ a: 'x', b: 'y', c: 'z' })).toBe('fits');
    expect(textOf({ a: 1, b: 2, c: 3 }).split('; ')).toHaveLength(3);
    expect(textOf({ a: 1, b: 'y', c: 'z' })).toMatch(/^a: Invalid input[^;]*$/);
    expect(textOf('x')).toMatch(/^Invalid input/);
    expect(() => checkedResult([1, 2, 3, 4, 5], results.texts)).toThrow(/; and 2 more$/);
  });
});
