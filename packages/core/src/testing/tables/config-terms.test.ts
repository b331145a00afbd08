// Which words of a config are slips of known ones, by what speaks of a word: the config, overrides, presets, rules of the user's and of plugins.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../../config/load.ts';
import { isKnownError } from '../../model/error.ts';
import { defineFact } from '../../model/fact.ts';
import type { Plugin } from '../../model/plugin.ts';
import { testAttributes } from '../../model/test-attributes.ts';

const rule = (id: string, condition: string, more = ''): { readonly path: string; readonly text: string } => ({
  path: `${id}.yaml`,
  text: `id: ${id}\nscope: image\nseverity: warn\ntitle: ${id}\nwhy: A test.\nfix: None.\n${more}${condition}\n`,
});
const asks = (path: string, operator: string, value: string): string =>
  `assert: { fact: size, path: ${path}, operator: ${operator}, value: ${value} }`;

const settings = z.strictObject({
  channels: z.array(z.string()).optional(),
  roles: z.array(z.strictObject({ role: z.string() })).optional(),
});
const builtin: Plugin = {
  name: 'builtin',
  version: '1',
  attributes: testAttributes,
  settings,
  terms: (value) => {
    const { channels = [], roles = [] } = settings.parse(value ?? {});
    return {
      channels: [{ term: 'market' }, ...channels.map((term, k) => ({ term, path: ['channels', k] }))],
      roles: [{ term: 'main' }, ...roles.map(({ role }, k) => ({ term: role, path: ['roles', k, 'role'] }))],
    };
  },
  facts: [
    defineFact({
      id: 'size',
      scope: 'image',
      version: 1,
      title: 'size',
      schema: z.object({
        width: z.number(),
        role: z.string(),
        channel: z.string(),
        channels: z.array(z.string()),
        name: z.string(),
      }),
      compute: () => ({ width: 1, role: 'main', channel: '', channels: [], name: '' }),
    }),
  ],
  subjects: [{ scope: 'image', async *discover() {} }],
  rules: [rule('wide', asks('width', 'greaterThan', '0'))],
  presets: [
    { path: 'channels/harbour.yaml', text: 'rules: { wide: warn }\n' },
    { path: 'other/lantern.yaml', text: 'rules: { wide: warn }\n' },
  ],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'terms-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
/** The problems, or the notices where there are none. */
const told = async (config: string): Promise<readonly string[]> => {
  write('listing-lint.config.yaml', config);
  try {
    const { notices } = await loadConfig({ builtin, cwd: folder });
    return notices.map(({ code, message, region }) => `${code} ${region?.startLine}: ${message}`);
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return (error.problems ?? []).map(({ message, hint, line, column }) => `${line}:${column} ${message} · ${hint}`);
  }
};
const ON = 'rules: { wide: warn }\n';

describe('a word of the config', () => {
  it.each<[string, string, readonly string[]]>([
    ['that is known', 'channels: [market]\n', []],
    ['that is a slip', 'channels: [market, markt]\n', ['2:20 unknown channel "markt" · did you mean "market"?']],
    ['that a preset is named after', 'channels: [harbour]\n', []],
    ['that is a slip of one', 'channels: [harbur]\n', ['2:12 unknown channel "harbur" · did you mean "harbour"?']],
    [
      'that is the name of a preset of other things',
      'channels: [lantern]\n',
      ['channel-unknown 2: no rule, preset or override knows the channel "lantern" (known: harbour, market)'],
    ],
    ['that an override asks for', 'channels: [moon]\noverrides: [{ channels: [moon], rules: { wide: off } }]\n', []],
    [
      'that an override writes otherwise',
      'channels: [moonlight]\noverrides: [{ channels: moonligth, rules: { wide: off } }]\n',
      [
        '2:12 unknown channel "moonlight" · did you mean "moonligth"?',
        '3:25 unknown channel "moonligth" · did you mean "moonlight"?',
      ],
    ],
    [
      'of an override, in a list',
      'overrides: [{ channels: [market, harbuor], rules: { wide: off } }]\n',
      ['2:34 unknown channel "harbuor" · did you mean "harbour"?'],
    ],
    ['of an override that nothing is like', 'overrides: [{ channels: [moon], rules: { wide: off } }]\n', []],
    // Roles are told as slips alone: any other may be one of the user's own.
    ['that is a role of one’s own', 'roles: [{ role: banner }]\n', []],
    ['that is a slip of a role', 'roles: [{ role: mian }]\n', ['2:17 unknown role "mian" · did you mean "main"?']],
  ])('%s', async (_, config, said) => {
    expect(await told(ON + config)).toEqual(said);
  });
});

describe('a word that rules ask for', () => {
  const own = (condition: string, more = ''): void => write('own.yaml', rule('own', condition, more).text);
  const RULES = 'ruleFiles: [own.yaml]\n';
  const unknown = (term: string, known: string): readonly string[] => [
    `channel-unknown 3: no rule, preset or override knows the channel "${term}" (known: ${known})`,
  ];
  it.each<[string, string, string, string, readonly string[]]>([
    ['in one', asks('channels', 'contains', 'moon'), '', 'moon', []],
    ['under the noun', asks('channel', 'equal', 'moon'), '', 'moon', []],
    ['in a list', asks('channels', 'containsAny', '[sun, moon]'), '', 'moon', []],
    [
      'and that no subject can have, as it is a slip',
      asks('channels', 'containsAny', '[sun, markt]'),
      '',
      'sun',
      ['7:75 unknown channel "markt" · did you mean "market"?'],
    ],
    [
      'of a role, in a condition of members',
      'assert: { not: { fact: size, path: role, operator: equal, value: mian } }',
      '',
      'market',
      ['7:66 unknown role "mian" · did you mean "main"?'],
    ],
    ['under another path', asks('name', 'equal', 'moon'), '', 'moon', unknown('moon', 'harbour, market')],
    ['not at all', asks('channels', 'contains', 'sunrise'), '', 'moon', unknown('moon', 'harbour, market, sunrise')],
    [
      'as an option’s default',
      asks('channels', 'contains', '{ option: where }'),
      'options:\n  where: { type: string, default: moon }\n',
      'moon',
      [],
    ],
    [
      'as options’ defaults, in a list',
      asks('channels', 'containsAny', '{ option: where }'),
      'options:\n  where: { type: array, default: [sun, moon] }\n',
      'moon',
      [],
    ],
    [
      'when it judges',
      `when: { fact: size, path: channels, operator: contains, value: moon }\n${asks('width', 'greaterThan', '0')}`,
      '',
      'moon',
      [],
    ],
  ])('%s', async (_, condition, more, term, said) => {
    own(condition, more);
    expect(await told(`${ON}${RULES}channels: [${term}]\n`)).toEqual(said);
  });
  it('of a plugin', async () => {
    const text = rule('acme-rule', asks('channels', 'contains', 'moon')).text;
    write(
      'acme.mjs',
      `export const plugin = { name: 'acme', version: '1', rules: [{ path: 'r.yaml', text: ${JSON.stringify(text)} }], presets: [{ path: 'channels/comet.yaml', text: 'rules: {}' }] };`,
    );
    expect(await told(`${ON}plugins: [./acme.mjs]\nchannels: [moon, comet]\n`)).toEqual([]);
    expect(await told(`${ON}channels: [moon]\n`)).toEqual([
      'channel-unknown 2: no rule, preset or override knows the channel "moon" (known: harbour, market)',
    ]);
  });
});
