// What a config builds on: presets by name, by path and in packages, plugins, and what is told of those that cannot be had.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../../config/load.ts';
import { isKnownError } from '../../model/error.ts';
import type { Plugin } from '../../model/plugin.ts';
import { testAttributes } from '../../model/test-attributes.ts';
import { describeConfig } from '../../plan/describe-config.ts';

const rule = (id: string): { readonly path: string; readonly text: string } => ({
  path: `${id}.yaml`,
  text: `id: ${id}\nscope: image\nseverity: warn\ntitle: ${id}\nwhy: A test.\nfix: None.\noptions:\n  min: { type: number, default: 0 }\nassert: { fact: size, path: width, operator: greaterThan, value: { option: min } }\n`,
});

let folder: string;
let builtin: Plugin;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'extends-')));
  mkdirSync(join(folder, 'repo/.git'), { recursive: true });
  builtin = {
    name: 'builtin',
    version: '1',
    attributes: testAttributes,
    facts: [
      {
        ...{ id: 'size', scope: 'image', version: 1, title: 'size', schema: z.object({ width: z.number() }) },
        compute: () => ({ width: 1 }),
      },
    ],
    subjects: [{ scope: 'image', async *discover() {} }],
    rules: [rule('wide'), rule('tall')],
    presets: [
      { path: 'recommended.yaml', text: 'rules: { wide: { severity: error, min: 1 } }\n' },
      { path: 'channels/bay.yaml', text: 'extends: recommended\nrules: { tall: { min: 7 } }\n' },
    ],
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const plugin = (name: string, preset = 'rules: {}'): string =>
  `export const plugin = { name: '${name}', version: '1', presets: [{ path: 'all.yaml', text: ${JSON.stringify(preset)} }] };`;

const described = z.object({
  rules: z.record(
    z.string(),
    z.object({
      severity: z.object({ value: z.string() }),
      options: z.record(z.string(), z.object({ value: z.number(), from: z.string() })),
    }),
  ),
});

/** What is on, with its options; or what is told. */
const told = async (text: string, allowCode = true): Promise<unknown> => {
  write('repo/listing-lint.config.yaml', text);
  try {
    const config = await loadConfig({ builtin, cwd: join(folder, 'repo'), allowCode });
    const { rules } = described.parse(describeConfig(config));
    return Object.fromEntries(
      Object.entries(rules).map(([id, { severity, options }]) => [
        id,
        [severity.value, ...Object.values(options).map(({ value, from }) => `${value} (${from})`)].join(' '),
      ]),
    );
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return (error.problems ?? []).map(
      ({ file, line, column, message, hint }) =>
        `${file}:${line}:${column} ${message}${hint === undefined ? '' : ` · ${hint}`}`,
    );
  }
};
const HERE = 'listing-lint.config.yaml';

describe('a preset', () => {
  it.each<[string, { readonly [path: string]: string }, string, unknown]>([
    ['by its name', {}, 'extends: recommended\n', { wide: 'error 1 (preset recommended:1:10)' }],
    [
      'that extends another one, and is extended twice',
      {},
      'extends: [recommended, channels/bay, recommended]\nrules: { wide: warn }\n',
      { wide: 'warn 1 (preset recommended:1:10)', tall: 'warn 7 (preset channels/bay:2:10)' },
    ],
    [
      'beside the config, of which the later one wins',
      { 'a.yaml': 'rules: { wide: { min: 2 } }\n', 'b.json': '{ "rules": { "wide": { "min": 3 } } }' },
      'extends: [./a.yaml, ./b.json]\n',
      { wide: 'warn 3 (b.json:1:14)' },
    ],
    [
      'whose paths start from its own folder',
      { 'sub/a.yaml': 'extends: ./b.yml\n', 'sub/b.yml': 'rules: { wide: { min: 4 } }\n' },
      'extends: ./sub/a.yaml\n',
      { wide: 'warn 4 (sub/b.yml:1:10)' },
    ],
    [
      'of a package',
      {
        'node_modules/ours/package.json': '{ "name": "ours" }',
        'node_modules/ours/p.yaml': 'rules: { wide: { min: 5 } }\n',
      },
      'extends: ours/p.yaml\n',
      { wide: 'warn 5 (node_modules/ours/p.yaml:1:10)' },
    ],
    [
      'that two extend',
      {
        'a.yaml': 'extends: ./c.yaml\nrules: { wide: { min: 2 } }\n',
        'b.yaml': 'extends: ./c.yaml\n',
        'c.yaml': 'rules: { wide: { min: 9 } }\n',
      },
      'extends: [./a.yaml, ./b.yaml]\n',
      // It speaks once, before the first who extends it.
      { wide: 'warn 2 (a.yaml:2:10)' },
    ],
    [
      'of a plugin',
      { 'acme.mjs': plugin('acme', 'rules: { wide: { min: 6 } }') },
      'plugins: [./acme.mjs]\nextends: acme/all\n',
      { wide: 'warn 6 (preset acme/all:1:10)' },
    ],
    [
      'of a plugin that a preset names',
      { 'acme.mjs': plugin('acme', 'rules: { wide: { min: 6 } }'), 'a.yaml': 'plugins: [./acme.mjs]\n' },
      'extends: [./a.yaml, acme/all]\n',
      { wide: 'warn 6 (preset acme/all:1:10)' },
    ],
  ])('%s', async (_, files, config, said) => {
    for (const [path, text] of Object.entries(files)) write(`repo/${path}`, text);
    expect(await told(config)).toEqual(said);
  });
});

describe('what is told of', () => {
  it.each<[string, { readonly [path: string]: string }, string, readonly string[]]>([
    [
      'a slip, alone',
      {},
      'extends: recomended\n',
      [`${HERE}:1:10 unknown preset "recomended" · did you mean "recommended"?`],
    ],
    [
      'a slip in a list',
      {},
      'extends:\n  - recommended\n  - channels/bya\n',
      [`${HERE}:3:5 unknown preset "channels/bya" · did you mean "channels/bay"?`],
    ],
    [
      'a name that nothing is like',
      {},
      'extends: something-else-altogether\n',
      [`${HERE}:1:10 unknown preset "something-else-altogether" · known: channels/bay, recommended`],
    ],
    [
      'a file that is not there',
      {},
      'extends: ./gone.yaml\n',
      [`${HERE}:1:10 the preset ./gone.yaml does not exist · paths start from the folder of ${HERE}`],
    ],
    [
      'a folder',
      { 'a.yaml/b': '' },
      'extends: ./a.yaml\n',
      [`${HERE}:1:10 the preset ./a.yaml cannot be read: it is a folder · paths start from the folder of ${HERE}`],
    ],
    [
      'a program',
      { 'a.mjs': '' },
      'extends: ./a.mjs\n',
      [`${HERE}:1:10 a preset is a YAML or JSON file, got "./a.mjs"`],
    ],
    [
      'one that extends itself',
      { 'a.yaml': 'extends: ./b.yaml\n', 'b.yaml': 'extends: [./a.yaml]\n' },
      'extends: ./a.yaml\n',
      [`b.yaml:1:11 "./a.yaml" extends itself: ${HERE} → a.yaml → b.yaml → a.yaml`],
    ],
    [
      'the config, extended by its preset',
      { 'a.yaml': `extends: ./${HERE}\n` },
      'extends: ./a.yaml\n',
      [`a.yaml:1:10 "./${HERE}" extends itself: ${HERE} → a.yaml → ${HERE}`],
    ],
    [
      'a preset of a plugin that is not installed: the plugin alone',
      {},
      'plugins: [acme]\nextends: acme/all\nrules: { wide: warn }\n',
      [`${HERE}:1:11 the plugin package acme is not installed · install it beside ${HERE}`],
    ],
    [
      'a preset of one’s own beside such a plugin',
      {},
      'plugins: [acme]\nextends: [acme/all, recomended]\nrules: { acme/x: warn }\n',
      [
        `${HERE}:1:11 the plugin package acme is not installed · install it beside ${HERE}`,
        `${HERE}:2:21 unknown preset "recomended" · did you mean "recommended"?`,
      ],
    ],
    [
      'two plugins of one name',
      { 'a.mjs': plugin('acme'), 'b.mjs': plugin('acme') },
      'plugins: [./a.mjs, ./a.mjs, ./b.mjs]\nrules: { wide: warn }\n',
      [`${HERE}:1:29 another plugin is named "acme" already`],
    ],
  ])('%s', async (_, files, config, said) => {
    for (const [path, text] of Object.entries(files)) write(`repo/${path}`, text);
    expect(await told(config)).toEqual(said);
  });
});

describe('--no-plugins', () => {
  it('refuses plugins, and says nothing of what is theirs', async () => {
    write('repo/acme.mjs', plugin('acme'));
    const config = 'plugins: [./acme.mjs]\nextends: acme/all\nrules: { acme/x: warn, wide: warn }\n';
    expect(await told(config, false)).toEqual([
      `${HERE}:1:11 --no-plugins: the plugin ./acme.mjs is refused · leave --no-plugins out, or the plugin`,
    ]);
  });
  it('takes presets in the repository, and none outside of it', async () => {
    write('repo/a.yaml', 'rules: { wide: { min: 2 } }\n');
    write('b.yaml', 'rules: { wide: { min: 3 } }\n');
    expect(await told('extends: ./a.yaml\n', false)).toEqual({ wide: 'warn 2 (a.yaml:1:10)' });
    expect(await told('extends: ../b.yaml\n')).toEqual({ wide: 'warn 3 (../b.yaml:1:10)' });
    expect(await told('extends: ../b.yaml\n', false)).toEqual([
      expect.stringMatching(/^listing-lint\.config\.yaml:1:10 --no-plugins: the preset \.\.\/b\.yaml /),
    ]);
  });
});
