import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineExtension, defineExtensionPoint, defineFact } from '../model/fact.ts';
import type { Plugin } from '../model/plugin.ts';
import type { Subject } from '../model/subject.ts';
import { Guard } from '../plugin/guard.ts';
import { guardPlugin } from '../plugin/guarded-plugin.ts';
import { FactStore } from '../run/fact-store.ts';
import { createRegistry } from './registry.ts';

const subject: Subject = { scope: 'thing', path: 'a', file: '/a', channels: [] };
const rank = defineExtensionPoint<{ readonly path: string }, string>({
  id: 'rank',
  sharedAs: 'builtin/rank@1',
  title: 'Ranks a thing.',
  result: z.string(),
});

/** The plugin whose fact asks all extensions. */
const asking: Plugin = {
  name: 'builtin',
  version: '1',
  facts: [
    defineFact({
      id: 'ranks',
      scope: 'thing',
      version: 1,
      title: 'ranks',
      schema: z.array(z.string()),
      compute: ({ path }, _params, context) => Promise.all(context.extensions(rank).map((run) => run({ path }))),
    }),
  ],
};

const extending = (name: string, run: (path: string, settings: unknown) => unknown, point = rank): Plugin => ({
  name,
  version: '1',
  extensions: [defineExtension({ point, version: 1, run: ({ path }, { settings }) => run(path, settings) as string })],
});

const ranksBy = (others: readonly Plugin[]) => {
  const guard = new Guard({ timeoutMs: 200 });
  const guarded = others.map((plugin) => guardPlugin(plugin, guard, { module: `/${plugin.name}.mjs`, attributes: [] }));
  const store = new FactStore({
    root: '/',
    registry: createRegistry([asking, ...guarded], { builtIn: 'builtin' }),
    settingsOf: (plugin) => ({ of: plugin }),
    asOf: '2026-01-01',
    subjects: new Map([['thing', [subject]]]),
  });
  return store.resolve(subject, 'ranks', {});
};

it('a fact asks all extensions of a point, each with the settings of its own plugin', async () => {
  const say = (path: string, settings: unknown) => `${path} ${JSON.stringify(settings)}`;
  expect(await ranksBy([extending('one', say), extending('two', say)])).toMatchObject({
    value: ['a {"of":"one"}', 'a {"of":"two"}'],
  });
  expect(await ranksBy([])).toMatchObject({ value: [] });
});

it('a point of another copy of its plugin is the same by its shared name, and another one by its id alone', async () => {
  const { sharedAs: _name, ...unnamed } = rank;
  expect(await ranksBy([extending('one', () => 'x', { ...rank })])).toMatchObject({ value: ['x'] });
  expect(await ranksBy([extending('one', () => 'x', unnamed)])).toMatchObject({ value: [] });
});

it('an extension that returns something else, or does not end, makes the value unknown and is named', async () => {
  expect(await ranksBy([extending('one', () => 7)])).toMatchObject({
    unknown: expect.stringMatching(/plugin "one".*extension of "rank"/s),
  });
  expect(await ranksBy([extending('slow', () => new Promise(() => undefined))])).toMatchObject({
    unknown: expect.stringMatching(/plugin "slow".*extension of "rank"/s),
  });
});
