import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../config/load.ts';
import { readText } from '../file/read-file.ts';
import { lint } from '../lint/lint.ts';
import { rule } from '../lint/test-plugin.ts';
import { ListingLintError } from '../model/error.ts';
import { defineFact } from '../model/fact.ts';
import type { Fix, FixPolicy } from '../model/fix.ts';
import type { Plugin } from '../model/plugin.ts';
import { Guard } from '../plugin/guard.ts';
import { guardPlugin } from '../plugin/guarded-plugin.ts';
import { sha256 } from '../text/canonical-json.ts';
import { applyFixes, type FixOptions } from './apply-fixes.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'listing-lint-fixes-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const words = defineFact({
  id: 'words',
  scope: 'image',
  version: 1,
  title: 'words',
  schema: z.object({ secret: z.boolean(), loud: z.boolean() }),
  compute: async ({ file }, _params, context) => {
    const text = await readText(file, { maxBytes: 1000, within: context.root });
    return { secret: text.includes('secret'), loud: text.includes('!') };
  },
});
const content = defineFact({
  id: 'file',
  scope: 'image',
  version: 1,
  title: 'file',
  schema: z.object({ sha256: z.string(), bytes: z.number() }),
  compute: async ({ file }, _params, context) => {
    const text = await readText(file, { maxBytes: 1000, within: context.root });
    return { sha256: sha256(text), bytes: text.length };
  },
});
const isNot = (path: string): string =>
  `assert: { all: [{ fact: words, path: ${path}, operator: equal, value: false }] }\n`;

/** The title is the first line: it stays, whatever a fix names. */
const policy: FixPolicy = {
  stays: ({ path }) => (path.startsWith('kept') ? 'it is kept' : undefined),
  check: ({ before, after, changed }) => {
    const [old, mended] = [linesOf(before), linesOf(after)];
    if (old[0] !== mended[0]) return 'the title';
    const isLost = old.some((line) => line !== '' && !mended.includes(line) && !changed.includes(line));
    return isLost ? 'a line' : undefined;
  },
};
const linesOf = (bytes: Uint8Array): readonly string[] => Buffer.from(bytes).toString().split('\n');
const without = (bytes: Uint8Array, part: string) => {
  const lines = linesOf(bytes);
  const changed = lines.filter((line) => line.includes(part));
  return { bytes: Buffer.from(lines.filter((line) => !line.includes(part)).join('\n')), changed };
};

const unsay = (apply: Fix['apply'] = (bytes) => without(bytes, 'secret'), more: Partial<Fix> = {}): Fix => ({
  id: 'unsay',
  scope: 'image',
  rules: ['no-secret'],
  title: 'takes the secret out',
  apply,
  ...more,
});
const hush: Fix = {
  id: 'hush',
  scope: 'image',
  rules: ['quiet'],
  title: 'lowers the voice',
  apply: (bytes) => without(bytes, '!'),
};

const plugin = (fixes: readonly Fix[], fixing: FixPolicy | undefined = policy): Plugin => ({
  name: 'builtin',
  version: '1',
  facts: [words, content],
  subjects: [
    {
      scope: 'image',
      content: 'file',
      ...(fixing === undefined ? {} : { fixing }),
      async *discover({ entries }) {
        for (const { path } of entries)
          if (path.endsWith('.txt')) yield { scope: 'image', path, file: join(root, path), channels: [] };
      },
    },
  ],
  rules: [rule('no-secret', isNot('secret')), rule('quiet', isNot('loud'))],
  fixes,
});

const put = (path: string, text: string): void => writeFileSync(join(root, path), text);
const got = (path: string): string => readFileSync(join(root, path), 'utf8');
const CONFIG = 'rules: { no-secret: error, quiet: warn }\n';

/** Fixes what a run finds; `third`: the fixes are somebody else's. */
const fixIn = async (
  builtin: Plugin,
  options: Partial<FixOptions> & { readonly config?: never } = {},
  third?: Plugin,
) => {
  put('listing-lint.config.yaml', CONFIG);
  const guard = new Guard({ timeoutMs: 200 });
  const config = await loadConfig({ builtin, cwd: root, guard });
  const registry =
    third === undefined
      ? config.registry
      : { ...config.registry, ...fixesOf(guardPlugin(third, guard, { module: '/acme.mjs', attributes: [] })) };
  const used = { ...config, registry };
  const result = await lint({ config: used, tool: { name: 't', version: '1' }, asOf: '2026-01-01' });
  const { config: _config, ...more } = options;
  return applyFixes({ config: used, result, asOf: '2026-01-01', permits: new Set(), dryRun: false, ...more });
};

