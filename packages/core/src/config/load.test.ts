import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { defineFact } from '../model/fact.ts';
import type { Plugin } from '../model/plugin.ts';
import type { Subject } from '../model/subject.ts';
import { testAttributes } from '../model/test-attributes.ts';
import { describeConfig } from '../plan/describe-config.ts';
import { makePlan } from '../plan/plan.ts';
import { Guard } from '../plugin/guard.ts';
import { loadConfig } from './load.ts';
import { findConfig } from './search.ts';

const ruleText = (id: string, extra = '') => ({
  path: `${id}.yaml`,
  text: `id: ${id}
scope: image
severity: warn
title: Wide enough
why: It is shown large.
fix: Export it larger.
options:
  min: { type: number, default: 10 }
  max: { type: number, default: 20 }
  names: { type: array, default: [a] }
${extra}assert:
  all:
    - { fact: size, path: width, operator: greaterThan, value: { option: min } }
    - { fact: size, path: width, operator: lessThan, value: { option: max } }
    - { fact: size, path: name, operator: in, value: { option: names } }
`,
});

const builtin: Plugin = {
  name: 'builtin',
  version: '1',
  attributes: testAttributes,
  settings: z.strictObject({
    brand: z.strictObject({ mark: z.string().optional(), name: z.string().optional() }).optional(),
    listings: z.array(z.string()).optional(),
  }),
  facts: [
    defineFact({
      id: 'size',
      scope: 'image',
      version: 1,
      title: 'size',
      schema: z.object({ width: z.number(), name: z.string() }),
      compute: () => ({ width: 1, name: 'a' }),
    }),
  ],
  subjects: [{ scope: 'image', async *discover() {} }],
  rules: [ruleText('wide'), ruleText('marked', 'requires: [brand.mark]\n')],
  presets: [
    {
      path: 'recommended.yaml',
      text: 'rules: { wide: { severity: error, min: 11 }, marked: error }\nlistings: [a, b]\nbrand: { name: preset }\n',
    },
    { path: 'channels/shop.yaml', text: 'overrides:\n  - { channels: [shop], roles: [main], rules: { wide: off } }\n' },
  ],
};

let folder: string;
const write = (path: string, text: string): string => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const load = (config: string, rules: readonly string[] = []) => {
  write('listing-lint.config.yaml', config);
  return loadConfig({ builtin, cwd: folder, rules });
};
const image = (over: Partial<Subject> = {}): Subject => ({
  scope: 'image',
  path: 'a/1.jpg',
  file: '/a/1.jpg',
  channels: [],
  ...over,
});
const holds = async (config: string, rules: readonly string[] = [], subject = image()) => {
  const activation = makePlan(await load(config, rules))
    .activationsFor(subject)
    .get('wide');
  return activation && [activation.severity, activation.options];
};

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-config-')));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

