import { describe, expect, it } from 'vitest';
import type { Subject } from '../../model/subject.ts';
import { BySubject, SubjectOrder } from './subject-order.ts';

const subject = (path: string, scope = 'image'): Subject => ({ scope, path, file: `/shop/${path}` });
const pictures = Array.from({ length: 300 }, (_, k) => subject(`item-${(k * 7) % 300}/01.jpg`));

describe('the order of subjects', () => {
  it('returns the position of each, in whatever order they are added and looked up', () => {
    const order = new SubjectOrder(pictures);
    const paths = pictures.map(({ path }) => path);
    const places = paths.map((path) => order.placeOf(path));
    expect(places.map((place) => order.at(place).path)).toEqual(paths);
    const sorted = [...paths].sort();
    expect(sorted.map((path) => order.placeOf(path))).toEqual(sorted.map((_, place) => place));
    expect([order.placeOf('item-1/02.jpg'), order.placeOf(''), order.placeOf('z')]).toEqual([-1, -1, -1]);
    expect(() => order.at(300)).toThrow(RangeError);
  });
});

describe('something of each subject', () => {
  it('is held as by a map, one that is undefined too', () => {
    const [first, second] = [subject('a'), subject('b')];
    const by = new BySubject<string | undefined>(new Map([['image', [first, second]]]));
    expect([by.isEmpty, by.has(first)]).toEqual([true, false]);
    by.set(second, undefined);
    expect([by.isEmpty, by.has(second), by.get(second), by.has(first)]).toEqual([false, true, undefined, false]);
    by.set(subject('a'), 'of the same path');
    expect([...by]).toEqual([
      [first, 'of the same path'],
      [second, undefined],
    ]);
    expect(() => by.set(subject('a', 'listing'), '')).toThrow(RangeError);
    expect([by.get(subject('c')), by.has(subject('a', 'listing'))]).toEqual([undefined, false]);
  });
});
