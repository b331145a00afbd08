import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, type ResolvedConfig } from '@listing-lint/core';
import { reporters } from '@listing-lint/reporters';
import { builtinPlugin } from 'listing-lint/program';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runIn } from '../scenarios/scenario.ts';
import { LanguageServer } from './language-server.ts';
import { writeEditorShop } from './shop.ts';

let root = '';
let config: ResolvedConfig;
const server = new LanguageServer();
const schema = (name: string): string => join(root, '.listing-lint', `${name}.schema.json`);

beforeAll(async () => {
  root = writeEditorShop();
  expect(await runIn(root, ['schema'])).toMatchObject({ status: 0, stderr: '' });
  config = await loadConfig({ builtin: builtinPlugin, reporters, cwd: root });
  await server.start();
});
afterAll(async () => {
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

/** A place in a document, and the words that an editor must offer there. */
interface Place {
  readonly name: string;
  readonly text: string;
  readonly words: readonly string[];
}

const keysOf = (name: string): readonly string[] =>
  Object.keys(
    JSON.parse(readFileSync(join(import.meta.dirname, `../../config/${name}.schema.json`), 'utf8')).properties,
  );
const SEVERITIES = ['off', 'info', 'warn', 'error'];

/** The vocabulary of a config. */
const placesOfConfig = (): readonly Place[] => {
  const rules = [...config.rules.values()].map(({ rule }) => rule);
  const { roles = new Set<string>(), channels = new Set<string>() } = config.terms;
  const withOptions = rules.filter(({ options }) => Object.keys(options).length > 0);
  return [
    { name: 'keys', text: '¦', words: keysOf('config') },
    { name: 'rule ids', text: 'rules:\n  ¦', words: rules.map(({ id }) => id) },
    {
      name: 'rule ids of overrides',
      text: 'overrides:\n  - roles: main\n    rules:\n      ¦',
      words: rules.map(({ id }) => id),
    },
    { name: 'severities', text: 'rules:\n  hash-unique: ¦', words: SEVERITIES },
    ...withOptions.map(({ id, options }) => ({
      name: `options of ${id}`,
      text: `rules:\n  ${id}:\n    ¦`,
      words: ['severity', ...Object.keys(options)],
    })),
    { name: 'values of an option', text: 'rules:\n  acme/not-red:\n    names:\n      - ¦', words: ['red', 'blue'] },
    { name: 'presets', text: 'extends:\n  - ¦', words: [...config.registry.presets.keys()] },
    { name: 'channels', text: 'channels:\n  - ¦', words: [...channels] },
    { name: 'roles', text: 'roles:\n  - files: ["a"]\n    role: ¦', words: [...roles] },
    { name: 'keys of overrides', text: 'overrides:\n  - ¦', words: ['files', 'roles', 'channels', 'rules'] },
    { name: 'roles of overrides', text: 'overrides:\n  - roles:\n      - ¦', words: [...roles] },
    { name: 'channels of overrides', text: 'overrides:\n  - channels:\n      - ¦', words: [...channels] },
    { name: 'plugins with settings', text: 'settings:\n  ¦', words: ['acme'] },
    { name: 'settings of a plugin', text: 'settings:\n  acme:\n    ¦', words: ['folder', 'tone'] },
    { name: 'values of a setting', text: 'settings:\n  acme:\n    tone: ¦', words: ['warm', 'cold'] },
    { name: 'reporters', text: 'reporters:\n  ¦', words: [...reporters.map(({ id }) => id), 'acme/list'] },
    { name: 'options of a reporter', text: 'reporters:\n  sarif:\n    ¦', words: ['anchor'] },
    { name: 'options of a reporter of a plugin', text: 'reporters:\n  acme/list:\n    ¦', words: ['wide'] },
    { name: 'keys of brand', text: 'brand:\n  ¦', words: ['watermarks', 'copyright', 'creator'] },
  ];
};

/** The vocabulary of a rule: facts and their paths, scope by scope. */
const placesOfRule = (): readonly Place[] => {
  const { registry } = config;
  const scopes = ['image', 'listing', 'case'];
  const inAssert = (scope: string, text: string): string => `scope: ${scope}\nassert:\n  all:\n    - ${text}`;
  return [
    { name: 'keys', text: '¦', words: keysOf('rule') },
    { name: 'scopes', text: 'scope: ¦', words: scopes },
    { name: 'severities', text: 'severity: ¦', words: ['error', 'warn', 'info'] },
    {
      name: 'keys of an option',
      text: 'options:\n  a:\n    ¦',
      words: ['type', 'default', 'title', 'minimum', 'maximum', 'enum', 'items'],
    },
    {
      name: 'types of an option',
      text: 'options:\n  a:\n    type: ¦',
      words: ['number', 'integer', 'string', 'boolean', 'array'],
    },
    { name: 'keys of a reference', text: 'references:\n  - ¦', words: ['title', 'url', 'read', 'certainty'] },
    {
      name: 'groups and keys of a condition',
      text: inAssert('image', '¦'),
      words: ['all', 'any', 'not', 'fact', 'path', 'params', 'operator', 'value', 'message'],
    },
    {
      name: 'operators',
      text: inAssert('image', 'fact: image\n      operator: ¦'),
      words: [...registry.operators.keys()],
    },
    ...scopes.flatMap((scope) => {
      const relations = [...registry.relations(scope).keys()];
      const [relation] = relations;
      if (relation === undefined) return [];
      const quantifiers = ['where', 'any', 'every', 'none', 'atLeast', 'atMost', 'count', 'same', 'distinct', 'unique'];
      return [
        { name: `relations of ${scope}`, text: inAssert(scope, 'of: ¦'), words: relations },
        { name: `quantifiers of ${scope}`, text: inAssert(scope, `of: ${relation}\n      ¦`), words: quantifiers },
      ];
    }),
    ...scopes.flatMap((scope) => [
      { name: `facts of ${scope}`, text: inAssert(scope, 'fact: ¦'), words: registry.facts(scope).map(({ id }) => id) },
      ...registry.facts(scope).flatMap(({ id, shape }) => {
        const words = shape.paths().filter((path) => path !== '');
        return words.length === 0
          ? []
          : [{ name: `paths of ${id}`, text: inAssert(scope, `fact: ${id}\n      path: ¦`), words }];
      }),
    ]),
  ];
};

/** Words that are not offered, each with its place. */
const missingOf = async (places: readonly Place[], name: string) => {
  const missing: string[] = [];
  for (const place of places) {
    const offered = new Set(await server.complete(place.text, schema(name)));
    missing.push(...place.words.filter((word) => !offered.has(word)).map((word) => `${place.name}: ${word}`));
  }
  return { missing, total: places.reduce((sum, { words }) => sum + words.length, 0) };
};

describe('yaml-language-server with the schemas of `listing-lint schema`', { timeout: 120_000 }, () => {
  it('completes the vocabulary of a config and of a rule: ≥ 95 % of each', { tags: 'full' }, async () => {
    const inConfig = await missingOf(placesOfConfig(), 'config');
    expect(inConfig.total).toBeGreaterThan(200);
    expect(inConfig.missing.length / inConfig.total, inConfig.missing.join('\n')).toBeLessThanOrEqual(0.05);
    const inRule = await missingOf(placesOfRule(), 'rule');
    expect(inRule.total).toBeGreaterThan(200);
    expect(inRule.missing.length / inRule.total, inRule.missing.join('\n')).toBeLessThanOrEqual(0.05);
    process.stderr.write(
      `completed ${inConfig.total - inConfig.missing.length} of ${inConfig.total} words of a config, ${inRule.total - inRule.missing.length} of ${inRule.total} of a rule\n`,
    );
  });

  it('completes what listings, cases and exceptions say', async () => {
    expect(await server.complete('¦', schema('listing'))).toEqual(
      expect.arrayContaining(['product', 'channels', 'roles']),
    );
    expect(await server.complete('channels:\n  - ¦', schema('listing'))).toEqual(expect.arrayContaining(['amazon']));
    expect(await server.complete('roles:\n  a.png: ¦', schema('listing'))).toEqual(
      expect.arrayContaining(['main', 'chart']),
    );
    expect(await server.complete('status: ¦', schema('case'))).toEqual(expect.arrayContaining(['open', 'closed']));
    expect(await server.complete('exceptions:\n  - rule: ¦', schema('exceptions'))).toEqual(
      expect.arrayContaining(['hash-unique', 'four-pictures', 'acme/not-red']),
    );
  });

  const RULE = 'id: a\nscope: image\nseverity: warn\ntitle: T\nwhy: W\nfix: F\nassert:\n  all:\n';
  it.each([
    ['a misspelt key of the config', 'config', 'extend: [recommended]\n', 1, /extend/],
    ['an unknown rule', 'config', 'rules:\n  hash-uniqe: error\n', 2, /hash-uniqe/],
    ['a rule of a plugin that it does not have', 'config', 'rules:\n  acme/not-green: error\n', 2, /acme\/not-green/],
    ['an unknown option', 'config', 'rules:\n  hash-unique:\n    maxDistanse: 3\n', 3, /maxDistanse/],
    ['an option out of its range', 'config', 'rules:\n  four-pictures:\n    least: 99\n', 3, /maximum of 30/],
    ['an option of the wrong type', 'config', 'rules:\n  acme/not-red:\n    limit: many\n', 3, /"number"/],
    ['an unknown severity', 'config', 'rules:\n  hash-unique: fatal\n', 2, /"off", "info", "warn", "error"/],
    ['an unknown preset', 'config', 'extends:\n  - recomended\n', 2, /recommended|acme\/strict/],
    ['an unknown setting of a plugin', 'config', 'settings:\n  acme:\n    foldre: a\n', 3, /foldre/],
    ['an unknown reporter', 'config', 'reporters:\n  sarf: {}\n', 2, /sarf/],
    ['an unknown fact', 'rule', `${RULE}    - { fact: colour, operator: isEmpty }\n`, 9, /acme\/colour|colour/],
    [
      'an unknown path of a fact',
      'rule',
      `${RULE}    - { fact: acme/colour, path: hu, operator: equal, value: 1 }\n`,
      9,
      /"hue"/,
    ],
    [
      'an unknown operator',
      'rule',
      `${RULE}    - { fact: acme/colour, path: hue, operator: eqal, value: 1 }\n`,
      9,
      /"equal"/,
    ],
    ['a misspelt key of a listing', 'listing', 'prodct: Mug\n', 1, /prodct/],
    ['a status that no case has', 'case', 'id: 1\nstatus: opened\n', 2, /"open", "closed"/],
    [
      'an exception for no rule',
      'exceptions',
      'exceptions:\n  - { rule: hash-uniqe, subject: a, reason: b, owner: c }\n',
      2,
      /hash-unique|hash-uniqe|Value is not accepted/,
    ],
  ])('marks %s', async (_, name, text, line, said) => {
    const marks = await server.mark(text, schema(name));
    expect(
      marks.filter((mark) => mark.line === line && said.test(mark.message)),
      JSON.stringify(marks),
    ).not.toEqual([]);
  });

  it.each([
    [
      'config',
      'extends: [recommended, acme/strict, ./ours.yaml, "@acme/preset/strict.yaml"]\nrules:\n  acme/not-red: { limit: 3, names: [red] }\n  four-pictures: off\nchannels: [mine]\nroles: [{ files: [a], role: size-chart }]\nreporters: { acme/list: { wide: true } }\n',
    ],
    ['rule', `${RULE}    - { fact: acme/colour, path: hue, operator: lessThan, value: 3 }\n`],
    ['listing', 'product: Mug\nchannels: [amazon, mine]\nroles: { a.png: chart }\n'],
    ['exceptions', 'exceptions:\n  - { rule: acme/not-red, subject: a, reason: b, owner: c }\n'],
  ])('marks nothing in a good %s', async (name, text) => {
    expect(await server.mark(text, schema(name))).toEqual([]);
  });
});

describe('listing-lint schema', () => {
  it('writes them anew, and never over a file that is not its own', async () => {
    expect(await runIn(root, ['schema'])).toMatchObject({ status: 0 });
    writeFileSync(join(root, 'case.schema.json'), '{}');
    const { status, stderr } = await runIn(root, ['schema', '.']);
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('is no file of this command'),
    });
    expect(readFileSync(join(root, 'case.schema.json'), 'utf8')).toBe('{}');
    expect(existsSync(join(root, 'config.schema.json'))).toBe(false);
  });

  it('says how an editor finds them', async () => {
    const { stdout } = await runIn(root, ['schema', 'schemas']);
    expect(stdout).toContain('# yaml-language-server: $schema=./schemas/config.schema.json');
    expect(stdout).toContain('"./schemas/rule.schema.json": [\n      "rules/*.yaml"\n    ]');
  });
});
