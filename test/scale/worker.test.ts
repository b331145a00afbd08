// @module-tag full
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runIn } from 'listing-lint/program';
import { beforeAll, describe, expect, it } from 'vitest';
import { put } from '../watermark/shop.ts';
import { databaseShops, photo } from './database-shops.ts';
import { PASSWORD } from './postgres.ts';

const { isThere, scratch, server, newShop, newDatabase } = databaseShops('workers');
const program = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');

/** A fact that is not done as long as there is a file `hold`. */
const zod = pathToFileURL(createRequire(join(process.cwd(), 'test', 'package.json')).resolve('zod'));
const PLUGIN = `
import { z } from '${zod}';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
const free = async () => {
  while (existsSync(join(import.meta.dirname, 'hold'))) {
    writeFileSync(join(import.meta.dirname, 'busy-' + process.pid), '');
    await new Promise((settle) => setTimeout(settle, 50));
  }
  return true;
};
export default {
  name: 'slow', version: '1.0.0',
  facts: [{ id: 'free', scope: 'image', version: 1, title: 'free', schema: z.boolean(), compute: free }],
  rules: [{ path: 'rules/free.yaml', text: 'id: free\\nscope: image\\nseverity: error\\ntitle: free\\nwhy: It is slow.\\nfix: Wait.\\nassert: { fact: free, operator: equal, value: true }\\n' }],
};
`;

