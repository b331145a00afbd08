import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineFact } from '../../model/fact.ts';
import type { Subject } from '../../model/subject.ts';
import type { FactEntry } from '../../vocabulary/vocabulary.ts';
import { newDependencies } from './dependencies.ts';
import { factKeyOf, MeasuredFact, snapshotOf, willBeSame } from './fact-memo.ts';
import { Memos } from './memos.ts';

const subject: Subject = { scope: 'thing', path: 'a', file: '/a' };
const provider = defineFact({
  id: 'neighbours',
  scope: 'thing',
  version: 1,
  title: 'What its neighbours are',
  schema: z.unknown(),
  compute: () => null,
});
/** The only member of the plugin's entry that is read. */
const entry = { id: 'neighbours', plugin: 'own', provider } as FactEntry;
const key = factKeyOf('neighbours', {});

/** Spills a memo with a fact that has read other subjects. */
const spilled = async (value: unknown, options: { readonly timed: boolean; readonly isOver: boolean }) => {
  const memos = new Memos((_scope, id) => (id === entry.id ? entry : undefined));
  const dependencies = { ...newDependencies(), others: true, timed: options.timed };
  const promise = options.isOver ? Promise.resolve(value) : new Promise(() => undefined);
  const before = memos.of(subject);
  before.facts.set(key, new MeasuredFact(entry, {}, promise, dependencies));
  await undefined;
  memos.spill(subject);
  return { before, after: memos.of(subject), isKnown: memos.known(subject) !== undefined };
};

it.each([false, true])(
  'gives back the very value of what depends on others, and says that it does; of today: %s',
  async (timed) => {
    const value = { names: new Set(['b', 'c']) };
    const { before, after, isKnown } = await spilled(value, { timed, isOver: true });
    const fact = after.facts.get(key);
    expect([isKnown, after === before, after.facts.size]).toEqual([true, false, 1]);
    expect(fact?.settled).toEqual({ value });
    expect(await fact?.promise).toBe(value);
    expect([fact?.dependencies.others, fact?.dependencies.timed]).toEqual([true, timed]);
    // It is not handed to another run, and no verdict that depends on it is reused.
    expect(snapshotOf(after)).toBeUndefined();
    expect([willBeSame(after, true), willBeSame(after, false)]).toEqual([false, true]);
  },
);

it('holds what is under way as it is', async () => {
  const { before, after } = await spilled(null, { timed: false, isOver: false });
  expect(after).toBe(before);
});
