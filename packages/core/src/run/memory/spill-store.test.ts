import { expect, it } from 'vitest';
import type { Snapshot } from './fact-memo.ts';
import { SpillStore } from './spill-store.ts';

const snapshotOf = (n: number): Snapshot => ({
  facts: [
    { id: 'a', params: {}, value: { n, list: [n, null, 'x'] } },
    { id: 'b', params: { n }, timed: true, value: n % 2 === 0 ? null : `text ${n}` },
    { id: 'c', params: {}, error: `no ${n}`, code: 'content-unreadable' },
  ],
});

it('returns each snapshot once, with few and with many subjects', () => {
  const store = new SpillStore();
  const keys = Array.from({ length: 1500 }, (_, n) => `subject ${n}`);
  keys.forEach((key, n) => {
    store.put(key, snapshotOf(n));
  });
  for (const n of [0, 1, 999, 1000, 1001, 1499]) {
    expect(store.has(`subject ${n}`)).toBe(true);
    expect(store.take(`subject ${n}`)).toEqual(snapshotOf(n));
    expect(store.take(`subject ${n}`)).toBeUndefined();
  }
  store.delete('subject 2');
  expect(store.has('subject 2')).toBe(false);
});
