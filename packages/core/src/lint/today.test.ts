import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../config/load.ts';
import { defineFact, defineResource, defineRunResource, type FactContext, type FactProvider } from '../model/fact.ts';
import type { Plugin } from '../model/plugin.ts';
import type { Subject } from '../model/subject.ts';
import type { CacheData } from '../run/cache/judgement-cache.ts';
import { sha256 } from '../text/canonical-json.ts';
import { lint } from './lint.ts';
import type { LintOptions } from './lint-options.ts';

const PATHS = ['a.txt', 'b.txt', 'c.txt'];

const fact = (
  id: string,
  compute: (subject: Subject, context: FactContext) => { on: string } | Promise<{ on: string }>,
  rest: Partial<FactProvider> = {},
) =>
  defineFact({
    id,
    scope: 'text',
    version: 1,
    title: id,
    schema: z.object({ on: z.string() }),
    compute: (subject, _params, context) => compute(subject, context),
    ...(rest.needsSet === undefined ? {} : { needsSet: rest.needsSet }),
  });

const read = defineResource({ id: 'read', create: (_subject, context) => ({ on: context.asOf }) });
const later = defineResource({ id: 'later', create: (_subject, context) => () => ({ on: context.asOf }) });
const inner = defineRunResource({ id: 'inner', create: (context) => () => context.asOf });
const outer = defineRunResource({ id: 'outer', create: async (context) => ({ day: await context.useRun(inner) }) });
const gathered = defineRunResource({
  id: 'gathered',
  create: (context) => Promise.all(context.subjects('text').map((text) => context.get<{ on: string }>('direct', text))),
});

/** A fact a way of coming by the day. Only some read it for every text: `some` does for a.txt alone. */
const facts = [
  fact('never', () => ({ on: '2026-01-01' })),
  fact('direct', (_subject, { asOf }) => ({ on: asOf })),
  fact('some', (subject, context) => ({ on: subject.path === 'a.txt' ? context.asOf : '2026-01-01' })),
  fact('through', (_subject, context) => context.get<{ on: string }>('direct')),
  fact('refused', async (_subject, context) => {
    await context.get('through');
    throw new Error('not today');
  }),
  fact('resource', (_subject, context) => context.use(read)),
  fact('lazily', async (_subject, context) => (await context.use(later))()),
  fact('of-the-run', async (_subject, context) => ({ on: (await context.useRun(outer)).day() })),
  fact('of-others', async (_subject, context) => (await context.useRun(gathered))[0] ?? { on: '' }),
  fact('of-the-set', (_subject, context) => ({ on: String(context.set('some').size) }), { needsSet: ['some'] }),
  fact('of-a-set-without', (_subject, context) => ({ on: String(context.set('never').size) }), { needsSet: ['never'] }),
];

const file = defineFact({
  id: 'file',
  scope: 'text',
  version: 1,
  title: 'file',
  schema: z.object({ sha256: z.string(), bytes: z.number() }),
  compute: ({ path }) => ({ sha256: sha256(path), bytes: path.length }),
});

const rule = (id: string, leaf: string) => ({
  path: `${id}.yaml`,
  text: `id: ${id}\nscope: text\nseverity: error\ntitle: T\nwhy: W.\nfix: F.\nassert: { all: [{ ${leaf} }] }\n`,
});

