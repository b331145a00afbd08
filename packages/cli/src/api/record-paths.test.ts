// Records that this program writes and reads again come with a repository too: what they name is bounded as what people write.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runIn } from '../run-in.ts';
import { removeGone } from '../store/pull-store.ts';
import { readPulled } from '../store/pulled-state.ts';
import { doTask } from './shard/worker/do-task.ts';

const SECRET = 'the-secret-of-the-machine';
const SHA256 = createHash('sha256').update(SECRET).digest('hex');

let top = '';
let shop = '';
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(shop, path)), { recursive: true });
  writeFileSync(join(shop, path), text);
};
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'record-paths-')));
  shop = join(top, 'shop');
  for (const folder of ['shop/.git', 'outside', 'outside/crawl']) mkdirSync(join(top, folder), { recursive: true });
  for (const path of ['outside/x.txt', 'outside/x.jpg', 'outside/crawl/x.jpg', 'shop/.git/x.txt', 'shop/.git/x.jpg'])
    writeFileSync(join(top, path), SECRET);
  symlinkSync('../outside', join(shop, 'away'));
  symlinkSync('../outside/x.jpg', join(shop, 'link.jpg'));
  write(
    'listing-lint.config.yaml',
    'listings: ["listings/*"]\ncases: ["cases/*.yaml"]\nmonitoring: ["logs/*.yaml"]\nrules: { monitoring-file-valid: error, listing-file-valid: error }\n',
  );
  write('listings/mug/main.jpg', 'no picture');
  write('cases/c1.yaml', 'id: c1\nstatus: closed\n');
  write('logs/a.yaml', 'checks: []\n');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const PICTURES = ['away/x.jpg', 'link.jpg', '../outside/x.jpg', '.git/x.jpg'];

it.each(PICTURES)('a result of match that names %s as one of ours begins no case about it', async (path) => {
  const matches = [{ path, verdict: 'duplicate', distance: 0, turn: 'none' }];
  const suspects = [{ path: 'found/1.jpg', sha256: 'a'.repeat(64), matches }];
  write('m.json', JSON.stringify({ schemaVersion: 1, suspects }));
  const { code, out, err } = await runIn(shop, ['case', 'new', 'm.json', '--dry-run']);
  expect([code, err]).toEqual([2, expect.stringMatching(/leads out of|in \.git|does not lie below/)]);
  expect(out + err).not.toContain(SHA256);
});

it.each(PICTURES)('a listing.yaml that names %s as an original has nobody read it', async (path) => {
  write('listings/mug/listing.yaml', `originals: { main.jpg: "${path}" }\n`);
  const { out, err } = await runIn(shop, ['-f', 'json']);
  expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1 });
  expect(out + err).not.toMatch(new RegExp(`${SECRET}|${SHA256}`));
});

it.each(['away/x.txt', '../outside/x.txt', '.git/x.txt'])(
  'a log that keeps %s of a check is told of it',
  async (record) => {
    const check = { at: '2026-11-01', kind: 'listings', places: ['ebay'], by: 'us', result: 'nothing', record };
    write('logs/a.yaml', JSON.stringify({ checks: [check] }));
    const { out } = await runIn(shop, ['-f', 'json']);
    expect(out).toMatch(/the record .*(?:leads out of|outside of|in \.git)/);
    expect(out).not.toContain(SHA256);
  },
);

it.each(['away/crawl', '../outside/crawl', '/etc'])('a task of a queue that names %s is not done', async (source) => {
  const task = { kind: 'monitor', run: 'r', asOf: '2026-11-25', source, draftCases: false } as const;
  const place = { cwd: shop, shards: 'shards', env: {} };
  await expect(doTask(task, place, undefined)).rejects.toThrow('does not lie below the folder of the worker');
});

it('what a state of a pull names outside of its folder is neither believed nor removed', async () => {
  const { size, mtimeMs } = statSync(join(top, 'outside/x.txt'));
  const object = { etag: '"x"', size, mtime: Math.trunc(mtimeMs) };
  const from = 's3://bucket/live';
  const stateOf = (name: string): string =>
    JSON.stringify({ version: 1, from, whole: true, objects: { [name]: object } });
  write('live/.listing-lint-pulled.json', stateOf('mug/1.jpg'));
  expect(await readPulled(join(shop, 'live'), from)).toBeDefined();
  for (const name of ['../../outside/x.txt', '/etc/x.txt', '.git/x.txt', 'a/../../x.txt']) {
    write('live/.listing-lint-pulled.json', stateOf(name));
    expect(await readPulled(join(shop, 'live'), from)).toBeUndefined();
  }
  const { count } = removeGone(shop, { 'away/x.txt': object }, {}, new Set());
  expect([count, existsSync(join(top, 'outside/x.txt'))]).toEqual([0, true]);
});
