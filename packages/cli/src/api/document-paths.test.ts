/**
 * Every key of a document that names a file, from the schemas themselves, with a path planted there that leads where no document may lead. A new key that
 * names a file has to be registered (`pathKeys`), and is planted by itself; one that only looks as if it named one is listed here with the reason.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { configSchema, exceptionsSchema, isKnownError, loadConfig, type PathKey } from '@listing-lint/core';
import { caseFileSchema, monitoringFileSchema } from '@listing-lint/disputes';
import { listingFileSchema } from '@listing-lint/rules/listing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtinPlugin } from '../built-in-plugins.ts';
import { runIn } from '../run-in.ts';
import { least, leavesOf, named, withText } from './test-schema-keys.ts';

const SECRET = 'the-secret-of-the-machine';

let top = '';
let shop = '';
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(shop, path)), { recursive: true });
  writeFileSync(join(shop, path), text);
};
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'document-paths-')));
  shop = join(top, 'shop');
  mkdirSync(join(shop, '.git'), { recursive: true });
  mkdirSync(join(top, 'outside'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

/** A way to a file that no document may name, for a name with an ending that its key takes. */
type Plant = (name: string) => string;
const outside = (name: string): string => {
  writeFileSync(join(top, 'outside', name), `${SECRET}\n`);
  return name;
};
const link = (target: string, path: string): string => {
  mkdirSync(dirname(join(shop, path)), { recursive: true });
  if (!existsSync(join(shop, path))) symlinkSync(target, join(shop, path));
  return path;
};
const PLANTS: { readonly [what: string]: Plant } = {
  'a link': (name) => link(join(top, 'outside', outside(name)), name),
  'a link to a link': (name) => link(link(join(top, 'outside', outside(name)), `first-${name}`), name),
  'a linked folder': (name) => `${link('../outside', 'away')}/${outside(name)}`,
  'a linked folder in a folder': (name) => `${link('../../outside', 'deep/away')}/${outside(name)}`,
  'a way up': (name) => `../outside/${outside(name)}`,
  'a way up behind a link': (name) => `${link('../outside', 'away')}/../../outside/${outside(name)}`,
  'an absolute path': (name) => join(top, 'outside', outside(name)),
  'what git keeps': (name) => {
    write(`.git/${name}`, SECRET);
    return `.git/${name}`;
  },
  'a link to what git keeps': (name) => {
    write(`.git/${name}`, SECRET);
    return link('.git', 'git') && `git/${name}`;
  },
};
/** They lead nowhere: whatever is said of them, the run says it and ends. */
const DEAD: { readonly [what: string]: Plant } = {
  'a link that leads nowhere': (name) => link('nowhere', name),
  'a link in a circle': (name) => link(name, name),
};

const config = configSchema(builtinPlugin);
const DOCUMENTS = {
  config,
  exceptions: exceptionsSchema,
  listing: listingFileSchema,
  case: caseFileSchema,
  monitoring: monitoringFileSchema,
};

