import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../config/load.ts';
import { defineFact } from '../model/fact.ts';
import type { Plugin } from '../model/plugin.ts';
import { testAttributes } from '../model/test-attributes.ts';
import { lint } from './lint.ts';

const rule = (id: string, when: string) => ({
  path: `${id}.yaml`,
  text: `id: ${id}\nscope: image\nseverity: warn\ntitle: ${id}\nwhy: A test.\nfix: None.\n${when}assert: { fact: image, path: width, operator: greaterThan, value: 0 }\n`,
});
const goesTo = (channel: string): string =>
  `when:\n  all:\n    - { fact: image, path: channels, operator: contains, value: ${channel} }\n`;

const builtin: Plugin = {
  name: 'builtin',
  version: '1',
  attributes: testAttributes,
  settings: z.strictObject({ channels: z.array(z.string()).optional() }),
  terms: (settings) => ({
    roles: [{ term: 'main' }],
    channels: z
      .object({ channels: z.array(z.string()).default([]) })
      .parse(settings)
      .channels.map((term, index) => ({ term, path: ['channels', index] })),
  }),
  subjects: [
    {
      scope: 'image',
      async *discover({ settings }) {
        const { channels = [] } = z.object({ channels: z.array(z.string()).optional() }).parse(settings);
        yield { scope: 'image', path: 'a.jpg', file: '/a.jpg', channels };
        yield { scope: 'image', path: 'b.jpg', file: '/b.jpg', channels: [] };
      },
    },
  ],
  facts: [
    defineFact({
      id: 'image',
      scope: 'image',
      version: 1,
      title: 'image',
      schema: z.object({ width: z.number(), channels: z.array(z.string()) }),
      compute: ({ channels }) => ({ width: 1, channels: Array.isArray(channels) ? channels.map(String) : [] }),
    }),
  ],
  rules: [rule('wide', ''), rule('bay-a', goesTo('bay')), rule('bay-b', goesTo('bay')), rule('river', goesTo('river'))],
  presets: [
    { path: 'channels/bay.yaml', text: 'rules: { bay-a: warn, bay-b: warn }\n' },
    { path: 'channels/river.yaml', text: 'rules: { river: warn }\n' },
    { path: 'channels/hill.yaml', text: 'rules: { wide: error }\n' },
  ],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'listing-lint-unreached-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = async (config: string, paths?: readonly string[]) => {
  writeFileSync(join(folder, 'listing-lint.config.yaml'), config);
  const { report } = await lint({
    config: await loadConfig({ builtin, cwd: folder }),
    tool: { name: 'test', version: '1' },
    asOf: '2026-11-25',
    ...(paths === undefined ? {} : { selection: { paths } }),
  });
  return {
    notChecked: report.summary.notChecked.map(({ ruleId, channel }) => [ruleId, channel]),
    notices: (report.notices ?? []).map(({ code, message }) => `${code}: ${message}`),
  };
};

describe('channels that no listing goes to', () => {
  it('names the rules that are for them alone, and nothing else', async () => {
    expect(await run('extends: [channels/bay, channels/river]\nrules: { wide: warn }\nchannels: [river]\n')).toEqual({
      notChecked: [
        ['bay-a', 'bay'],
        ['bay-b', 'bay'],
      ],
      notices: [],
    });
  });

  it('looks at everything configured, whatever part is reported', async () => {
    expect((await run('extends: channels/river\nchannels: [river]\n', ['b.jpg'])).notChecked).toEqual([]);
  });

  it('reports a preset that has no rules for its channel alone', async () => {
    expect(await run('extends: channels/hill\n')).toEqual({
      notChecked: [],
      notices: [
        'channel-unused: no listing goes to hill, which channels/hill is about: name it under `channels`, or in a listing.yaml',
      ],
    });
  });

  it('reports a channel of listings that no enabled rule is about', async () => {
    const notices = [
      'channel-unchecked: listings go to bay, and nothing that is turned on is about it: add channels/bay to `extends`, or its rules are not checked',
    ];
    expect((await run('rules: { wide: warn }\nchannels: [bay]\n')).notices).toEqual(notices);
    expect((await run('extends: channels/river\nchannels: [bay, river]\n')).notices).toEqual(notices);
    for (const asks of ['extends: channels/bay', 'rules: { bay-a: warn }'])
      expect((await run(`${asks}\nchannels: [bay]\n`)).notices).toEqual([]);
    // A preset is about its channel though none of its rules asks for it.
    expect((await run('extends: channels/hill\nchannels: [hill]\n')).notices).toEqual([]);
    const override = 'overrides: [{ channels: [bay], rules: { wide: warn } }]';
    expect((await run(`rules: { wide: error }\nchannels: [bay]\n${override}\n`)).notices).toEqual([]);
  });

  it('reports rules that the user has turned on', async () => {
    expect((await run('rules: { river: error, wide: warn }\n')).notChecked).toEqual([['river', 'river']]);
    expect((await run('rules: { river: off, wide: warn }\n')).notChecked).toEqual([]);
  });
});

describe('words of the config', () => {
  it('accepts a value that listings have and a rule requires, also a rule of the user', async () => {
    const own = join(folder, 'own.yaml');
    writeFileSync(own, rule('own', goesTo('bai')).text);
    const config = 'ruleFiles: [own.yaml]\nchannels: [bai]\n';
    expect(await run(config)).toEqual({ notChecked: [], notices: [] });
    rmSync(own);
    await expect(run('rules: { wide: warn }\nchannels: [bai]\n')).rejects.toMatchObject({
      problems: [{ message: 'unknown channel "bai"', hint: 'did you mean "bay"?', line: 2, column: 12 }],
    });
  });

  it('says that nothing knows a word which is near none', async () => {
    expect((await run('rules: { wide: warn }\nchannels: [corner]\n')).notices).toEqual([
      'channel-unknown: no rule, preset or override knows the channel "corner" (known: bay, hill, river)',
    ]);
    const config =
      'rules: { wide: warn }\nchannels: [corner]\noverrides: [{ channels: corner, rules: { wide: off } }]\n';
    expect((await run(config)).notices).toEqual([]);
  });
});
