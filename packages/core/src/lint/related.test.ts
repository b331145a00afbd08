import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../config/load.ts';
import { defineFact } from '../model/fact.ts';
import type { Plugin } from '../model/plugin.ts';
import type { Report } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
import type { CacheData } from '../run/cache/judgement-cache.ts';
import { baselineText, parseBaseline } from '../suppress/baseline.ts';
import { sha256 } from '../text/canonical-json.ts';
import { lint } from './lint.ts';
import type { LintOptions } from './lint-options.ts';

// Books and their pages: a page is a file with a number in it, a book its folder. A page names its author by its file name.
let root: string;
let reads: string[];

const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

const rule = (id: string, scope: string, body: string) => ({
  path: `${id}.yaml`,
  text: `id: ${id}\nscope: ${scope}\nseverity: error\ntitle: T\nwhy: W.\nfix: F.\n${body}\n`,
});

const nameOf = ({ path }: Subject): readonly string[] => [posix.basename(path)];

const plugin = (): Plugin => ({
  name: 'builtin',
  version: '1',
  facts: [
    defineFact({
      id: 'file',
      scope: 'page',
      version: 1,
      title: 'file',
      schema: z.object({ sha256: z.string(), bytes: z.number() }),
      compute: async (subject) => {
        reads.push(subject.path);
        const data = await readFile(subject.file);
        return { sha256: sha256(data), bytes: data.length };
      },
    }),
    defineFact({
      id: 'number',
      scope: 'page',
      version: 1,
      title: 'number',
      schema: z.object({ value: z.number() }),
      compute: async (subject) => ({ value: Number(await readFile(subject.file, 'utf8')) }),
    }),
    defineFact({
      id: 'near',
      scope: 'page',
      version: 1,
      title: 'near',
      schema: z.object({ pages: z.array(z.string()) }),
      params: z.object({ to: z.string() }),
      compute: (_page, params) => ({ pages: [`${String(params['to'])}.txt`] }),
      related: ({ pages }) => pages.map((path) => ({ path, message: 'is near' })),
    }),
    defineFact({
      id: 'book',
      scope: 'book',
      version: 1,
      title: 'book',
      schema: z.object({ path: z.string() }),
      compute: ({ path }) => ({ path }),
    }),
  ],
  subjects: [
    {
      scope: 'page',
      content: 'file',
      related: {
        namesakes: { scope: 'page', title: 'pages of one name', keysOf: nameOf, keysOfMember: nameOf },
      },
      async *discover({ entries, root: folder }) {
        for (const { path, kind } of entries) {
          if (kind === 'file' && path.endsWith('.txt')) {
            yield { scope: 'page', path, file: join(folder, path), group: posix.dirname(path) };
          }
        }
      },
    },
    {
      scope: 'book',
      related: {
        pages: {
          scope: 'page',
          title: 'its pages',
          inGroup: true,
          keysOf: ({ path }) => [path],
          keysOfMember: ({ group }) => (group === undefined ? [] : [group]),
        },
      },
      async *discover({ entries, root: folder }) {
        for (const { path, kind } of entries) {
          if (kind === 'folder') yield { scope: 'book', path, file: join(folder, path), group: path };
        }
      },
    },
  ],
  rules: [
    rule(
      'some-large',
      'book',
      'assert: { of: pages, any: { fact: number, path: value, operator: greaterThan, value: 9 } }',
    ),
    rule(
      'all-small',
      'book',
      'assert: { of: pages, every: { fact: number, path: value, operator: lessThan, value: 100 } }',
    ),
    rule('namesakes-alike', 'page', 'assert: { of: namesakes, same: { fact: number, path: value } }'),
    ...['left', 'right'].map((to) =>
      rule(
        `none-${to}`,
        'page',
        `assert: { fact: near, path: pages, params: { to: ${to} }, operator: isEmpty, value: true }`,
      ),
    ),
    rule('positive', 'page', 'assert: { fact: number, path: value, operator: greaterThan, value: 0 }'),
  ],
});

const CONFIG = 'rules: { some-large: error, all-small: error, namesakes-alike: warn, positive: warn }\n';

