import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../config/load.ts';
import type { Plugin } from '../model/plugin.ts';
import { lint } from './lint.ts';
import type { LintOptions } from './lint-options.ts';
import { makePlugin } from './test-plugin.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'listing-lint-run-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = async (plugin: Plugin, config: string, options: Partial<LintOptions> = {}) => {
  writeFileSync(join(folder, 'listing-lint.config.yaml'), config);
  return lint({
    config: await loadConfig({ builtin: plugin, cwd: folder }),
    tool: { name: 'listing-lint', version: 'test' },
    asOf: '2026-01-01',
    ...options,
  });
};

describe('a run over many subjects side by side', () => {
  it('loses no verdict, whatever the delays', async () => {
    const size = 300;
    const { plugin } = makePlugin(size);
    const { report } = await run(plugin, 'extends: recommended\n', { concurrency: 16 });
    expect(report.subjects).toHaveLength(size);
    for (const { outcomes } of report.subjects) {
      expect(Object.values(outcomes).flat().sort()).toEqual(['alone', 'no-seven', 'readable']);
    }
    const paths = (outcome: 'fail' | 'skip' | 'pass' | 'inconclusive', id: string): number =>
      report.subjects.filter(({ outcomes }) => outcomes[outcome].includes(id)).length;
    // By arithmetic over 0…299, of which every 50th from 49 on is torn (six).
    expect(paths('inconclusive', 'readable')).toBe(6);
    expect(paths('fail', 'no-seven')).toBe(30);
    expect(paths('skip', 'alone')).toBe(150 - 6);
    // Numbers that end in 0–3 have their twin; one that ends in 4 has 5 as its twin.
    expect(paths('fail', 'alone')).toBe(150);
    expect(paths('inconclusive', 'alone')).toBe(6);
  });

  it('makes each resource and each fact once, and keeps no more pictures open than there are workers', async () => {
    const { plugin, counts } = makePlugin(120);
    await run(plugin, 'extends: recommended\n', { concurrency: 4 });
    expect(counts.made.size).toBe(120);
    expect([...new Set(counts.made.values())]).toEqual([1]);
    expect([...new Set(counts.computed.values())]).toEqual([1]);
    expect(counts.mostAlive).toBeGreaterThan(1);
    expect(counts.mostAlive).toBeLessThanOrEqual(4);
  });

  it('creates early resources once they are known to be used, as many subjects ahead as there are workers', async () => {
    const orderOf = async (isEarly: boolean, concurrency: number): Promise<readonly string[]> => {
      const { plugin, counts } = makePlugin(5, isEarly);
      await run(plugin, 'rules: { no-seven: error }\n', { concurrency });
      expect([...counts.made.values()]).toEqual([1, 1, 1, 1, 1]);
      return counts.order.map((path) => path.replace(/^p\/|\.jpg/g, ''));
    };
    expect(await orderOf(false, 1)).toEqual(['0', '0!', '1', '1!', '2', '2!', '3', '3!', '4', '4!']);
    expect(await orderOf(true, 1)).toEqual(['0', '0!', '2', '1', '1!', '3', '2!', '4', '3!', '4!']);
    const concurrent = await orderOf(true, 2);
    expect(concurrent.indexOf('4')).toBeLessThan(concurrent.indexOf('2!'));
  });

  it('gives the same report for every concurrency', async () => {
    const reports = await Promise.all(
      [1, 3, 32].map(
        async (concurrency) =>
          (await run(makePlugin(90, concurrency > 3).plugin, 'extends: recommended\n', { concurrency })).report,
      ),
    );
    expect(JSON.stringify(reports[1])).toBe(JSON.stringify(reports[0]));
    expect(JSON.stringify(reports[2])).toBe(JSON.stringify(reports[0]));
  });

  it('computes only what the rules of a subject ask for', async () => {
    const { plugin, counts } = makePlugin(30);
    await run(plugin, 'rules: { no-seven: error }\n');
    expect([...counts.computed.keys()].every((key) => key.startsWith('digit'))).toBe(true);
    expect(counts.computed.size).toBe(30);
  });

  it('stops when it is aborted: nothing begins any more, and it rejects with the reason', async () => {
    const { plugin, counts } = makePlugin(120);
    const stop = new AbortController();
    const reason = new Error('enough');
    let seen = 0;
    const onProgress = (): void => {
      seen++;
      if (seen === 10) stop.abort(reason);
    };
    const running = run(plugin, 'extends: recommended\n', { concurrency: 4, signal: stop.signal, onProgress });
    await expect(running).rejects.toBe(reason);
    const { size } = counts.computed;
    expect(counts.made.size).toBeLessThan(20);
    expect(counts.alive).toBe(0);
    await new Promise((settle) => setTimeout(settle, 50));
    expect(counts.computed.size).toBe(size);
  });

  it('passes on at once what facts say of themselves', async () => {
    const said = new Set<string>();
    await run(makePlugin(3).plugin, 'rules: { no-seven: error }\n', { onSay: (message) => said.add(message) });
    expect([...said]).toEqual(['digit takes long']);
  });
});

