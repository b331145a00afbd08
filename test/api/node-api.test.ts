import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { describePath, isKnownError, type LintEvent, lint, loadConfig } from 'listing-lint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';

let shop: string;
beforeEach(async () => {
  shop = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-api-')));
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    'rules: { image-readable: error, main-image-square: error, hash-unique: error, listing-image-count: { severity: warn, min: 2 } }\n',
  );
  for (const [path, seed, width] of [
    ['a/1.jpg', 1, 1000],
    ['a/2.jpg', 2, 1000],
    ['b/1.jpg', 3, 800],
  ] as const)
    await writePicture(shop, path, pictureSchema.parse({ seed, width, height: 1000 }));
});
afterEach(() => rmSync(shop, { recursive: true, force: true }));

const git = (...args: string[]): void => {
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: shop, stdio: 'pipe' });
};
const hasGit = spawnSync('git', ['--version']).status === 0;

describe('lint', () => {
  it('gives the object that the command line writes, by the published schema, and renders it the same', async () => {
    const { report, render, faults } = await lint({ cwd: shop, formats: ['json', 'sarif'] });
    expect(faults).toEqual([]);
    expect(report.findings.map(({ ruleId, subject }) => `${ruleId} ${subject.path}`)).toEqual([
      'listing-image-count b',
      'main-image-square b/1.jpg',
    ]);
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../config/report.schema.json'), 'utf8'));
    const ajv = new Ajv.default({ strict: false });
    addFormats.default(ajv);
    expect(ajv.validate(schema, JSON.parse(JSON.stringify(report))), ajv.errorsText()).toBe(true);
    for (const format of ['json', 'sarif', 'text']) {
      const { stdout } = await runIn(shop, ['-f', format]);
      const rendered = await render(format, { columns: 100 });
      expect(rendered.replaceAll(shop, '<root>').replaceAll(report.tool.version, '<version>')).toBe(stdout);
    }
  });

  it('tells what holds, how far it is, and with `debug` why', async () => {
    const events: LintEvent[] = [];
    const onEvent = (event: LintEvent): void => {
      events.push(event);
    };
    await lint({ cwd: shop, paths: ['b'], onEvent });
    expect(events[0]).toEqual({ type: 'opened', projects: [{ root: shop, config: 'listing-lint.config.yaml' }] });
    const progress = events.flatMap((event) => (event.type === 'progress' ? [event] : []));
    expect(progress.at(-1)).toMatchObject({ done: progress.length, total: progress.length });
    expect(progress.map(({ path }) => path).sort()).toEqual(['a/1.jpg', 'a/2.jpg', 'b', 'b/1.jpg']);
    expect(events.some(({ type }) => type === 'debug')).toBe(false);
    await lint({ cwd: shop, paths: ['b'], debug: true, rules: ['exif-edit-software: info'], onEvent });
    const why = events.flatMap((event) => (event.type === 'debug' ? [event] : []));
    expect(why).toContainEqual(expect.objectContaining({ topic: 'role', path: 'b/1.jpg', message: 'main (order)' }));
    const rules = why.filter(({ topic, path }) => topic === 'rule' && path === 'b/1.jpg').map(({ message }) => message);
    expect(rules).toContain('main-image-square: error (listing-lint.config.yaml:1:33) → fail');
    expect(rules.find((message) => message.startsWith('exif-edit-software'))).toMatch(
      /^exif-edit-software: info \(--rule .*\) → skip: its `when` does not hold \(.*role.*original/,
    );
    expect(why.some(({ topic, message }) => topic === 'time' && message.startsWith('fact fingerprint: 3 ×'))).toBe(
      true,
    );
    expect(why).toContainEqual(
      expect.objectContaining({ topic: 'config', message: `${shop}: listing-lint.config.yaml, the nearest upwards` }),
    );
  });

  it('judges by no day that there is not, and never by no rule at all', async () => {
    for (const asOf of ['', 'yesterday', '2026-13-45', '2026-02-31', '2026-11-25T10:00Z'])
      await expect(lint({ cwd: shop, asOf })).rejects.toMatchObject({
        code: 'usage',
        problems: [{ message: `asOf must be a day such as 2026-11-25, and is "${asOf}"` }],
      });
    expect((await lint({ cwd: shop, asOf: '2024-02-29' })).report.summary.errors).toBe(1);
    await expect(lint({ cwd: shop, only: [] })).rejects.toMatchObject({
      code: 'config-invalid',
      problems: [{ message: 'no rule is named, so none would be judged' }],
    });
  });

  it.each([
    [{ formats: ['jsn'] }, 'unknown format "jsn"'],
    [{ paths: ['nowhere'] }, 'no such file or folder: nowhere'],
    [{ rules: ['hash-uniqe: error'] }, '1 problem in the config and the rules'],
  ])('rejects with a known error for %j', async (options, message) => {
    const error = await lint({ cwd: shop, ...options }).catch((thrown: unknown) => thrown);
    expect(isKnownError(error)).toBe(true);
    expect(String(error)).toContain(message);
  });
});

describe('an aborted lint', () => {
  const abortedAt = async (type: LintEvent['type'], options: Parameters<typeof lint>[0]) => {
    const stop = new AbortController();
    const reason = new Error('interrupted');
    const events: LintEvent['type'][] = [];
    const onEvent = (event: LintEvent): void => {
      events.push(event.type);
      if (event.type === type) stop.abort(reason);
    };
    const running = lint({ ...options, cwd: shop, concurrency: 1, signal: stop.signal, onEvent });
    await expect(running).rejects.toBe(reason);
    const told = events.length;
    await new Promise((settle) => setTimeout(settle, 100));
    expect(events).toHaveLength(told);
    return events;
  };

  it('rejects with the reason, begins nothing more, and writes neither cache nor baseline', async () => {
    const files = readdirSync(shop, { recursive: true });
    const options = { cache: true, baseline: 'known.json', updateBaseline: true };
    const events = await abortedAt('progress', options);
    expect(events.filter((type) => type === 'progress')).toHaveLength(1);
    await abortedAt('opened', options);
    expect(readdirSync(shop, { recursive: true })).toEqual(files);
    await expect(lint({ cwd: shop, signal: AbortSignal.abort('before') })).rejects.toBe('before');
  });

  it.skipIf(!hasGit)('takes the copy of what is staged away', async () => {
    git('init', '-q');
    git('add', '.');
    const copies = (): readonly string[] => readdirSync(join(shop, '.git')).filter((name) => name.includes('staged'));
    const seen: number[] = [];
    const stop = new AbortController();
    const onEvent = (): void => {
      seen.push(copies().length);
      stop.abort('stop');
    };
    await expect(lint({ cwd: shop, staged: true, signal: stop.signal, onEvent })).rejects.toBe('stop');
    expect(seen).toEqual([1]);
    expect(copies()).toEqual([]);
    // And where it is aborted while the copy is being made.
    const early = new AbortController();
    setTimeout(() => early.abort('early'), 15);
    await lint({ cwd: shop, staged: true, signal: early.signal }).catch(() => undefined);
    // One that is still being made after two seconds is taken away when it is there.
    await expect.poll(copies, { timeout: 15_000 }).toEqual([]);
  });
});

describe('loadConfig and describePath', () => {
  it('say what a config holds, with rules, options and ranges, and refuse a wrong one', async () => {
    const { root, file, rules, formats } = await loadConfig({ cwd: shop });
    expect({ root, file }).toEqual({ root: shop, file: 'listing-lint.config.yaml' });
    expect(rules.find(({ id }) => id === 'listing-image-count')).toMatchObject({
      severity: 'warn',
      options: { min: { type: 'integer', minimum: 0 } },
    });
    expect(formats).toEqual(expect.arrayContaining(['json', 'sarif', 'text']));
    writeFileSync(join(shop, 'listing-lint.config.yaml'), 'rules: { hash-uniqe: error }\n');
    await expect(loadConfig({ cwd: shop })).rejects.toMatchObject({
      code: 'config-invalid',
      problems: [expect.objectContaining({ line: 1, hint: 'did you mean "hash-unique"?' })],
    });
  });

  it('describe a file as --print-config does', async () => {
    const { files } = await describePath('b/1.jpg', { cwd: shop });
    const { stdout } = await runIn(shop, ['--print-config', 'b/1.jpg']);
    expect(JSON.stringify(files[0])).toBe(JSON.stringify(JSON.parse(stdout.replaceAll('<root>', shop))));
    expect(existsSync(join(shop, '.listing-lint-cache'))).toBe(false);
  });
});