const fixesOf = ({ name, fixes = [] }: Plugin) => {
  const entries = fixes.map((fix) => ({ id: `${name}/${fix.id}`, ruleIds: fix.rules, fix, plugin: name }));
  return {
    fixes: new Map(entries.map((entry) => [entry.id, entry])),
    fixOfRule: new Map(entries.flatMap((entry) => entry.ruleIds.map((id) => [id, entry] as const))),
  };
};

describe('fixes', () => {
  it('mend a file one after the other, say what they did, and leave nothing else behind', async () => {
    put('a.txt', 'title\nsecret\nhey!\nrest');
    put('b.txt', 'title\nsecret!');
    const { fixed, notFixed, faults } = await fixIn(plugin([unsay(), hush]));
    expect(fixed).toEqual([
      {
        subject: { scope: 'image', path: 'a.txt' },
        fix: { id: 'hush', description: 'lowers the voice' },
        ruleIds: ['quiet'],
        changed: ['hey!'],
        written: true,
      },
      expect.objectContaining({ fix: { id: 'unsay', description: 'takes the secret out' }, ruleIds: ['no-secret'] }),
      // The second fix is not made where the first has mended its findings too.
      expect.objectContaining({ fix: expect.objectContaining({ id: 'unsay' }), ruleIds: ['no-secret', 'quiet'] }),
    ]);
    expect({ notFixed, faults }).toEqual({ notFixed: [], faults: [] });
    expect(got('a.txt')).toBe('title\nrest');
    expect(readdirSync(root).sort()).toEqual(['a.txt', 'b.txt', 'listing-lint.config.yaml']);
  });

  it('write nothing in a dry run, and say the same', async () => {
    put('a.txt', 'title\nsecret');
    const { fixed } = await fixIn(plugin([unsay()]), { dryRun: true });
    expect(fixed).toMatchObject([{ changed: ['secret'], written: false }]);
    expect(got('a.txt')).toBe('title\nsecret');
  });

  it.each<[what: string, apply: Fix['apply'], reason: RegExp]>([
    ['changes nothing', (bytes) => ({ bytes, changed: ['x'] }), /it has changed nothing/],
    ['names nothing', () => ({ bytes: Buffer.from('title\n'), changed: [] }), /it has changed nothing/],
    ['damages', () => ({ bytes: Buffer.from('other'), changed: ['secret'] }), /more than it says: the title/],
    ['takes more', (bytes) => ({ ...without(bytes, 't'), changed: ['secret'] }), /more than it says/],
    ['lies', (bytes) => without(bytes, 'rest'), /no-secret would still not pass/],
    ['throws', () => raise(new TypeError('x is undefined')), /x is undefined/],
    ['hangs', () => new Promise(() => undefined), /has not answered within 0.2 s/],
    ['gives no file', () => JSON.parse('{"changed":["x"]}'), /no file/],
    ['gives nothing', () => ({ bytes: Buffer.alloc(0), changed: ['x'] }), /an empty file/],
    ['gives too much', () => ({ bytes: Buffer.alloc(2_000_000), changed: ['x'] }), /a file of 2,000,000 bytes/],
    ['gives no sentences', () => JSON.parse('{"bytes":3,"changed":3}'), /no file/],
  ])('of a plugin are told with its name where one %s, and others go on', async (_what, apply, reason) => {
    put('a.txt', 'title\nsecret\nhey!\nrest');
    const third: Plugin = { name: 'acme', version: '1', fixes: [unsay(apply), hush] };
    const { fixed, notFixed, faults } = await fixIn(plugin([]), {}, third);
    expect(notFixed).toMatchObject([
      { fix: { id: 'acme/unsay' }, outcome: 'failed', reason: expect.stringMatching(reason) },
    ]);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.message).toMatch(/^a\.txt: the plugin "acme" failed: its fix "acme\/unsay"/);
    expect(fixed).toMatchObject([{ fix: { id: 'acme/hush' } }]);
    expect(got('a.txt')).toBe('title\nsecret\nrest');
  });

  it('may refuse a file, which is nobody’s fault', async () => {
    put('a.txt', 'title\nsecret');
    const refuse = (): never => raise(new ListingLintError('metadata-unwritable', 'it is signed'));
    const third: Plugin = { name: 'acme', version: '1', fixes: [unsay(refuse)] };
    const { notFixed, faults } = await fixIn(plugin([]), {}, third);
    expect(notFixed).toMatchObject([{ outcome: 'refused', reason: 'it is signed' }]);
    expect(faults).toEqual([]);
  });

  it('know what the user lets go of, as far as they have named it before', async () => {
    put('a.txt', 'title\nsecret');
    const seen: boolean[] = [];
    const look: Fix['apply'] = (bytes, { permits }) => {
      seen.push(permits('notes'), permits('other'));
      return without(bytes, 'secret');
    };
    await fixIn(plugin([unsay(look, { losses: ['notes'] })]), { permits: new Set(['notes', 'other']) });
    expect(seen).toEqual([true, false]);
  });
});