describe('the set', () => {
  it('is everything configured, whatever part is reported', async () => {
    const { plugin, counts } = makePlugin(30);
    const { report } = await run(plugin, 'rules: { alone: error }\n', { selection: { paths: ['p/2.jpg', 'p/8.jpg'] } });
    expect(report.subjects.map(({ path }) => path)).toEqual(['p/2.jpg', 'p/8.jpg']);
    expect(report.findings.map(({ subject, related }) => [subject.path, related.map(({ path }) => path)])).toEqual([
      ['p/2.jpg', ['p/3.jpg']],
    ]);
    expect([...counts.computed.keys()].filter((key) => key.startsWith('half'))).toHaveLength(30);
    expect(report.summary.subjects).toEqual({ image: 2 });
  });

  it('is not read if no reported subject needs it', async () => {
    const { plugin, counts } = makePlugin(30);
    await run(plugin, 'rules: { no-seven: error }\noverrides: [{ channels: shop, rules: { alone: error } }]\n', {
      selection: { paths: ['p/1.jpg'] },
    });
    expect([...counts.computed.keys()].some((key) => key.startsWith('half'))).toBe(false);
    expect(counts.made.size).toBe(1);
  });
});

describe('what a kind of subject declares', () => {
  const drawn = (plugin: Plugin): Plugin => ({
    ...plugin,
    subjects: (plugin.subjects ?? []).map((kind) => ({
      ...kind,
      noun: 'photo',
      settings: ['photos'],
      thumbnail: async ({ path }) => `data:image/webp;base64,${path}`,
    })),
  });

  it('makes the thumbnails, where a report asks for them', async () => {
    const { plugin } = makePlugin(3);
    const { thumbnails } = await run(drawn(plugin), 'rules: { no-seven: error }\n', { thumbnails: true });
    expect([...thumbnails].sort()).toEqual([0, 1, 2].map((n) => [`p/${n}.jpg`, `data:image/webp;base64,p/${n}.jpg`]));
    expect((await run(drawn(plugin), 'rules: { no-seven: error }\n')).thumbnails.size).toBe(0);
    expect((await run(plugin, 'rules: { no-seven: error }\n', { thumbnails: true })).thumbnails.size).toBe(0);
  });

  it('says what its content is: the fingerprint of a finding goes with it, not with the path', async () => {
    const { plugin } = makePlugin(8);
    const { report } = await run(plugin, 'rules: { no-seven: error }\n');
    expect(report.subjects.map(({ sha256 }) => sha256)[7]).toBe('7'.padStart(64, '0'));
  });

  it('is how an empty run speaks of it', async () => {
    const { plugin } = makePlugin(0);
    const message = expect.stringContaining(': no photos found');
    const hint = 'look at `photos` and `ignores` of the config, and at .gitignore';
    await expect(run(drawn(plugin), 'rules: { no-seven: error }\n')).rejects.toMatchObject({
      message,
      problems: [{ hint }],
    });
  });
});
