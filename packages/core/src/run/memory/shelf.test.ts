import { expect, it } from 'vitest';
import type { Snapshot } from './fact-memo.ts';
import { Shelf } from './shelf.ts';

const snapshotOf = (n: number): Snapshot => ({
  facts: [
    { id: 'a', params: {}, value: { n, list: [n, null, 'x'] } },
    { id: 'b', params: { n }, timed: true, value: n % 2 === 0 ? null : `text ${n}` },
    { id: 'c', params: {}, error: `no ${n}`, code: 'content-unreadable' },
  ],
});

it('gives back what lies on it, of few and of many subjects, once', () => {
  const shelf = new Shelf();
  const keys = Array.from({ length: 1500 }, (_, n) => `subject ${n}`);
  keys.forEach((key, n) => {
    shelf.put(key, snapshotOf(n));
  });
  for (const n of [0, 1, 999, 1000, 1001, 1499]) {
    expect(shelf.has(`subject ${n}`)).toBe(true);
    expect(shelf.take(`subject ${n}`)).toEqual(snapshotOf(n));
    expect(shelf.take(`subject ${n}`)).toBeUndefined();
  }
  shelf.delete('subject 2');
  expect(shelf.has('subject 2')).toBe(false);
});