const raise = (error: Error): never => {
  throw error;
};

describe('files that stay as they are', () => {
  it.each<[what: string, path: string, spoil: () => void, reason: RegExp]>([
    ['are write-protected', 'a.txt', () => chmodSync(join(root, 'a.txt'), 0o444), /write-protected/],
    ['have changed meanwhile', 'a.txt', () => put('a.txt', 'title\nsecret and more'), /changed since it was judged/],
    [
      'have become a link',
      'a.txt',
      () => {
        rmSync(join(root, 'a.txt'));
        put('b', 'title\nsecret');
        symlinkSync(join(root, 'b'), join(root, 'a.txt'));
      },
      /it is a link/,
    ],
    ['are gone', 'a.txt', () => rmSync(join(root, 'a.txt')), /no such file/],
  ])('%s', async (_what, path, spoil, reason) => {
    put(path, 'title\nsecret');
    put('listing-lint.config.yaml', CONFIG);
    const config = await loadConfig({ builtin: plugin([unsay()]), cwd: root });
    const result = await lint({ config, tool: { name: 't', version: '1' }, asOf: '2026-01-01' });
    spoil();
    const before = readdirSync(root).map((name) => [name, readFileSync(join(root, name), 'utf8')]);
    const options = { config, result, asOf: '2026-01-01', permits: new Set<string>(), dryRun: false };
    const { fixed, notFixed, faults } = await applyFixes(options);
    expect({ fixed, faults }).toEqual({ fixed: [], faults: [] });
    expect(notFixed).toMatchObject([{ outcome: 'refused', reason: expect.stringMatching(reason) }]);
    expect(readdirSync(root).map((name) => [name, readFileSync(join(root, name), 'utf8')])).toEqual(before);
  });

  it('are named by their kind, and offered nothing', async () => {
    put('kept.txt', 'title\nsecret');
    expect(await fixIn(plugin([unsay()]))).toEqual({ fixed: [], notFixed: [], faults: [] });
  });

  it('are named by an exception, which holds for their content alone', async () => {
    put('a.txt', 'title\nsecret\n!');
    put(
      'listing-lint.exceptions.yaml',
      `exceptions:\n  - { rule: quiet, content: ${sha256('title\nsecret\n!')}, reason: agreed, owner: Ann }\n`,
    );
    const { notFixed } = await fixIn(plugin([unsay(), hush]));
    expect(notFixed).toMatchObject([{ fix: { id: 'unsay' }, reason: expect.stringMatching(/an exception names/) }]);
    expect(got('a.txt')).toBe('title\nsecret\n!');
  });

  it('are changed by somebody else while they are mended', async () => {
    put('a.txt', 'title\nsecret');
    const meddle: Fix['apply'] = (bytes) => {
      put('a.txt', 'title\nsecret, and something new');
      return without(bytes, 'secret');
    };
    const { fixed, notFixed } = await fixIn(plugin([unsay(meddle)]));
    expect(fixed).toEqual([]);
    expect(notFixed).toMatchObject([{ outcome: 'refused', reason: 'it was changed while it was being mended' }]);
    expect(got('a.txt')).toBe('title\nsecret, and something new');
  });

  it('cannot be put in their place, which is a fault', async () => {
    put('a.txt', 'title\nsecret');
    const replace: FixPolicy['replace'] = async () => undefined;
    const { fixed, notFixed, faults } = await fixIn(plugin([unsay()], { ...policy, replace }));
    expect(fixed).toEqual([]);
    expect(notFixed).toMatchObject([{ outcome: 'failed', reason: 'it was not put in its place' }]);
    expect(faults).toHaveLength(1);
    expect(got('a.txt')).toBe('title\nsecret');
  });
});

it('of a plugin that names a rule that is not there, one twice, or files that are not mended, are a fault of the config', async () => {
  put('listing-lint.config.yaml', CONFIG);
  const faulty = plugin([unsay(undefined, { rules: ['no-secrets'] }), hush, { ...hush, id: 'again' }]);
  await expect(loadConfig({ builtin: faulty, cwd: root })).rejects.toMatchObject({
    problems: [
      {
        message: expect.stringMatching(/mends a rule "no-secrets", which is not there/),
        hint: expect.stringMatching(/no-secret/),
      },
      { message: expect.stringMatching(/"again" mends "quiet", as "hush" does/) },
    ],
  });
  const { subjects: [kind] = [], ...rest } = plugin([hush]);
  const { fixing: _fixing, ...bare } = kind ?? raise(new Error('no kind'));
  await expect(loadConfig({ builtin: { ...rest, subjects: [bare] }, cwd: root })).rejects.toMatchObject({
    problems: [{ message: expect.stringMatching(/whose files are not mended/) }],
  });
});