describe('merging', () => {
  it('keeps inherited options under a severity alone', async () => {
    expect(await holds('extends: recommended\nrules: { wide: info }\n')).toEqual(['info', { min: 11 }]);
  });

  it('merges options key by key, keeps the inherited severity, and replaces lists', async () => {
    write('ours.yaml', 'extends: recommended\nrules: { wide: { names: [x, y] } }\n');
    expect(await holds('extends: ./ours.yaml\nrules: { wide: { max: 5, names: [z] } }\n')).toEqual([
      'error',
      { min: 11, max: 5, names: ['z'] },
    ]);
  });

  it('turns a rule on at its own severity by options alone, but not one that was turned off', async () => {
    expect(await holds('rules: { wide: { min: 3 } }\n')).toEqual(['warn', { min: 3 }]);
    write('off.yaml', 'rules: { wide: off }\n');
    expect(
      await holds('extends: ./off.yaml\nrules: { wide: { min: 3 }, marked: info }\nbrand: { mark: m.png }\n', [
        'wide: { max: 9 }',
      ]),
    ).toEqual(['off', { min: 3, max: 9 }]);
  });

  it('lets later overrides win, each where all it selects by holds', async () => {
    const config = `extends: [recommended, channels/shop]
overrides:
  - { files: "a/**", rules: { wide: info } }
  - { files: "a/1.*", channels: [shop, other], rules: { wide: { min: 99 } } }
`;
    expect(await holds(config)).toEqual(['info', { min: 11 }]);
    expect(await holds(config, [], image({ path: 'b/1.jpg', channels: ['shop'], role: 'main' }))).toEqual([
      'off',
      { min: 11 },
    ]);
    expect(await holds(config, [], image({ path: 'b/1.jpg', channels: ['shop'], role: 'gallery' }))).toEqual([
      'error',
      { min: 11 },
    ]);
    expect(await holds(config, [], image({ channels: ['shop'], role: 'main' }))).toEqual(['info', { min: 99 }]);
  });

  it('gives --rule the last word', async () => {
    expect(
      await holds('extends: recommended\nrules: { wide: info }\n', ['wide: off', 'wide: { severity: warn, min: 1 }']),
    ).toEqual(['warn', { min: 1 }]);
  });

  it('merges settings key by key and says where each came from', async () => {
    const config = await load('extends: recommended\nbrand: { mark: m.png }\nlistings: [c]\n');
    expect(config.settings.of('builtin')).toEqual({ brand: { name: 'preset', mark: 'm.png' }, listings: ['c'] });
    expect(describeConfig(config)).toMatchObject({
      settings: {
        'brand.name': { value: 'preset', from: 'preset recommended:3:10' },
        'brand.mark': { value: 'm.png', from: 'listing-lint.config.yaml:2:10' },
        listings: { value: ['c'], from: 'listing-lint.config.yaml:3:1' },
      },
    });
  });
});

describe('a rule that needs a setting', () => {
  it('is not checked where only a preset turns it on', async () => {
    const config = await load('extends: recommended\n');
    expect(config.notChecked).toEqual([{ ruleId: 'marked', requires: 'brand.mark' }]);
    expect([...makePlan(config).activationsFor(image()).keys()]).toEqual(['wide']);
  });

  it('is an error where the user turns it on, not where they turn it off or give the setting', async () => {
    await expect(load('extends: recommended\nrules: { marked: warn }\n')).rejects.toMatchObject({
      code: 'config-invalid',
      problems: [{ line: 2, column: 10, message: expect.stringContaining('needs `brand.mark`') }],
    });
    await expect(load('rules: { wide: warn }\n', ['marked: error'])).rejects.toMatchObject({ code: 'config-invalid' });
    expect((await load('extends: recommended\nrules: { marked: off }\n')).notChecked).toEqual([]);
    expect((await load('rules: { marked: error }\nbrand: { mark: m.png }\n')).notChecked).toEqual([]);
  });

  it('is an error where it is named by --only, or where nothing else is on', async () => {
    write('listing-lint.config.yaml', 'extends: recommended\n');
    await expect(loadConfig({ builtin, cwd: folder, only: ['wide', 'marked'] })).rejects.toMatchObject({
      problems: [{ file: '--only marked', message: expect.stringContaining('needs `brand.mark`') }],
    });
    await expect(load('extends: recommended\nrules: { wide: off }\n')).rejects.toMatchObject({
      problems: [{ message: 'no rule that is turned on can be judged', hint: 'set `brand.mark`' }],
    });
  });
});