describe.skipIf(!isThere)('workers', () => {
  let shop: string;
  let database: string;
  const run = (...args: readonly string[]) => runIn(shop, args, { env: { REGISTRY: server().url(database) } });
  const worker = (...args: readonly string[]) => run('worker', ...args);
  const sql = (statement: string): string => server().sql(statement, database);
  const results = (): string => sql("SELECT key || ' ' || attempt FROM listing_lint_queue.result ORDER BY finished_at");

  beforeAll(async () => {
    database = await newDatabase();
    shop = newShop('worked');
    const seeds = { 'mug/1': 1, 'mug/2': 2, 'tote/1': 1, 'lamp/1': 3 };
    for (const [path, seed] of Object.entries(seeds)) put(shop, `listings/${path}.jpg`, await photo(seed));
    put(shop, 'crawl/found.jpg', await photo(2, 60));
    expect(await worker('status')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no queue .*\n.*worker migrate/),
    });
    expect(await worker('migrate')).toMatchObject({ code: 0, err: '' });
    // Tried again at once.
    sql('UPDATE listing_lint_queue.queue SET retry_delay = 0, retry_backoff = false');
  });

  it('do the shards of a run, each once, however often they are put in', async () => {
    const put = () => worker('enqueue', '--shards', '5', '--run', 'nightly');
    expect((await put()).out).toBe('5 tasks of nightly put in, 0 known already\n');
    expect((await put()).out).toBe('0 tasks of nightly put in, 5 known already\n');
    const both = await Promise.all([worker('--until-empty'), worker('--until-empty')]);
    expect(both.map(({ code, err }) => ({ code, err }))).toEqual([
      { code: 0, err: '' },
      { code: 0, err: '' },
    ]);
    expect(both.flatMap(({ out }) => out.match(/^done .*$/gm) ?? []).sort()).toEqual(
      [1, 2, 3, 4, 5].map((index) =>
        expect.stringMatching(
          `^done nightly shard ${index}/5, attempt 1: looked at \\d, written to shards/nightly/${index}-of-5.shard$`,
        ),
      ),
    );
    expect((await put()).out).toBe('0 tasks of nightly put in, 5 known already\n');
    expect(await worker('status')).toMatchObject({
      code: 0,
      out: '0 waiting, 0 at work, 5 done (0 found something), 0 dead\n',
    });
    const merged = await run('merge', 'shards/nightly', '-f', 'json');
    expect(merged).toEqual(await run('-f', 'json', '--as-of', '2026-11-25'));
    expect(merged.code).toBe(1);
  });

  it('tell what failed too often, and are blocked by none of it', async () => {
    // As somebody would who may write to the queue.
    for (const data of [
      '{"kind": "shard", "run": "x", "asOf": "2026-11-25", "index": 1, "count": 1, "formats": [], "config": "evil.mjs"}',
      '{"kind": "monitor", "run": "x", "asOf": "2026-11-25", "source": "../../etc", "draftCases": false}',
    ])
      sql(
        `INSERT INTO listing_lint_queue.job (name, data, retry_limit, dead_letter) VALUES ('listing-lint', '${data}', 0, 'listing-lint-dead')`,
      );
    await worker('enqueue', 'nowhere.warc', 'crawl', '--run', 'looks');
    const { code, out, err } = await worker('--until-empty');
    expect(code).toBe(1);
    // The crawl lies below the shop, and the patterns of the config take it in.
    expect(err).toMatch(/^listing-lint: 1 picture below \S*crawl is taken for theirs, not for ours$/m);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(out.match(/^failed looks monitor nowhere.warc, attempt \d/gm)).toHaveLength(4);
    expect(out).toMatch(/^done looks monitor crawl, attempt 1: 1 new or back, log monitoring\/2026-11-25-\w+\.yaml$/m);
    expect(readdirSync(join(shop, 'monitoring')).filter((name) => name.endsWith('.yaml'))).toHaveLength(1);
    expect((await worker('status')).out).toBe('0 waiting, 0 at work, 6 done (1 found something), 3 dead\n');
    const dead = await worker('dead');
    expect(dead.code).toBe(1);
    expect(dead.out.split('\n').sort()).toEqual([
      '',
      expect.stringMatching(/^looks monitor nowhere.warc: .*nowhere.warc/),
      expect.stringMatching(/^something that is no task: .*config/),
      'x monitor ../../etc: ../../etc does not lie below the folder of the worker',
    ]);

    put(shop, 'nowhere.warc/found.jpg', await photo(3, 60));
    expect((await worker('dead', '--retry')).out).toMatch(/^2 put back$/m);
    expect((await worker('--until-empty')).out).toMatch(/^done looks monitor nowhere.warc, attempt 1: 1 new or back/m);
    expect((await worker('dead', '--drop')).out).toMatch(/^2 taken away$/m);
    expect((await worker('status', '--run', 'looks')).out).toBe(
      '0 waiting, 0 at work, 2 done (2 found something), 0 dead\n',
    );
  });

  it('need no more rights than to read and write tables, and never tell a password', async () => {
    sql(`CREATE ROLE worker LOGIN PASSWORD '${PASSWORD}'; GRANT USAGE ON SCHEMA listing_lint_queue TO worker;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA listing_lint_queue TO worker`);
    const as = (url: string, ...args: readonly string[]) =>
      runIn(shop, ['worker', ...args], { env: { REGISTRY: url } });
    const mine = server().url(database, 'worker');
    put(shop, 'bad/1.warc', `WARC/1.0\r\n${PASSWORD}`);
    const told = [
      await as(mine, 'enqueue', '--shards', '1', 'bad', PASSWORD, '--run', 'rights'),
      await as(mine, '--until-empty'),
      await as(mine, 'dead', '--drop'),
      await as(mine.replace(/:[^:@]*@/, ':wr0ng@'), '--until-empty'),
      await as(mine, 'migrate'),
    ];
    expect(told.map(({ code }) => code)).toEqual([0, 1, 0, 2, 2]);
    expect(told[1]?.out).toMatch(/^done rights shard 1\/1/m);
    for (const { out, err } of told) expect(`${out}${err}`).not.toContain('wr0ng');
    for (const { err } of told) expect(err).not.toContain(PASSWORD);
    expect(sql('SELECT output FROM listing_lint_queue.job')).not.toContain(PASSWORD);
  });

  describe('that are stopped', () => {
    /** Another process, which has taken a task and is held. */
    const held = async (...args: readonly string[]) => {
      put(shop, 'hold', '');
      const child = spawn(process.execPath, [program, 'worker', ...args], {
        cwd: shop,
        env: { ...process.env, REGISTRY: server().url(database) },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let out = '';
      child.stdout.on('data', (text: Buffer) => {
        out += text.toString();
      });
      const ended = new Promise<{ readonly code: number | null; readonly out: string }>((resolve) => {
        child.on('close', (code) => resolve({ code, out }));
      });
      while (!existsSync(join(shop, `busy-${child.pid}`))) {
        expect(child.exitCode, out).toBe(null);
        await new Promise((settle) => setTimeout(settle, 50));
      }
      return { child, ended };
    };
    beforeAll(() => {
      put(shop, 'plugin.mjs', PLUGIN);
      put(
        shop,
        'listing-lint.config.yaml',
        'extends: recommended\nregistry: env:REGISTRY\nplugins: [./plugin.mjs]\nrules: { slow/free: error }\n',
      );
    });
    const release = () => rmSync(join(shop, 'hold'), { force: true });

    it('give their task back, finish it, or leave it to others', async () => {
      await worker('enqueue', '--shards', '1', '--run', 'stopped');
      const patient = await held('--grace', '0');
      patient.child.kill('SIGTERM');
      expect(await patient.ended).toEqual({
        code: 0,
        out: expect.stringMatching(/^given back stopped shard 1\/1, attempt 1\n0 done, 0 failed, 1 given back/),
      });

      const killed = await held();
      killed.child.kill('SIGKILL');
      expect((await killed.ended).code).toBe(null);
      expect(existsSync(join(shop, 'shards', 'stopped'))).toBe(false);

      const last = await held('--grace', '60');
      last.child.kill('SIGTERM');
      release();
      expect(await last.ended).toEqual({
        code: 0,
        out: expect.stringMatching(/^done stopped shard 1\/1, attempt 2: looked at \d/),
      });
      expect(
        results()
          .split('\n')
          .filter((line) => line.startsWith('stopped')),
      ).toEqual(['stopped shard 1/1 2']);
    });
  });
  it('leave nothing of theirs beside the shop', () => {
    expect(readdirSync(scratch).filter((name) => !/^(?:worked|migrate-)/.test(name))).toEqual([]);
  });
});
