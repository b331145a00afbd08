import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineFact, defineResource, type FactContext, type Resource } from '../model/fact.ts';
import type { Plugin } from '../model/plugin.ts';
import type { Subject } from '../model/subject.ts';
import { createRegistry } from '../registry/registry.ts';
import { FactStore } from '../run/fact-store.ts';
import { Guard } from './guard.ts';
import { guardPlugin } from './guarded-plugin.ts';

const subject: Subject = { scope: 'thing', path: 'a', file: '/a', channels: [] };

/** A plugin whose one fact gives what it gets of a resource. */
const user = (name: string, resource: Resource<unknown>, more: Partial<Plugin> = {}): Plugin => ({
  name,
  version: '1',
  facts: [
    defineFact({
      id: 'got',
      scope: 'thing',
      version: 1,
      title: 'what it got',
      schema: z.unknown(),
      compute: (_subject, _params, context: FactContext) => context.use(resource),
    }),
  ],
  ...more,
});

const gotBy = async (plugins: readonly Plugin[]): Promise<readonly unknown[]> => {
  const [builtIn, ...others] = plugins;
  const guard = new Guard();
  const guarded = others.map((plugin) => guardPlugin(plugin, guard, { module: `/${plugin.name}.mjs`, attributes: [] }));
  const registry = createRegistry([...(builtIn ? [builtIn] : []), ...guarded], { builtIn: builtIn?.name ?? '' });
  const store = new FactStore({
    root: '/',
    registry,
    settingsOf: (plugin) => ({ of: plugin }),
    asOf: '2026-01-01',
    subjects: new Map([['thing', [subject]]]),
  });
  const ids = plugins.map(({ name }) => (name === builtIn?.name ? 'got' : `${name}/got`));
  return Promise.all(ids.map(async (id) => store.resolve(subject, id, {})));
};

const counter = (id: string): { readonly resource: Resource<unknown>; readonly made: () => number } => {
  let made = 0;
  const resource = defineResource({
    id,
    create: (_subject, { settings }) => {
      made++;
      return { made, settings };
    },
  });
  return { resource, made: () => made };
};

it('a resource that a plugin shares is made once for all who use it, with the settings of its own plugin', async () => {
  const { resource, made } = counter('bytes');
  const plugins = [user('own', resource, { resources: [resource] }), user('one', resource), user('two', resource)];
  const got = await gotBy(plugins);
  for (const each of got) expect(each).toMatchObject({ value: { made: 1, settings: { of: 'own' } } });
  expect([got.length, made()]).toEqual([3, 1]);
});

it('so does one of somebody else, under guard', async () => {
  const { resource, made } = counter('pages');
  const got = await gotBy([
    user('own', resource),
    user('one', resource, { resources: [resource] }),
    user('two', resource),
  ]);
  for (const each of got) expect(each).toMatchObject({ value: { made: 1, settings: { of: 'one' } } });
  expect([got.length, made()]).toEqual([3, 1]);
});

it('one that is not shared is each plugin’s own, and another object of the same id is another resource', async () => {
  const [first, second] = [counter('bytes'), counter('bytes')];
  const got = await gotBy([
    user('own', first.resource, { resources: [first.resource] }),
    user('one', second.resource),
    user('two', second.resource),
  ]);
  expect(got).toMatchObject([
    { value: { made: 1, settings: { of: 'own' } } },
    { value: { settings: { of: 'one' } } },
    { value: { settings: { of: 'two' } } },
  ]);
  expect([first.made(), second.made()]).toEqual([1, 2]);
});

it('one with a shared name is the same in other copies of its plugin, and an error in another version', async () => {
  const [own, copy] = [counter('pages'), counter('pages')];
  const named = { ...own.resource, sharedAs: 'own/pages@1' };
  const got = await gotBy([
    user('own', named, { resources: [named] }),
    user('one', { ...copy.resource, sharedAs: 'own/pages@1' }),
    user('two', { ...copy.resource, sharedAs: 'own/pages@2' }),
  ]);
  expect(got).toMatchObject([
    { value: { made: 1, settings: { of: 'own' } } },
    { value: { made: 1, settings: { of: 'own' } } },
    {
      unknown: expect.stringContaining(
        'own/pages@2 is asked for, and the plugin "own" that is loaded shares own/pages@1',
      ),
    },
  ]);
  expect([own.made(), copy.made()]).toEqual([1, 0]);
});

it('what one plugin writes into it, no other sees', async () => {
  const shared = defineResource({
    id: 'pixels',
    create: () => ({ width: 1, data: Uint8Array.of(1, 2), bytes: Buffer.from('ab') }),
  });
  const spoiler = defineFact({
    id: 'got',
    scope: 'thing',
    version: 1,
    title: 'what it got',
    schema: z.unknown(),
    compute: async (_subject, _params, context) => {
      const seen = await context.use(shared);
      seen.data.fill(9);
      seen.bytes.fill(9);
      new Uint8Array(seen.data.buffer).fill(9);
      expect(() => Object.assign(seen, { width: 7 })).toThrow(TypeError);
      return 'spoilt';
    },
  });
  const reader = user('own', defineResource({ id: 'unused', create: () => 0 }), { resources: [shared] });
  const builtIn = { ...reader, facts: user('own', shared).facts ?? [] };
  const got = await gotBy([builtIn, { name: 'one', version: '1', facts: [spoiler] }, user('two', shared)]);
  expect(got[1]).toMatchObject({ value: 'spoilt' });
  const untouched = { width: 1, data: { 0: 1, 1: 2 } };
  expect(got[0]).toMatchObject({ value: { width: 1, data: Uint8Array.of(1, 2), bytes: Buffer.from('ab') } });
  expect(JSON.parse(JSON.stringify(got[0]))).toMatchObject({ value: untouched });
});
