import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../../config/load.ts';
import { encodeCache, openCache } from '../../lint/cache-bytes.ts';
import { lint } from '../../lint/lint.ts';
import { defineFact, type FactContext } from '../../model/fact.ts';
import type { Plugin } from '../../model/plugin.ts';
import type { Subject } from '../../model/subject.ts';
import { sha256 } from '../../text/canonical-json.ts';
import type { CacheData } from './judgement-cache.ts';

let folder: string;
/** Shelves whose parts were counted. */
let counted: string[];
/** What each picture shows, by its path. */
let roles: { [path: string]: string };
let isOfGroup = true;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'group-entries-'));
  counted = [];
  roles = { 'a/1.txt': 'main', 'a/2.txt': 'main', 'b/1.txt': 'main' };
  isOfGroup = true;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mains = ({ path }: Subject, context: FactContext): number =>
  context.subjects('image').filter(({ group, ['role']: role }) => group === path && role === 'main').length;

const plugin = (): Plugin => ({
  name: 'builtin',
  version: '1',
  settings: z.strictObject({}),
  facts: [
    defineFact({
      id: 'file',
      scope: 'image',
      version: 1,
      title: 'file',
      schema: z.object({ sha256: z.string(), bytes: z.number() }),
      compute: ({ path }) => ({ sha256: sha256(path), bytes: path.length }),
    }),
    defineFact({
      id: 'parts',
      scope: 'stack',
      version: 1,
      title: 'parts',
      schema: z.object({ mains: z.number() }),
      ...(isOfGroup ? { ofGroup: true } : {}),
      compute: (subject, _params, context) => {
        counted.push(subject.path);
        return { mains: mains(subject, context) };
      },
    }),
    defineFact({
      id: 'all',
      scope: 'stack',
      version: 1,
      title: 'what all pictures are',
      schema: z.object({ count: z.number() }),
      needsSet: ['parts'],
      touchedBy: () => new Set<string>(),
      compute: async (subject, _params, context) => ({
        count: (await context.get<{ mains: number }>('parts', subject)).mains,
      }),
    }),
  ],
  subjects: [
    {
      scope: 'image',
      content: 'file',
      async *discover({ root }) {
        for (const [path, role] of Object.entries(roles))
          yield { scope: 'image', path, file: join(root, path), group: path.charAt(0), channels: [], role };
      },
    },
    {
      scope: 'stack',
      async *discover({ root }) {
        for (const path of ['a', 'b'])
          yield { scope: 'stack', path, file: join(root, path), group: path, channels: [] };
      },
    },
  ],
  rules: [
    { id: 'one-main', leaf: 'fact: parts, path: mains, operator: equal, value: 1' },
    { id: 'few', leaf: 'fact: all, path: count, operator: lessThan, value: 2' },
  ].map(({ id, leaf }) => ({
    path: `${id}.yaml`,
    text: `id: ${id}\nscope: stack\nseverity: error\ntitle: T\nwhy: W.\nfix: F.\nassert: { all: [{ ${leaf} }] }\n`,
  })),
});

const run = async (cache?: CacheData | 'new') => {
  for (const path of Object.keys(roles)) {
    mkdirSync(join(folder, path.charAt(0)), { recursive: true });
    writeFileSync(join(folder, path), path);
    utimesSync(join(folder, path), 1e9, 1e9);
  }
  writeFileSync(join(folder, 'listing-lint.config.yaml'), 'rules: { one-main: error, few: error }\n');
  const config = await loadConfig({ builtin: plugin(), cwd: folder });
  counted = [];
  return lint({ config, asOf: '2026-02-01', tool: { name: 't', version: '0' }, ...(cache && { cache }) });
};

/** As a run finds it that comes later. */
const left = ({ cache }: Awaited<ReturnType<typeof run>>): CacheData => {
  if (cache === undefined) throw new Error('nothing is remembered');
  return openCache(encodeCache({ data: cache })).data() ?? { ...cache, key: 'none' };
};

it('judges what has no content again only where its group is another', async () => {
  const first = await run('new');
  expect(counted).toEqual(['a', 'b']);
  expect(first.report.findings.map(({ ruleId, subject }) => `${ruleId} ${subject.path}`)).toEqual([
    'few a',
    'one-main a',
  ]);
  const second = await run(left(first));
  expect(counted).toEqual([]);
  expect(second.report).toEqual(first.report);

  roles['a/2.txt'] = 'gallery';
  const third = await run(left(second));
  expect(counted).toEqual(['a']);
  expect(third.report).toEqual((await run()).report);
  expect(third.report.findings).toEqual([]);

  roles['b/2.txt'] = 'main';
  const fourth = await run(left(third));
  expect(counted).toEqual(['b']);
  expect(fourth.report).toEqual((await run()).report);
});

it('judges it each time where a fact of it may look further', async () => {
  isOfGroup = false;
  const first = await run('new');
  const second = await run(left(first));
  expect(counted).toEqual(['a', 'b']);
  expect(second.report).toEqual(first.report);
});
