// What is said of each way in which a condition, an option or a message can be written, and how it is read where nothing is wrong: said.yaml
// has them, a line each; the texts beside it what is said, to be read beside docs/rules-guide.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { defineFact } from '../../model/fact.ts';
import { definePlugin } from '../../model/plugin.ts';
import { createRegistry } from '../../registry/registry.ts';
import { checkOptions } from '../../rule/options.ts';
import { parseRule } from '../../rule/parse-rule.ts';

const none = (): readonly string[] => [];
const fact = (scope: string, id: string, shape: z.ZodRawShape, params?: z.ZodObject) =>
  defineFact({
    id,
    scope,
    version: 1,
    title: `the ${id}`,
    schema: z.object(shape),
    ...(params === undefined ? {} : { params }),
    compute: () => {
      throw new Error('no fact is computed while a rule is read');
    },
  });

const builtIn = definePlugin({
  name: 'own',
  version: '1',
  settings: z.object({ brand: z.object({ name: z.string() }).optional() }),
  subjects: [
    {
      scope: 'page',
      related: {
        parts: { scope: 'part', title: 'its parts', noun: 'part', keysOf: none, keysOfMember: none },
        pages: { scope: 'page', title: 'other pages', noun: 'page', keysOf: none, keysOfMember: none },
        links: { scope: 'page', title: 'its links', noun: 'link', names: { fact: 'text' }, keysOfMember: none },
        cover: { scope: 'part', title: 'its cover', one: true, keysOf: none, keysOfMember: none },
      },
      async *discover() {},
    },
    { scope: 'part', async *discover() {} },
  ],
  facts: [
    fact('page', 'text', {
      words: z.array(z.string()),
      counts: z.array(z.number()),
      tone: z.enum(['warm', 'cold']).nullable(),
      length: z.number().nullable(),
      written: z.iso.date(),
      plain: z.string(),
      done: z.boolean(),
    }),
    fact(
      'page',
      'look',
      { score: z.number() },
      z.object({ limit: z.number().max(9).optional(), name: z.string().optional() }),
    ),
    fact('part', 'size', { width: z.number(), kind: z.enum(['a', 'b']), seen: z.iso.date(), empty: z.null() }),
  ],
});
const other = definePlugin({
  name: 'other',
  version: '1',
  facts: [fact('page', 'tone', { deep: z.boolean() })],
  operators: [{ id: 'isDeep', title: 'is deep', accepts: ['boolean'], expects: ['boolean'], test: (a, b) => a === b }],
});
const registry = createRegistry([builtIn, other], { builtIn: 'own' });

const entry = z.strictObject({
  assert: z.unknown().optional(),
  when: z.unknown().optional(),
  rule: z.record(z.string(), z.unknown()).optional(),
  options: z.unknown().optional(),
  plugin: z.string().optional(),
  config: z.array(z.record(z.string(), z.json())).optional(),
});
const rooms = z
  .record(z.string(), z.array(entry))
  .parse(parse(readFileSync(join(import.meta.dirname, 'said.yaml'), 'utf8'), { schema: 'core' }));

const HEAD = { id: 'r', scope: 'page', severity: 'warn', title: 'T', why: 'W.', fix: 'F.' };
const SOUND = { fact: 'text', path: 'plain', operator: 'equal', value: 'a' };

type Said = { readonly line?: number; readonly column?: number; readonly message: string; readonly hint?: string };
const said = ({ line, column, message, hint }: Said): string =>
  `  ${line === undefined ? '' : `${line}:${column} `}${message}${hint === undefined ? '' : ` · ${hint}`}`;

const told = ({
  assert = SOUND,
  when,
  rule: more = {},
  options,
  plugin,
  config = [],
}: z.infer<typeof entry>): string => {
  const document = {
    ...HEAD,
    ...(options === undefined ? {} : { options }),
    ...(when === undefined ? {} : { when }),
    assert,
    ...more,
  };
  const text = Object.entries(document)
    .filter(([, value]) => value !== null)
    .map(([key, value]) =>
      stringify({ [key]: value }, { lineWidth: 0, flowCollectionPadding: false, collectionStyle: 'flow' }).replace(
        /^\{(.*)\}\n$/s,
        '$1',
      ),
    )
    .join('\n');
  const { rule, problems } = parseRule({ path: 'r.yaml', text }, registry, plugin === undefined ? {} : { plugin });
  const given = {
    ...(plugin === undefined ? {} : { plugin }),
    ...(options === undefined ? {} : { options }),
    ...(when === undefined ? {} : { when }),
    ...(assert === SOUND ? {} : { assert }),
    ...more,
  };
  if (rule === undefined) return [JSON.stringify(given), ...problems.map(said)].join('\n');
  const { id, assert: read, when: condition, options: specs, headline } = rule;
  const whole = {
    ...(id === 'r' ? {} : { id }),
    ...(condition === undefined ? {} : { when: condition }),
    assert: read,
    ...(Object.keys(specs).length === 0 ? {} : { options: specs }),
    ...(headline === undefined ? {} : { headline }),
  };
  const uses = config.map((values) =>
    [
      `  config ${JSON.stringify(values)}`,
      ...checkOptions(rule, values, registry).map((problem) => `  ${said(problem)}`),
    ].join('\n'),
  );
  return [JSON.stringify(given), `  is read as ${JSON.stringify(whole)}`, ...uses].join('\n');
};

it.each(Object.entries(rooms))('%s', async (room, entries) => {
  await expect(`${entries.map(told).join('\n\n')}\n`).toMatchFileSnapshot(`./said-${room}.txt`);
});
