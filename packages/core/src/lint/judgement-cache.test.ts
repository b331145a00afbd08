import { mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../config/load.ts';
import { ScannedFiles } from '../file/scanned-files.ts';
import { stateOfFile } from '../file/seen-files.ts';
import { ListingLintError } from '../model/error.ts';
import { defineFact, defineResource } from '../model/fact.ts';
import type { Plugin } from '../model/plugin.ts';
import type { CacheData } from '../run/cache/judgement-cache.ts';
import { sha256 } from '../text/canonical-json.ts';
import { lint } from './lint.ts';
import type { LintOptions } from './lint-options.ts';

let folder: string;
let reads: string[];
/** What happens when a file has just been read. */
let afterRead: (path: string) => void = () => undefined;

const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);

const pluginOf = ({ version = 1, roles = {} as Record<string, string> } = {}): Plugin => {
  const bytes = defineResource<Buffer>({
    id: 'bytes',
    create: async (subject) => {
      reads.push(subject.path);
      const data = await readFile(subject.file);
      afterRead(subject.path);
      return data;
    },
  });
  const text = (id: string, of: (text: string) => string) =>
    defineFact({
      id,
      scope: 'image',
      version,
      title: id,
      schema: z.object({ value: z.string() }),
      compute: async (_subject, _params, context) => ({ value: of((await context.use(bytes)).toString()) }),
    });
  return {
    name: 'builtin',
    version: '1',
    settings: z.strictObject({ brand: z.string().optional() }),
    files: () => ['mark.png'],
    facts: [
      defineFact({
        id: 'file',
        scope: 'image',
        version: 1,
        title: 'file',
        schema: z.object({ sha256: z.string(), bytes: z.number() }),
        compute: async (_subject, _params, context) => {
          const data = await context.use(bytes);
          return { sha256: sha256(data), bytes: data.length };
        },
      }),
      text('first', (value) => {
        if (value.startsWith('!')) throw new ListingLintError('content-unreadable', 'it is torn');
        return value.charAt(0);
      }),
      text('last', (value) => value.at(-1) ?? ''),
      defineFact({
        id: 'same',
        scope: 'image',
        version: 1,
        title: 'others that end alike',
        schema: z.object({ paths: z.array(z.string()) }),
        needsSet: ['last'],
        compute: (subject, _params, context) => {
          const all = context.set<{ value: string }>('last');
          const value = (path: string) => {
            const stored = all.get(path);
            return stored !== undefined && 'value' in stored ? stored.value.value : undefined;
          };
          return {
            paths: [...all.keys()].filter((path) => path !== subject.path && value(path) === value(subject.path)),
          };
        },
        related: ({ paths }: { paths: string[] }) => paths.map((path) => ({ path, message: 'alike' })),
      }),
      defineFact({
        id: 'age',
        scope: 'image',
        version: 1,
        title: 'today',
        schema: z.object({ today: z.string() }),
        compute: (_subject, _params, context) => ({ today: context.asOf }),
      }),
      defineFact({
        id: 'crowd',
        scope: 'image',
        version: 1,
        title: 'how many there are',
        schema: z.object({ count: z.number() }),
        compute: (_subject, _params, context) => ({ count: context.subjects('image').length }),
      }),
    ],
    subjects: [
      {
        scope: 'image',
        content: 'file',
        async *discover({ root }) {
          for (const path of ['a.txt', 'b.txt', 'c.txt']) {
            if (statSync(join(root, path), { throwIfNoEntry: false }) === undefined) continue;
            const role = roles[path];
            yield {
              scope: 'image',
              path,
              file: join(root, path),
              channels: [],
              ...(role === undefined ? {} : { role }),
            };
          }
        },
      },
    ],
    rules: [
      [
        'no-x',
        'fact: first, path: value, operator: notEqual, value: { option: not }',
        'options: { not: { type: string, default: x } }\n',
      ],
      ['unlike', 'fact: same, path: paths, operator: isEmpty, value: true', ''],
      ['now', 'fact: age, path: today, operator: equal, value: "2026-01-01"', ''],
      ['few', 'fact: crowd, path: count, operator: lessThan, value: 3', ''],
    ].map(([id, leaf, options]) => ({
      path: `${id}.yaml`,
      text: `id: ${id}\nscope: image\nseverity: error\ntitle: T\nwhy: W.\nfix: F.\n${options}assert: { all: [{ ${leaf} }] }\n`,
    })),
  };
};

const run = async (
  cache: CacheData | 'new' | undefined,
  config: string,
  plugin = pluginOf(),
  options: Partial<LintOptions> = {},
) => {
  writeFileSync(join(folder, 'listing-lint.config.yaml'), config);
  reads = [];
  const result = await lint({
    config: await loadConfig({ builtin: plugin, cwd: folder }),
    tool: { name: 'listing-lint', version: 'test' },
    asOf: '2026-01-01',
    ...(cache === undefined ? {} : { cache }),
    ...options,
  });
  // The cache between runs is JSON.
  const written: CacheData = JSON.parse(JSON.stringify(result.cache ?? null));
  // As if the next run came some time after.
  return {
    written,
    data: { ...written, writtenAt: Date.now() + 10_000 },
    report: JSON.stringify(result.report),
    reads: [...reads].sort(),
  };
};
const RULES = 'rules: { no-x: error, unlike: warn }\n';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'listing-lint-cache-'));
  put('a.txt', 'x1');
  put('b.txt', 'y1');
  put('c.txt', '!z');
});
afterEach(() => {
  afterRead = () => undefined;
  rmSync(folder, { recursive: true, force: true });
});