describe('a config', () => {
  it('that holds nothing, or turns nothing on, is refused at its place', async () => {
    for (const text of ['# nothing yet\n', '', 'listings: [a]\n', 'rules: { wide: off }\n'])
      await expect(load(text)).rejects.toMatchObject({
        code: 'config-invalid',
        problems: [{ message: 'no rule is turned on', file: 'listing-lint.config.yaml' }],
      });
    expect((await load('extends: recommended\n')).documents.length).toBeGreaterThan(0);
  });

  it('needs a setting that says something', async () => {
    for (const mark of ['""', 'null'])
      await expect(load(`rules: { marked: error }\nbrand: { mark: ${mark} }\n`)).rejects.toMatchObject({
        code: 'config-invalid',
      });
  });

  it('may be a program, unless that is not allowed', async () => {
    write('listing-lint.config.mjs', "export default { rules: { wide: 'info' } };");
    const config = await loadConfig({ builtin, cwd: folder });
    expect(makePlan(config).activationsFor(image()).get('wide')?.severity).toBe('info');
    await expect(loadConfig({ builtin, cwd: folder, allowCode: false })).rejects.toMatchObject({
      code: expect.stringMatching(/^config-/),
    });
  });

  it('may stand in a package.json, which may be larger than a document of people', async () => {
    const file = { name: 'shop', 'listing-lint': { rules: { wide: 'info' } }, notes: 'x'.repeat(300 * 1024) };
    write('package.json', JSON.stringify(file));
    const config = await loadConfig({ builtin, cwd: folder });
    expect(makePlan(config).activationsFor(image()).get('wide')?.severity).toBe('info');
    expect((await loadConfig({ builtin, cwd: folder, configFile: 'package.json' })).file).toBeDefined();
  });

  it('that is named and is not there, or says nothing of us, is told as that', async () => {
    await expect(loadConfig({ builtin, cwd: folder, configFile: 'package.json' })).rejects.toThrow(/no such file/);
    write('package.json', '{ "name": "shop" }');
    await expect(loadConfig({ builtin, cwd: folder, configFile: 'package.json' })).rejects.toThrow(
      /has no "listing-lint" key/,
    );
    await expect(loadConfig({ builtin, cwd: folder, configFile: 'config.toml' })).rejects.toMatchObject({
      problems: [{ message: expect.stringMatching(/^it may end in \.yaml, /) }],
    });
  });
});

