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
/** Of what the plugin's entry says nothing but this is asked. */
const entry = { id: 'neighbours', plugin: 'own', provider } as FactEntry;
const key = factKeyOf('neighbours', {});

/** A memo in which a fact has looked at other subjects, laid aside. */
const laidAside = async (value: unknown, asked: { readonly timed: boolean; readonly isOver: boolean }) => {
  const memos = new Memos((_scope, id) => (id === entry.id ? entry : undefined));
  const dependencies = { ...newDependencies(), others: true, timed: asked.timed };
  const promise = asked.isOver ? Promise.resolve(value) : new Promise(() => undefined);
  const before = memos.of(subject);
  before.facts.set(key, new MeasuredFact(entry, {}, promise, dependencies));
  await undefined;
  memos.layAside(subject);
  return { before, after: memos.of(subject), isKnown: memos.known(subject) !== undefined };
};

it.each([false, true])(
  'gives back the very value of what depends on others, and says that it does; of today: %s',
  async (timed) => {
    const value = { names: new Set(['b', 'c']) };
    const { before, after, isKnown } = await laidAside(value, { timed, isOver: true });
    const fact = after.facts.get(key);
    expect([isKnown, after === before, after.facts.size]).toEqual([true, false, 1]);
    expect(fact?.settled).toEqual({ value });
    expect(await fact?.promise).toBe(value);
    expect([fact?.dependencies.others, fact?.dependencies.timed]).toEqual([true, timed]);
    // No other run is told of it, and no verdict of it stands.
    expect(snapshotOf(after)).toBeUndefined();
    expect([willBeSame(after, true), willBeSame(after, false)]).toEqual([false, true]);
  },
);

it('holds what is under way as it is', async () => {
  const { before, after } = await laidAside(null, { timed: false, isOver: false });
  expect(after).toBe(before);
});