it('reads nothing again, and reports the same bytes, findings over the set too', async () => {
  const plain = await run(undefined, RULES);
  const first = await run('new', RULES);
  const second = await run(first.data, RULES);
  expect(first.reads).toEqual(['a.txt', 'b.txt', 'c.txt']);
  expect(second.reads).toEqual([]);
  expect(first.report).toBe(plain.report);
  expect(second.report).toBe(plain.report);
  expect(JSON.parse(plain.report).findings).toHaveLength(4);
  expect((await run(second.data, RULES)).reads).toEqual([]);
});

it('looks again at what has changed, also within the grain of the clock, and not at what was only touched', async () => {
  const { data } = await run('new', RULES);
  put('b.txt', 'x2');
  const changed = await run(data, RULES);
  expect(changed.reads).toEqual(['b.txt']);
  expect(changed.report).toBe((await run(undefined, RULES)).report);
  // Size and time are set back: the change time cannot be.
  const { mtime } = statSync(join(folder, 'b.txt'));
  put('b.txt', 'y3');
  utimesSync(join(folder, 'b.txt'), mtime, mtime);
  expect((await run(changed.data, RULES)).reads).toEqual(['b.txt']);
  // So close to the writing of the cache that it may have been changed after: read to be sure.
  const close = await run('new', RULES);
  expect((await run(close.written, RULES)).reads).toEqual(['a.txt', 'b.txt', 'c.txt']);
  // A fresh checkout: other times, same content. Read to be known; the report is the same.
  const later = new Date(Date.now() + 1000);
  utimesSync(join(folder, 'a.txt'), later, later);
  const touched = await run(close.data, RULES);
  expect(touched.reads).toEqual(['a.txt']);
  expect(touched.report).toBe(close.report);
});

it('uses the state of a file scanned before the run once, and sees later changes in the next run', async () => {
  const first = await run('new', RULES);
  const scanned = new ScannedFiles(Date.now() - 1);
  for (const name of ['a.txt', 'b.txt', 'c.txt'])
    scanned.note(join(folder, name), stateOfFile(statSync(join(folder, name))));
  put('b.txt', 'x2');
  const between = await run(first.data, RULES, pluginOf(), { scanned });
  expect([between.reads, between.report]).toEqual([[], first.report]);
  expect(between.written.writtenAt).toBe(scanned.startedAt);
  const next = await run(between.data, RULES);
  expect(next.reads).toEqual(['b.txt']);
  put('c.txt', 'z4');
  expect((await run(next.data, RULES, pluginOf(), { scanned })).reads).toEqual(['c.txt']);
});

it.each([
  ['in place', () => put('b.txt', 'x2')],
  [
    'by another file of the same size and time',
    () => {
      const { mtime } = statSync(join(folder, 'b.txt'));
      put('other', 'x2');
      utimesSync(join(folder, 'other'), mtime, mtime);
      renameSync(join(folder, 'other'), join(folder, 'b.txt'));
    },
  ],
])('remembers nothing of a file that is replaced while it is judged: %s', async (_how, replace) => {
  afterRead = (path) => {
    if (path === 'b.txt') replace();
  };
  const { data } = await run('new', RULES);
  afterRead = () => undefined;
  const next = await run(data, RULES);
  expect(next.reads).toEqual(['b.txt']);
  expect(next.report).toBe((await run(undefined, RULES)).report);
});

it('believes nothing of another rule, option, role, fact, setting or mark', async () => {
  const { data } = await run('new', RULES);
  const all = ['a.txt', 'b.txt', 'c.txt'];
  expect((await run(data, 'rules: { no-x: { severity: error, not: y }, unlike: warn }\n')).reads).toEqual(all);
  expect((await run(data, 'rules: { no-x: warn, unlike: warn }\n')).reads).toEqual(all);
  expect((await run(data, RULES, pluginOf({ roles: { 'b.txt': 'main' } }))).reads).toEqual(['b.txt']);
  expect((await run(data, RULES, pluginOf({ version: 2 }))).reads).toEqual(all);
  expect((await run(data, `${RULES}brand: Acme\n`)).reads).toEqual(all);
  put('mark.png', 'mark');
  expect((await run(data, RULES)).reads).toEqual(all);
});

it('keeps what depends on the day for that day, and never what depends on other subjects', async () => {
  const config = 'rules: { now: error, no-x: error }\n';
  const { data } = await run('new', config);
  expect((await run(data, config)).reads).toEqual([]);
  expect((await run(data, config, pluginOf(), { asOf: '2026-01-02' })).reads).toHaveLength(3);
  const crowd = await run('new', 'rules: { few: error, no-x: error }\n');
  rmSync(join(folder, 'c.txt'));
  const fewer = await run(crowd.data, 'rules: { few: error, no-x: error }\n');
  expect(JSON.parse(fewer.report).findings.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['no-x']);
});

it('serves a run over a part, and keeps the rest for the next', async () => {
  const { data } = await run('new', RULES);
  const part = await run(data, RULES, pluginOf(), { selection: { paths: ['a.txt'] } });
  expect(part.reads).toEqual([]);
  expect((await run(part.data, RULES)).reads).toEqual([]);
  const begun = await run('new', RULES, pluginOf(), { selection: { paths: ['a.txt'] } });
  expect((await run(begun.data, RULES)).report).toBe((await run(undefined, RULES)).report);
});