const run = async (options: Partial<LintOptions> = {}, rules = CONFIG) => {
  put('listing-lint.config.yaml', rules);
  reads = [];
  const result = await lint({
    config: await loadConfig({ builtin: plugin(), cwd: root }),
    tool: { name: 'listing-lint', version: 'test' },
    asOf: '2026-01-01',
    allowEmpty: true,
    ...options,
  });
  return result;
};
const changes = (...paths: string[]) => run({ selection: { paths, areChanges: true } });
const findingsOf = ({ report }: { report: Report }): string[] =>
  report.findings.map(({ ruleId, subject }) => `${subject.path} ${ruleId}`);
const judged = ({ report }: { report: Report }): string[] =>
  report.subjects
    .flatMap(({ path, outcomes }) =>
      Object.values(outcomes)
        .flat()
        .map((id) => `${path} ${id}`),
    )
    .sort();

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-related-')));
  put('a/1.txt', '5');
  put('a/2.txt', '7');
  put('b/1.txt', '5');
  put('b/3.txt', '50');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('rules over related subjects', () => {
  it('look at members that are not reported', async () => {
    expect(findingsOf(await run())).toEqual(['a some-large']);
    expect(findingsOf(await run({ selection: { paths: ['a'] } }))).toEqual(['a some-large']);
    put('b/1.txt', '6');
    expect(findingsOf(await run({ selection: { paths: ['a/1.txt'] } }))).toEqual(['a/1.txt namesakes-alike']);
  });

  it('judge again what a change makes worse, by themselves alone', async () => {
    put('b/1.txt', '6');
    const changed = await changes('b/1.txt');
    expect(findingsOf(changed)).toEqual(['a/1.txt namesakes-alike', 'b/1.txt namesakes-alike']);
    // A page of another book is judged for its namesake, and by no other rule; its book is not.
    expect(judged(changed).filter((each) => each.startsWith('a'))).toEqual(['a/1.txt namesakes-alike']);
    expect(judged(changed)).toContain('b some-large');
    put('b/3.txt', '51');
    expect(judged(await changes('b/3.txt')).filter((each) => each.startsWith('a'))).toEqual([]);
  });

  it('judge all of theirs where something is gone', async () => {
    rmSync(join(root, 'b/1.txt'));
    const names = judged(await changes('b/1.txt')).filter((each) => each.startsWith('a'));
    expect(names).toEqual(['a/1.txt namesakes-alike', 'a/2.txt namesakes-alike']);
  });

  it('say the same with a cache, whatever member has changed since', async () => {
    const later = (data: CacheData | undefined): CacheData => {
      const written: CacheData = JSON.parse(JSON.stringify(data));
      return { ...written, writtenAt: Date.now() + 10_000 };
    };
    const first = await run({ cache: 'new' });
    const again = await run({ cache: later(first.cache) });
    expect(reads).toEqual([]);
    expect(JSON.stringify(again.report)).toBe(JSON.stringify(first.report));
    for (const [path, text] of [
      ['a/2.txt', '70'],
      ['b/1.txt', '500'],
      ['b/3.txt', '1'],
    ] as const) {
      put(path, text);
      const plain = await run();
      const cached = await run({ cache: later(first.cache) });
      expect(reads).toContain(path);
      expect(reads).not.toContain('a/1.txt');
      expect(JSON.stringify(cached.report)).toBe(JSON.stringify(plain.report));
    }
    expect(findingsOf(await run({ cache: later(first.cache) }))).toContain('b all-small');
  });

  it('are new to a baseline where others are to blame', async () => {
    put('a/2.txt', '700');
    const { report } = await run();
    const baseline = parseBaseline(baselineText(report.findings, []), 'baseline.json', 'all');
    expect(findingsOf(await run({ baseline }))).toEqual([]);
    put('a/1.txt', '600');
    put('b/1.txt', '600');
    expect(findingsOf(await run({ baseline }))).toEqual(['a all-small', 'b all-small']);
  });
});

it('names with a finding the members of its own condition, not those of another rule of the same fact', async () => {
  const { report } = await run({}, 'rules: { none-left: error, none-right: error }\n');
  const places = report.findings.map(({ ruleId, related }) => `${ruleId}: ${related.map(({ path }) => path).join()}`);
  expect([...new Set(places)].sort()).toEqual(['none-left: left.txt', 'none-right: right.txt']);
});
