import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ListingLintError } from '../model/error.ts';
import { defineFact } from '../model/fact.ts';
import { newDependencies } from '../run/memory/dependencies.ts';
import {
  type FactMemo,
  factKeyOf,
  isTimed,
  type Measurement,
  newFactMemo,
  restoreTo,
  snapshotOf,
} from '../run/memory/fact-memo.ts';
import type { FactEntry } from '../vocabulary/vocabulary.ts';

const entry = {
  id: 'size',
  provider: defineFact({
    id: 'size',
    scope: 'page',
    version: 1,
    title: 'size',
    schema: z.number(),
    compute: () => 1,
  }),
} as unknown as FactEntry;

const memoOf = (settled: Measurement['settled'], more: Partial<Measurement['dependencies']> = {}): FactMemo => {
  const memo = newFactMemo();
  const dependencies = { ...newDependencies(), ...more };
  memo.facts.set(factKeyOf('size', {}), {
    entry,
    params: {},
    promise: Promise.resolve(1),
    dependencies,
    ...(settled === undefined ? {} : { settled }),
  });
  return memo;
};
const restored = (memo: FactMemo): Measurement | undefined => {
  const next = newFactMemo();
  const snapshot = snapshotOf(memo);
  if (snapshot !== undefined) restoreTo(next, snapshot, (id) => (id === 'size' ? entry : undefined));
  return next.facts.get(factKeyOf('size', {}));
};

describe('facts that are remembered', () => {
  it('come back with their value, and with whether they ask for today', async () => {
    const plain = restored(memoOf({ value: 7 }));
    expect(await plain?.promise).toBe(7);
    expect([plain?.settled, plain?.dependencies.timed]).toEqual([{ value: 7 }, false]);
    expect(restored(memoOf({ value: 7 }, { timed: true }))?.dependencies.timed).toBe(true);
    expect(isTimed(snapshotOf(memoOf({ value: 7 }, { timed: true })) ?? { facts: [] })).toBe(true);
    expect(isTimed(snapshotOf(memoOf({ value: 7 })) ?? { facts: [] })).toBe(false);
  });

  it('come back with a fault of the content, and with no other', async () => {
    const lasting = restored(memoOf({ error: new ListingLintError('content-unreadable', 'torn') }));
    await expect(lasting?.promise).rejects.toMatchObject({ code: 'content-unreadable', message: 'torn' });
    expect(snapshotOf(memoOf({ error: new ListingLintError('plugin-timeout', 'late') }))).toBeUndefined();
    expect(snapshotOf(memoOf({ error: Object.assign(new Error('no'), { code: 'data-invalid' }) }))).toBeUndefined();
  });

  it('are none where they depend on other subjects, or are not there yet', () => {
    expect(snapshotOf(memoOf({ value: 7 }, { others: true }))).toBeUndefined();
    expect(snapshotOf(memoOf(undefined))).toBeUndefined();
    expect(snapshotOf(newFactMemo())).toEqual({ facts: [] });
  });

  it('are left out where no plugin knows them any more', () => {
    const next = newFactMemo();
    restoreTo(next, { facts: [{ id: 'gone', params: {}, value: 1 }] }, () => undefined);
    expect(next.facts.size).toBe(0);
  });
});