describe('plugins', () => {
  const text = (name: string, settings = '') => `
const schema = (check) => ({ safeParse: (data) => check(data) });
export const plugin = { name: '${name}', version: '1.2.3', ${settings}
  presets: [{ path: 'all.yaml', text: 'rules: { "${name}/${name}-rule": error }' }],
  rules: [{ path: 'r.yaml', text: ${JSON.stringify(ruleText('acme-rule').text)} }] };
`;

  it('come from a path or a folder beside the file that names them, or from node_modules, with their presets and prefixed rules', async () => {
    write('plugins/acme.mjs', text('acme'));
    write('sub/ours.yaml', 'plugins: [../plugins/acme.mjs]\nextends: acme/all\n');
    const config = await load('extends: ./sub/ours.yaml\n');
    expect(config.plugins[0]).toMatchObject({
      plugin: { name: 'acme', version: '1.2.3' },
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(
      makePlan(config)
        .rulesFor(image())
        .map(({ id, severity }) => [id, severity]),
    ).toEqual([['acme/acme-rule', 'error']]);

    // A package that only has an `import` condition: CommonJS resolution would not find it.
    write(
      'node_modules/@acme/lint/package.json',
      '{ "name": "@acme/lint", "type": "module", "exports": { "import": "./index.js" } }',
    );
    write('node_modules/@acme/lint/index.js', text('acme'));
    for (const name of ['@acme/lint', './node_modules/@acme/lint']) {
      const other = await load(`plugins: ["${name}"]\nextends: acme/all\n`);
      expect([...makePlan(other).activationsFor(image()).keys()]).toEqual(['acme/acme-rule']);
    }
  });

  it('are imported once when two files name them, and refused when two share a name', async () => {
    write('acme.mjs', text('acme'));
    write('ours.yaml', 'plugins: [./acme.mjs]\n');
    expect((await load('extends: ./ours.yaml\nplugins: [./acme.mjs]\nrules: { wide: warn }\n')).plugins).toHaveLength(
      1,
    );
    write('second.mjs', text('acme'));
    await expect(load('plugins: [./acme.mjs, ./second.mjs]\nrules: { wide: warn }\n')).rejects.toMatchObject({
      problems: [{ line: 1, message: 'another plugin is named "acme" already' }],
    });
  });
});

describe('finding the config', () => {
  const find = async (from: string, home = '/nowhere') =>
    (await findConfig({ from: join(folder, from), cwd: folder, allowCode: true, guard: new Guard(), home }))?.label;

  it('takes the nearest upwards, and the first of several names', async () => {
    write('listing-lint.config.json', '{}');
    write('a/b/c/x.txt', '');
    expect(await find('a/b/c')).toBe('listing-lint.config.json');
    write('a/package.json', '{ "name": "no-config-in-it" }');
    expect(await find('a/b/c')).toBe('listing-lint.config.json');
    write('a/package.json', '{ "listing-lint": { "rules": {} } }');
    expect(await find('a/b/c')).toBe('a/package.json');
    write('a/listing-lint.config.yaml', '');
    expect(await find('a/b/c')).toBe('a/listing-lint.config.yaml');
  });

  it('does not pass over what stands where a config would', async () => {
    write('listing-lint.config.json', '{}');
    write('a/listing-lint.config.yaml/x.txt', '');
    await expect(find('a')).rejects.toThrow('cannot read the config a/listing-lint.config.yaml: it is a folder');
    write('b/x.txt', '');
    symlinkSync('listing-lint.config.yaml', join(folder, 'b/listing-lint.config.yaml'));
    await expect(find('b')).rejects.toThrow('b/listing-lint.config.yaml: it is a link that leads in a circle');
    write('c/package.json/x.txt', '');
    expect(await find('c')).toBe('listing-lint.config.json');
  });

  it('never reads the user’s home, nor what is above it', async () => {
    write('home/listing-lint.config.yaml', 'rules: {}\n');
    write('home/shop/x.txt', '');
    write('listing-lint.config.yaml', 'rules: {}\n');
    expect(await find('home/shop', join(folder, 'home'))).toBeUndefined();
    expect(await find('home/shop')).toBe('home/listing-lint.config.yaml');
  });

  describe.each(['package.json', 'package.yaml', '.config/config.json', '.config/config.yaml', '.config/config.yml'])(
    'reads nothing else that cosmiconfig takes for its own settings: %s',
    (name) => {
      const loadPlain = (config = 'rules: { wide: error }\n') => {
        vi.spyOn(process, 'cwd').mockReturnValue(folder);
        write('listing-lint.config.yaml', config);
        return loadConfig({ builtin, cwd: folder, allowCode: false });
      };
      const ran = () => existsSync(join(folder, 'ran'));

      it('and runs no program that it imports', async () => {
        const program = write('e.cjs', `require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'ran'))}, '');`);
        const settings = { $import: program, searchPlaces: ['other.yaml'] };
        write(name, JSON.stringify(name.startsWith('package') ? { cosmiconfig: settings, ...settings } : settings));
        expect((await loadPlain()).file?.path).toBe('listing-lint.config.yaml');
        expect(ran()).toBe(false);
      });

      it('nor shows the text of a damaged one', async () => {
        write(name, '//registry/:_authToken=hunter2 [{');
        await expect(loadPlain()).resolves.toMatchObject({ root: folder });
      });

      it.skipIf(process.platform === 'win32')(
        'nor waits for a pipe, also where `extends` names a package',
        async () => {
          mkdirSync(dirname(join(folder, name)), { recursive: true });
          execFileSync('mkfifo', [join(folder, name)]);
          await expect(loadPlain()).resolves.toMatchObject({ root: folder });
          await expect(loadPlain('extends: ["acme/x.yaml"]\n')).rejects.toMatchObject({
            problems: [{ message: 'unknown preset "acme/x.yaml"' }],
          });
        },
      );
    },
  );

  it('follows a link to the config’s own folder for relative paths', async () => {
    write('real/ours.yaml', 'rules: { wide: error }\n');
    write('real/listing-lint.config.yaml', 'extends: ./ours.yaml\n');
    symlinkSync(join(folder, 'real'), join(folder, 'linked'));
    const config = await loadConfig({ builtin, cwd: join(folder, 'linked') });
    expect(config.file?.path).toBe('listing-lint.config.yaml');
  });
});
