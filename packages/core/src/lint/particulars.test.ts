import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../config/load.ts';
import { ListingLintError } from '../model/error.ts';
import { defineFact } from '../model/fact.ts';
import type { Plugin } from '../model/plugin.ts';
import type { SubjectReport } from '../model/report.ts';
import { joinReports } from '../project/join-reports.ts';
import { reportSchema } from '../report/report-schema.ts';
import { MAX_PARTICULARS_BYTES } from '../run/judge.ts';
import { lint } from './lint.ts';
import type { LintOptions } from './lint-options.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'particulars-'));
});
afterAll(() => rmSync(root, { recursive: true }));

// Books and what their covers say: each knows all that were found, and one of them how long ago it came out.
const weight = defineFact({
  id: 'weight',
  scope: 'book',
  version: 1,
  title: 'weight',
  schema: z.object({ grams: z.number() }),
  compute: ({ path }) => ({ grams: path.length }),
});

const cover = defineFact({
  id: 'cover',
  scope: 'book',
  version: 1,
  title: 'cover',
  schema: z.object({ among: z.array(z.string()), text: z.string() }),
  needsSet: ['weight'],
  compute: ({ path }, _params, context) => {
    if (path === 'torn') throw new ListingLintError('content-unreadable', 'the cover is torn');
    const among = [...context.set('weight').keys()];
    if (path === 'dated') return { among, text: context.asOf };
    return { among, text: path === 'thick' ? 'x'.repeat(MAX_PARTICULARS_BYTES) : 'plain' };
  },
});

const bookPlugin = (paths: readonly string[], particulars: string | null = 'cover'): Plugin => ({
  name: 'builtin',
  version: '1',
  facts: [weight, cover],
  subjects: [
    {
      scope: 'book',
      ...(particulars === null ? {} : { particulars }),
      async *discover() {
        for (const path of paths) yield { scope: 'book', path, file: `/nowhere/${path}` };
      },
    },
  ],
  rules: [
    {
      path: 'light.yaml',
      text: `id: light
scope: book
severity: error
title: T
why: W.
fix: F.
assert: { all: [{ fact: weight, path: grams, operator: lessThan, value: 100 }] }
`,
    },
  ],
  presets: [{ path: 'recommended.yaml', text: 'rules: { light: error }\n' }],
});

const run = async (plugin: Plugin, more: Partial<LintOptions> = {}) => {
  const config = await loadConfig({ builtin: plugin, cwd: root });
  return (await lint({ config, asOf: '2026-03-01', tool: { name: 'test', version: '1' }, ...more })).report;
};

const particularsBySubject = ({ subjects }: { readonly subjects: readonly SubjectReport[] }) =>
  Object.fromEntries(subjects.map(({ path, particulars }) => [path, particulars]));

it('carries the fact that the kind of a subject names, over the whole set', async () => {
  const report = await run(bookPlugin(['a', 'b']));
  const value = { among: ['a', 'b'], text: 'plain' };
  expect(particularsBySubject(report)).toEqual({ a: { fact: 'cover', value }, b: { fact: 'cover', value } });
  expect(report.asOf).toBeUndefined();
  expect(reportSchema([]).safeParse(report).success).toBe(true);
});

it('says why there is none, and takes none above the bound', async () => {
  expect(particularsBySubject(await run(bookPlugin(['thick', 'torn'])))).toEqual({
    thick: { fact: 'cover', unknown: 'it is larger than the 64 KB that a report takes' },
    torn: { fact: 'cover', unknown: 'the cover is torn' },
  });
});

it('has the day in the report where it was an input', async () => {
  expect((await run(bookPlugin(['dated']))).asOf).toBe('2026-03-01');
});

it('is computed for reported subjects only, with the whole set available', async () => {
  const report = await run(bookPlugin(['a', 'b', 'c']), { selection: { paths: ['b'] } });
  expect(particularsBySubject(report)).toEqual({
    b: { fact: 'cover', value: { among: ['a', 'b', 'c'], text: 'plain' } },
  });
});

it('has as params what the config gives for options of rules', async () => {
  const plugin = bookPlugin(['a', 'b']);
  const [kind] = plugin.subjects ?? [];
  const [light] = plugin.rules ?? [];
  if (kind === undefined || light?.text === undefined) throw new Error('the plugin has both');
  const limited = defineFact({
    id: 'limited',
    scope: 'book',
    version: 1,
    title: 'Limited.',
    params: z.strictObject({ most: z.number().optional() }),
    schema: z.object({ most: z.number().nullable() }),
    compute: (_subject, { most }) => ({ most: typeof most === 'number' ? most : null }),
  });
  const limitedPlugin: Plugin = {
    ...plugin,
    facts: [weight, limited],
    subjects: [{ ...kind, particulars: 'limited', particularsOptions: { most: { rule: 'light', option: 'grams' } } }],
    rules: [
      {
        ...light,
        text: `${light.text.replace('value: 100', 'value: { option: grams }')}options: { grams: { type: integer, default: 100, title: grams } }\n`,
      },
    ],
  };
  const mostBy = async (rules: string) => {
    writeFileSync(join(root, 'listing-lint.config.yaml'), `extends: recommended\n${rules}\n`);
    const config = await loadConfig({ builtin: limitedPlugin, cwd: root });
    const { report } = await lint({ config, asOf: '2026-03-01', tool: { name: 'test', version: '1' } });
    rmSync(join(root, 'listing-lint.config.yaml'));
    return Object.values(particularsBySubject(report)).map((each) => (each && 'value' in each ? each.value : each));
  };
  expect(await mostBy('')).toEqual([{ most: null }, { most: null }]);
  expect(await mostBy('rules: { light: { severity: error, grams: 7 } }')).toEqual([{ most: 7 }, { most: 7 }]);
});

it('is absent where the kind names no fact, or one that nobody brings', async () => {
  for (const plugin of [bookPlugin(['a'], null), bookPlugin(['a'], 'spine')]) {
    const report = await run(plugin);
    expect(report.subjects.map((subject) => 'particulars' in subject)).toEqual([false]);
  }
});

it('stays with its subject in a report of several projects', async () => {
  const report = await run(bookPlugin(['a']));
  const joined = joinReports(report.tool, [{ path: 'shop', report, attributes: [] }], []);
  expect(particularsBySubject(joined)).toEqual({ 'shop/a': report.subjects[0]?.particulars });
});