describe('each key', () => {
  /** Keys that sound as if they named a file, and name none. */
  const NO_PATHS: { readonly [key: string]: string } = {
    'config $schema': 'for editors alone',
    'config c2pa.anchors[].list': 'what a list is called',
    'case works[].licence.from': 'who grants it',
    'config objects[].from': 'an address of a store',
    'config monitor.refused[].picture': 'a SHA-256',
    'config monitor.services[].request.form{}': 'what is sent, with a placeholder for the picture',
    'config monitor.services[].answer.results[].picture[]': 'a JSON pointer',
    'config monitor.services[].answer.results[].page': 'a JSON pointer',
    'config monitor.services[].answer.results[].lists[]': 'a JSON pointer',
    'exceptions $schema': 'for editors alone',
    'listing $schema': 'for editors alone',
    'case $schema': 'for editors alone',
    'monitoring $schema': 'for editors alone',
  };
  const SOUNDS =
    /(?:file|path|folder|dir|root|anchor|certificate|salt|image|picture|original|record|page|capture|from|to|statement|evidence|document|schema|release|source|archive|list)s?(?:\[\]|\{\})*$/i;

  it.each(Object.entries(DOCUMENTS))('that may name a file is registered: %s', (document, schema) => {
    const open = [...leavesOf(schema)].flatMap(({ key, schema: own, path }) => {
      // What is held to a pattern, as a hash, a date or an address, names no file.
      const isFree = own.safeParse('some/where.txt').success;
      const isCustom = /(?:^|\.)custom(?:\.|\{|$)/.test(key);
      return path === undefined && isFree && SOUNDS.test(key) && !isCustom ? [`${document} ${key}`] : [];
    });
    expect([...new Set(open)].filter((key) => NO_PATHS[key] === undefined)).toEqual([]);
  });

  it('is made for what follows', () => {
    for (const [document, schema] of Object.entries(DOCUMENTS))
      for (const { key } of named(schema)) {
        const made = withText(schema, key, 'some/where.txt');
        expect([
          document,
          key,
          schema.safeParse(made).error?.issues,
          JSON.stringify(made)?.includes('some/where.txt'),
        ]).toEqual([document, key, undefined, true]);
      }
    expect(named(config).length).toBeGreaterThan(20);
    expect(named(caseFileSchema).length).toBeGreaterThan(15);
  });
});

/** All that a run has written: where the secret may have gone. */
const writtenBelow = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
    .join('\n');

const BUILT_ON: readonly string[] = ['extends', 'extends[]', 'plugins[]', 'ruleFiles[]'];
const nameFor = (key: string): string => {
  if (key.startsWith('plugins')) return 'x.mjs';
  if (BUILT_ON.includes(key)) return 'x.yaml';
  return key.startsWith('brand') ? 'x.png' : 'x.txt';
};

describe('a config', () => {
  const keys = named(config).filter(({ path }) => path.names !== 'pattern');
  const load = async (key: string, plant: Plant, pathIn: PathKey['pathIn'] = undefined) => {
    const planted = plant(nameFor(key));
    const text = BUILT_ON.includes(key) && !/^\.{0,2}\//.test(planted) ? `./${planted}` : planted;
    expect(pathIn?.(text) ?? text).toBe(text);
    const around = key.startsWith('extends') ? {} : { extends: 'recommended' };
    write('listing-lint.config.json', JSON.stringify({ ...around, ...Object(withText(config, key, text)) }));
    return loadConfig({ builtin: builtinPlugin, cwd: shop }).then(
      () => ({ problems: [], text, said: '' }),
      (error: unknown) => {
        if (!isKnownError(error)) throw error;
        return { problems: error.problems, text, said: `${error.message}\n${JSON.stringify(error.problems)}` };
      },
    );
  };

  const bounded = keys.filter(({ path: { names, within } }) => names !== 'glob' && within !== 'anywhere');
  const all = bounded.flatMap(({ key, path }) =>
    Object.entries(PLANTS).map(([what, plant]) => ({ key, path, what, plant })),
  );
  it.each(all)('is refused where $key names $what', async ({ key, path: { pathIn }, plant }) => {
    const { problems, said } = await load(key, plant, pathIn);
    expect(problems.map(({ line }) => line)).toContain(1);
    expect(said).toMatch(
      /out of the (?:repository|folder of the config)|outside of the|is in \.git|must be a path below/,
    );
    expect(said).not.toContain(SECRET);
  });

  const globs = keys.filter(({ path: { names, within } }) => names === 'glob' && within !== 'anywhere');
  const ways = ['a way up', 'a way up behind a link', 'an absolute path', 'what git keeps'] as const;
  it.each(globs.flatMap(({ key }) => ways.map((what) => ({ key, what }))))(
    'is refused where $key looks by $what',
    async ({ key, what }) => {
      const { said } = await load(key, PLANTS[what] ?? outside);
      expect(said).toMatch(/outside of the|is in \.git/);
    },
  );

  const free = keys.filter(({ path: { within } }) => within === 'anywhere');
  it.each(free.flatMap(({ key }) => ['what git keeps', 'a link to what git keeps'].map((what) => ({ key, what }))))(
    'is refused where $key names $what',
    async ({ key, what }) => {
      const { said } = await load(key, PLANTS[what] ?? outside);
      expect(said).toContain('in .git, which is never used');
      expect(said).not.toContain(SECRET);
    },
  );

  it.each(
    [...globs, ...free].flatMap(({ key }) =>
      Object.entries({ ...PLANTS, ...DEAD }).map(([what, plant]) => ({ key, what, plant })),
    ),
  )('shows nothing of the file where $key names $what', async ({ key, plant }) => {
    expect((await load(key, plant)).said).not.toContain(SECRET);
  });
});

describe('a case', () => {
  const keys = named(caseFileSchema).filter(({ path }) => path.names === 'file');
  const CONFIG = 'cases: ["cases/*.json"]\nprovenance: {}\nrules: { case-evidence: error, case-file-valid: error }\n';
  const caseWith = (id: string, more: object): string =>
    JSON.stringify({ ...Object(least(caseFileSchema)), ...more, id });

  it('is told of each key that names what it may not, and nothing of that is shown', async () => {
    write('listing-lint.config.yaml', CONFIG);
    const planted = new Map<string, { readonly key: string; readonly what: string; readonly text: string }>();
    for (const { key } of keys)
      for (const [what, plant] of Object.entries({ ...PLANTS, ...DEAD })) {
        const text = plant(`x${planted.size}.txt`);
        const path = `cases/${planted.size}.json`;
        planted.set(path, { key, what, text });
        write(path, caseWith(`c${planted.size}`, Object(withText(caseFileSchema, key, text))));
      }
    expect(planted.size).toBeGreaterThan(150);
    const { code, out, err } = await runIn(shop, ['-f', 'json']);
    expect(code).toBe(1);
    expect(out + err).not.toContain(SECRET);
    const { findings }: { findings: readonly { ruleId: string; subject: { path: string }; message: string }[] } =
      JSON.parse(out);
    const said = new Map(findings.map(({ ruleId, subject: { path }, message }) => [`${ruleId} ${path}`, message]));
    const missed = [...planted].filter(
      ([path, { what }]) =>
        !(
          PLANTS[what] === undefined
            ? /names .*: (?:no such file|it is a link)/
            : /names .*(?:leads out|outside of|in \.git)/
        ).test(said.get(`case-evidence ${path}`) ?? ''),
    );
    expect(
      missed.map(([path, plant]) => [plant, said.get(`case-evidence ${path}`), said.get(`case-file-valid ${path}`)]),
    ).toEqual([]);
  });

  it.each(Object.entries(PLANTS))('brings %s into no bundle, letter, notice or timeline', async (_what, plant) => {
    write('listing-lint.config.yaml', CONFIG);
    const all = keys.map(({ key }, index) => Object(withText(caseFileSchema, key, plant(`x${index}.txt`))));
    const events = all.flatMap((made) => made.events ?? []);
    const works = all.flatMap((made) => made.works ?? []).map((work: object, index) => ({ ...work, id: `w${index}` }));
    write('cases/a.json', caseWith('a', { ...Object.assign({}, ...all), events, works }));
    const out = join(top, 'bundle');
    const runs = [
      await runIn(shop, ['evidence', 'a', '--out', out, '--incomplete']),
      await runIn(shop, ['case', 'timeline', 'a']),
      await runIn(shop, ['case', 'letter', 'evidence-request', 'a']),
      await runIn(shop, ['case', 'export', 'a', '--out', join(top, 'notice')]),
    ];
    expect([runs[0]?.code, runs[0]?.err]).toEqual([1, '']);
    expect(existsSync(join(out, 'manifest-sha256.txt'))).toBe(true);
    expect(runs.map(({ out: said, err }) => said + err).join('\n') + writtenBelow(out)).not.toContain(SECRET);
  });
});
