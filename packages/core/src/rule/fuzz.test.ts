import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { evaluateRule } from '../evaluate/evaluate.ts';
import { definePlugin } from '../model/plugin.ts';
import { createRegistry } from '../registry/registry.ts';
import { compileRule } from './compile.ts';
import { parseRule } from './parse-rule.ts';

const registry = createRegistry(
  [
    definePlugin({
      name: 'own',
      version: '1.0.0',
      facts: [
        {
          id: 'image',
          scope: 'image',
          version: 1,
          title: 'The picture file',
          schema: z.object({
            role: z.enum(['main', 'gallery']),
            width: z.number().nullable(),
            taken: z.iso.datetime({ local: true }).nullable(),
            keywords: z.array(z.string()),
            tags: z.record(z.string(), z.string()),
          }),
          params: z.object({ limit: z.number().optional() }),
          compute: () => ({}),
        },
        { id: 'any', scope: 'image', version: 1, title: 'Anything', schema: z.unknown(), compute: () => null },
      ],
    }),
  ],
  { builtIn: 'own' },
);

const SOUND = {
  id: 'fuzzed',
  scope: 'image',
  severity: 'warn',
  title: 'Title',
  why: 'Why',
  fix: 'Fix',
  references: [{ title: 'A page', url: 'https://example.com/', read: '2026-01-01', certainty: 'B' }],
  options: { least: { type: 'number', default: 10, minimum: 0 }, roles: { type: 'array', default: ['main'] } },
  when: { all: [{ fact: 'image', path: 'role', operator: 'in', value: { option: 'roles' } }] },
  assert: {
    any: [
      { fact: 'image', path: 'width', params: { limit: 3 }, operator: 'greaterThan', value: { option: 'least' } },
      {
        not: {
          fact: 'image',
          path: 'keywords',
          operator: 'containsAll',
          value: ['a'],
          message: 'lacks {{missing | list}}',
        },
      },
      { fact: 'image', path: 'taken', operator: 'olderThan', value: '3 months' },
      { fact: 'image', path: 'tags.Make', operator: 'matches', value: '^Canon' },
      { fact: 'any', operator: 'equal', value: { fact: 'image', path: 'role' } },
    ],
  },
};

const NAMES = [
  'image',
  'any',
  'all',
  'not',
  'fact',
  'path',
  'value',
  'operator',
  'equal',
  'in',
  'width',
  'role',
  'least',
  '__proto__',
  'constructor',
  '{{',
  '{{actual | bytes}}',
  '',
  '$.a',
  '(',
  'today',
  '1 day',
];
const junk = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...NAMES) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      [],
      {},
      null,
      0,
      -1,
      true,
      { option: 'least' },
      { option: 'nope' },
      { fact: 'image' },
      { all: [] },
    ),
  },
);

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

const nameFrom = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 12);

/** Replaces, removes, renames or adds one part somewhere in a document. */
const spoil = (document: unknown, choices: readonly number[], change: number, value: unknown): unknown => {
  if (!isContainer(document)) return value;
  const entries = Object.entries(document);
  const [choice = 0, ...rest] = choices;
  const at = choice % Math.max(1, entries.length);
  const [key, part] = entries[at] ?? [];
  if (key === undefined) return value;
  if (rest.length > 0 && isContainer(part)) entries[at] = [key, spoil(part, rest, change, value)];
  else if (change === 0) entries[at] = [key, value];
  else if (change === 1) entries.splice(at, 1);
  else if (change === 2) entries[at] = [nameFrom(value), part];
  else entries.push([nameFrom(value), value]);
  return Array.isArray(document) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
};

const spoilt = fc
  .array(fc.record({ choices: fc.array(fc.nat(12), { minLength: 1, maxLength: 5 }), change: fc.nat(3), value: junk }), {
    minLength: 0,
    maxLength: 3,
  })
  .map((changes) =>
    changes.reduce<unknown>((document, { choices, change, value }) => spoil(document, choices, change, value), SOUND),
  );

const facts = fc.oneof(
  fc.record({
    value: fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.record({
        role: fc.constant('main'),
        width: fc.integer(),
        keywords: fc.constant(['a']),
        taken: fc.constant('2020-01-01T10:00:00'),
      }),
    ),
  }),
  fc.constant({ unknown: 'cannot be read' }),
);

let ran = 0;
const check = async (text: string, image: { value: unknown } | { unknown: string }): Promise<void> => {
  const { rule, problems } = parseRule({ path: 'fuzz.yaml', text }, registry);
  expect(rule === undefined).toBe(problems.length > 0);
  for (const problem of problems) {
    expect(problem.file).toBe('fuzz.yaml');
    expect(problem.line).toBeGreaterThan(0);
    expect(problem.column).toBeGreaterThan(0);
    expect(problem.message).not.toMatch(/undefined|\[object|ZodError|TypeError|^Invalid input|\n/);
  }
  if (!rule) return;
  ran += 1;
  const verdict = await evaluateRule(compileRule(rule, {}, registry), async () => image, { asOf: '2026-01-01' });
  expect(['pass', 'fail', 'skip', 'inconclusive']).toContain(verdict.outcome);
};

describe('any rule document', () => {
  it('gives problems with places, or a rule that runs: sound documents spoilt in up to three places', {
    timeout: 60_000,
  }, async () => {
    ran = 0;
    await fc.assert(
      fc.asyncProperty(spoilt, facts, (document, image) => check(JSON.stringify(document, null, 1) ?? '', image)),
    );
    expect(ran).toBeGreaterThan((fc.readConfigureGlobal().numRuns ?? 0) / 20);
  });

  it('gives problems with places for any text', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.json()), facts, check));
  });

  it('stands deep nesting and very many conditions', async () => {
    let deep: unknown = SOUND.assert;
    for (let level = 0; level < 2000; level += 1) deep = { not: deep };
    await check(JSON.stringify({ ...SOUND, assert: deep }), { value: {} });
    const many = Array.from({ length: 3000 }, () => ({ fact: 'any', operator: 'exists' }));
    await check(JSON.stringify({ ...SOUND, assert: { all: many } }), { value: {} });
  });
});
