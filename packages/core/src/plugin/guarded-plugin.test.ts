import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  defineExtensionPoint,
  type Extension,
  type FactContext,
  type FactProvider,
  type Resource,
} from '../model/fact.ts';
import type { Fix, FixPolicy } from '../model/fix.ts';
import type { Operator } from '../model/operator.ts';
import type { Plugin } from '../model/plugin.ts';
import type { Reporter } from '../model/reporter.ts';
import type { SubjectKind } from '../model/subject-kind.ts';
import { Guard } from './guard.ts';
import { guardPlugin } from './guarded-plugin.ts';

const fixing: Required<FixPolicy> = {
  stays: () => undefined,
  check: () => undefined,
  replace: async () => undefined,
  recover: async () => undefined,
};
const fix: Required<Fix> = {
  id: 'trim',
  scope: 'page',
  rules: ['a'],
  title: 'trims it',
  losses: ['notes'],
  accepts: () => true,
  mends: () => true,
  apply: (bytes) => ({ bytes, changed: [] }),
};
// Each is complete, which the compiler sees to: a property that is new has to be put under guard, too.
const kind: Required<SubjectKind> = {
  scope: 'page',
  gate: 'readable',
  problemsOf: () => [],
  noun: 'page',
  settings: ['pages'],
  content: 'size',
  particulars: 'size',
  particularsOptions: { most: { rule: 'r', option: 'o' } },
  knownAsSaid: true,
  related: {
    twins: { scope: 'page', title: 'twins', keysOf: () => ['a'], keysOfMember: () => ['a'] },
  },
  thumbnail: async () => 'data:image/webp;base64,',
  fixing,
  async *discover() {},
};
const fact: Required<FactProvider> = {
  id: 'size',
  scope: 'page',
  version: 1,
  title: 'size',
  schema: z.number(),
  params: z.object({}),
  needsSet: ['other'],
  ofGroup: true,
  compute: () => 1,
  touchedBy: () => 'all',
  caveats: () => [],
  boxes: () => [],
  region: () => undefined,
  related: () => [],
};
const operator: Required<Operator> = {
  id: 'isEven',
  title: 'even',
  phrase: () => 'be even',
  accepts: ['number'],
  expects: ['boolean'],
  sameKind: 'actual',
  check: () => undefined,
  test: () => true,
  placeholders: ['why'],
  explain: () => ({}),
};
const reporter: Required<Reporter> = {
  id: 'list',
  title: 'list',
  needs: ['thumbnail'],
  options: z.object({}),
  render: () => '',
};
const resource: Required<Resource<unknown>> = {
  id: 'pages',
  sharedAs: 'acme/pages@1',
  create: () => 1,
  isEarly: true,
  dispose: () => undefined,
};
const extension: Required<Extension<unknown, unknown>> = {
  point: defineExtensionPoint({ id: 'rank', title: 'Ranks pages.', result: z.unknown() }),
  version: 1,
  run: () => 1,
};
const plugin: Required<
  Omit<
    Plugin,
    'absentSettings' | 'attributes' | 'beside' | 'environment' | 'kindAdditions' | 'packages' | 'settingsAbout'
  >
> = {
  name: 'acme',
  version: '1.0.0',
  settings: z.object({}),
  checkSettings: () => [],
  terms: () => ({}),
  subjects: [kind],
  ignores: () => [],
  files: () => [],
  lineFiles: () => [{ file: 'a.txt', subjectsOf: () => [] }],
  facts: [fact],
  resources: [resource],
  factsFor: () => [fact],
  extensions: [extension],
  operators: [operator],
  rules: [{ path: 'a.yaml', text: '' }],
  presets: [{ path: 'b.yaml', text: '' }],
  reporters: [reporter],
  commands: [{ name: 'list', summary: 'Lists.', run: async () => 0 }],
  fixes: [fix],
};

const guarded = guardPlugin(plugin, new Guard(), { module: '/acme/plugin.mjs', attributes: [] });

/** Names of the functions and schemas of an object that are those of another still. */
const unguarded = (one: object | undefined, other: object): readonly string[] =>
  Object.entries(other).flatMap(([key, value]) => {
    const isCode = typeof value === 'function' || value instanceof z.ZodType;
    return isCode && Reflect.get(one ?? {}, key) === value ? [key] : [];
  });

describe('a plugin under guard', () => {
  it.each([
    ['plugin', guarded, plugin],
    ['subject kind', guarded.subjects?.[0], kind],
    ['fact', guarded.facts?.[0], fact],
    ['resource', guarded.resources?.[0], resource],
    ['extension', guarded.extensions?.[0], extension],
    ['operator', guarded.operators?.[0], operator],
    ['reporter', guarded.reporters?.[0], reporter],
    ['fix', guarded.fixes?.[0], fix],
    ['fixing', guarded.subjects?.[0]?.fixing, fixing],
    ['line file', guarded.lineFiles?.({})[0], plugin.lineFiles({})[0] ?? {}],
  ])('has all that it brings, and no code of its own that is called unguarded: %s', (_what, one, other) => {
    expect(Object.keys(one ?? {}).sort()).toEqual(Object.keys(other).sort());
    // A fact's own schema says what it measures; values are checked by it under guard.
    expect(unguarded(one, other)).toEqual(other === fact ? ['schema'] : []);
  });

  it('is called as it is itself, also where it is an object with a state', async () => {
    class Own {
      readonly name = 'own';
      readonly version = '1';
      readonly #ignored = ['drafts'];
      ignores(): readonly string[] {
        return this.#ignored;
      }
    }
    expect(guardPlugin(new Own(), new Guard(), { module: '/own.mjs', attributes: [] }).ignores?.({})).toEqual([
      'drafts',
    ]);
  });

  it('hands on every part of a context', async () => {
    const seen: Partial<Record<keyof FactContext, unknown>> = {};
    const watcher = {
      ...fact,
      compute: (_subject: unknown, _params: unknown, context: FactContext) => {
        Object.assign(seen, { ...context });
        return 1;
      },
    };
    const context: Required<FactContext> = {
      root: '/r',
      settings: {},
      asOf: '2026-01-01',
      get: () => Promise.reject(new Error('none')),
      use: () => Promise.reject(new Error('none')),
      useRun: () => Promise.reject(new Error('none')),
      extensions: () => [],
      subjects: () => [],
      set: () => new Map(),
      say: () => undefined,
    };
    const [own] =
      guardPlugin({ name: 'a', version: '1', facts: [watcher] }, new Guard(), { module: '/a.mjs', attributes: [] })
        .facts ?? [];
    const subject = { scope: 'page', path: 'p', file: '/r/p', channels: [] };
    expect(await own?.compute(subject, {}, context)).toBe(1);
    expect(Object.keys(seen).sort()).toEqual(Object.keys(context).sort());
  });
});
