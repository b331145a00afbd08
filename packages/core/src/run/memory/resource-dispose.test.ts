import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineFact, defineResource, type FactContext } from '../../model/fact.ts';
import type { Subject } from '../../model/subject.ts';
import { Guard } from '../../plugin/guard.ts';
import { guardPlugin } from '../../plugin/guarded-plugin.ts';
import { createRegistry } from '../../registry/registry.ts';
import { FactStore } from '../fact-store.ts';

const subject: Subject = { scope: 'thing', path: 'a', file: '/a', channels: [] };

/** Returns a store with facts over a resource that reports when it is disposed of. */
const storeOf = (computes: { readonly [id: string]: (value: Promise<string>) => unknown }, isGuarded = false) => {
  const disposed: string[] = [];
  const made = defineResource({
    id: 'made',
    create: () => 'pixels',
    dispose: (value: string) => {
      disposed.push(value);
    },
  });
  const broken = defineResource({
    id: 'broken',
    create: () => Promise.reject(new Error('no')),
    dispose: () => {
      disposed.push('broken');
    },
  });
  const facts = Object.entries(computes).map(([id, compute]) =>
    defineFact({
      id,
      scope: 'thing',
      version: 1,
      title: id,
      schema: z.unknown(),
      compute: async (_subject, _params, context: FactContext) => {
        await context.use(broken).catch(() => undefined);
        return compute(context.use(made));
      },
    }),
  );
  const plugin = { name: 'own', version: '1', facts, resources: [made, broken] };
  const guarded = isGuarded ? guardPlugin(plugin, new Guard(), { module: '/own.mjs', attributes: [] }) : plugin;
  const registry = createRegistry([guarded], { builtIn: isGuarded ? '' : 'own' });
  const store = new FactStore({
    root: '/',
    registry,
    settingsOf: () => undefined,
    asOf: '2026-01-01',
    subjects: new Map([['thing', [subject]]]),
  });
  return { store, disposed };
};

it.each([false, true])(
  'disposes of what facts shared when the subject is let go, once (guarded: %s)',
  async (guarded) => {
    for (const letGo of ['clear', 'spill'] as const) {
      const { store, disposed } = storeOf(
        { first: (value) => value, second: async (value) => `${await value}!` },
        guarded,
      );
      const id = guarded ? 'own/second' : 'second';
      expect(await store.resolve(subject, id, {})).toMatchObject({ value: 'pixels!' });
      expect(disposed).toEqual([]);
      store[letGo](subject);
      store.clear(subject);
      await setImmediate();
      expect(disposed).toEqual(['pixels']);
    }
  },
);

it('leaves it to those that still use it', async () => {
  let end = (): void => undefined;
  const until = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { store, disposed } = storeOf({
    quick: (value) => value,
    slow: async (value) => {
      await until;
      return value;
    },
  });
  const slow = store.resolve(subject, 'slow', {});
  await store.resolve(subject, 'quick', {});
  store.clear(subject);
  end();
  expect(await slow).toMatchObject({ value: 'pixels' });
  expect(disposed).toEqual([]);
});