let folder: string;
let computed: string[];
const plugin: Plugin = {
  name: 'builtin',
  version: '1',
  facts: [
    file,
    ...facts.map((each) => ({
      ...each,
      compute: (...given: Parameters<typeof each.compute>) => {
        computed.push(`${each.id} ${given[0].path}`);
        return each.compute(...given);
      },
    })),
  ],
  operators: [
    {
      id: 'isDay',
      title: 'the day',
      accepts: ['string'],
      expects: ['boolean'],
      test: (actual, expected, context) => (actual === context.asOf) === expected,
    },
    { id: 'isText', title: 'text', accepts: ['string'], expects: ['boolean'], test: () => true },
  ],
  subjects: [
    {
      scope: 'text',
      content: 'file',
      async *discover({ root }) {
        for (const path of PATHS) yield { scope: 'text', path, file: join(root, path), channels: [] };
      },
    },
  ],
  rules: [
    ...facts.map(({ id }) => rule(id, `fact: ${id}, path: on, operator: notEqual, value: "2026-01-01"`)),
    rule('operator', 'fact: never, path: on, operator: isDay, value: true'),
    rule('other-operator', 'fact: never, path: on, operator: isText, value: true'),
    rule('message', 'fact: never, path: on, operator: equal, value: never, message: "{{direct.on}}"'),
  ],
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'listing-lint-today-'));
  for (const path of PATHS) writeFileSync(join(folder, path), path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = async (ruleId: string, options: Partial<LintOptions> = {}) => {
  computed = [];
  writeFileSync(join(folder, 'listing-lint.config.yaml'), `rules: { ${ruleId}: error }\n`);
  const config = await loadConfig({ builtin: plugin, cwd: folder });
  const result = await lint({
    config,
    tool: { name: 'listing-lint', version: 'test' },
    asOf: '2026-01-01',
    ...options,
  });
  const cache: CacheData | undefined = result.cache && { ...JSON.parse(JSON.stringify(result.cache)), writtenAt: 9e12 };
  return { asOf: result.report.asOf, cache, computed: [...computed].sort(), report: JSON.stringify(result.report) };
};

const DAY = ['direct', 'some', 'through', 'refused', 'resource', 'lazily', 'of-the-run', 'of-others', 'of-the-set'];
const JUDGED = ['operator', 'message'];

describe('a report says its day', () => {
  it.each([...DAY, ...JUDGED])('where a verdict comes by it: %s', async (id) => {
    expect((await run(id)).asOf).toBe('2026-01-01');
  });

  it.each(['never', 'of-a-set-without', 'other-operator'])('and none where not: %s', async (id) => {
    expect((await run(id)).asOf).toBeUndefined();
  });

  it('for the texts that came by it', async () => {
    expect((await run('some', { selection: { paths: ['a.txt'] } })).asOf).toBe('2026-01-01');
    expect((await run('some', { selection: { paths: ['b.txt'] } })).asOf).toBeUndefined();
    // The set that b.txt is compared with holds a.txt.
    expect((await run('of-the-set', { selection: { paths: ['b.txt'] } })).asOf).toBe('2026-01-01');
  });
});

describe('what is remembered', () => {
  it.each([...DAY, ...JUDGED])('is as good as new on another day: %s', async (id) => {
    const { cache } = await run(id, { cache: 'new' });
    for (const asOf of ['2026-01-01', '2026-01-02']) {
      const plain = await run(id, { asOf });
      expect((await run(id, { asOf, ...(cache && { cache }) })).report, asOf).toBe(plain.report);
    }
  });

  it('is valid on every day if no rule depends on today', async () => {
    const { cache } = await run('some', { cache: 'new' });
    expect((await run('some', { ...(cache && { cache }) })).computed).toEqual([]);
    expect((await run('some', { asOf: '2026-01-02', ...(cache && { cache }) })).computed).toEqual(['some a.txt']);
    const never = await run('never', { cache: 'new' });
    expect((await run('never', { asOf: '2026-01-02', ...(never.cache && { cache: never.cache }) })).computed).toEqual(
      [],
    );
  });
});

it('a resource that needs the fact that waits for it is refused instead of waited for', async () => {
  const loop = defineRunResource({
    id: 'loop',
    create: (context) => Promise.all(context.subjects('text').map((text) => context.get('looped', text))),
  });
  const looped = fact('looped', async (_subject, context) => ({ on: String(await context.useRun(loop)) }));
  const rules = [rule('l', 'fact: looped, path: on, operator: equal, value: x')];
  writeFileSync(join(folder, 'listing-lint.config.yaml'), 'rules: { l: error }\n');
  const config = await loadConfig({ builtin: { ...plugin, facts: [looped, file], rules }, cwd: folder });
  const { report } = await lint({ config, tool: { name: 'listing-lint', version: 'test' }, asOf: '2026-01-01' });
  expect(report.findings.map(({ message }) => message)).toEqual(
    PATHS.map(() => expect.stringMatching(/asks for itself/)),
  );
});
