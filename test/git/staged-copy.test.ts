import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from 'listing-lint';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';

const MAIN = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const hasGit = spawnSync('git', ['--version']).status === 0;
if (!hasGit) process.stderr.write('git is not on this machine: the copy of what is staged is not tried.\n');
if (!existsSync(MAIN)) process.stderr.write('there is no packages/cli/dist (npm run build): no run is ended.\n');

let shop: string;
const git = (...args: string[]): string => execFileSync('git', args, { cwd: shop, encoding: 'utf8' });
const copies = (): readonly string[] =>
  readdirSync(join(shop, '.git')).filter((name) => name.startsWith('listing-lint'));
const config = (text: string): void => {
  rmSync(join(shop, 'listing-lint.config.yaml'), { force: true });
  writeFileSync(join(shop, 'listing-lint.config.yaml'), text);
  git('add', '.');
};

beforeEach(async () => {
  if (!hasGit) return;
  shop = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-copy-')));
  git('init', '-q', '-b', 'main');
  for (const [index, name] of ['a', 'b', 'c'].entries())
    await writePicture(shop, `listings/${name}/1.jpg`, pictureSchema.parse({ seed: index, width: 500, height: 300 }));
  config('rules: { image-readable: error }\n');
});
afterEach(() => {
  if (hasGit) rmSync(shop, { recursive: true });
});

describe.skipIf(!hasGit)('the copy of what is staged', () => {
  it('is gone soon, whenever the run is aborted', async () => {
    for (const ms of [0, 1, 5, 20, 60, 150]) {
      await lint({ cwd: shop, staged: true, signal: AbortSignal.timeout(ms) }).catch((error: unknown) => error);
      await vi.waitFor(() => expect(copies(), `aborted after ${ms} ms`).toEqual([]), 10_000);
    }
  });

  it('is not taken for what is staged where somebody writes to a staged file meanwhile', async () => {
    // The picture as it is staged is good; whoever saves it anew in place changes what is looked at.
    const picture = join(shop, 'listings', 'a', '1.jpg');
    const write = (name: string, how: string): void => {
      writeFileSync(
        join(shop, `${name}.mjs`),
        `import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
         async function* discover() { await new Promise((go) => setTimeout(go, 20)); ${how} }
         export const plugin = { name: '${name}', version: '1', subjects: [{ scope: 'writing', discover }] };`,
      );
      config(`plugins: [./${name}.mjs]\nrules: { image-readable: error }\n`);
    };
    write('appending', `appendFileSync(${JSON.stringify(picture)}, 'more');`);
    const torn = await lint({ cwd: shop, staged: true });
    expect(torn.faults.map(String).join()).toContain('listings/a/1.jpg was written to during the run');
    // Replaced as a whole, the staged one stays what it is in the copy.
    write(
      'replacing',
      `writeFileSync(${JSON.stringify(`${picture}.new`)}, 'x'); renameSync(${JSON.stringify(`${picture}.new`)}, ${JSON.stringify(picture)});`,
    );
    expect((await lint({ cwd: shop, staged: true })).faults).toEqual([]);
  });

  it.skipIf(!existsSync(MAIN)).each(['SIGINT', 'SIGKILL'] as const)(
    'is taken away by the next run where one was ended by %s, and not while that is at work',
    { tags: 'full', timeout: 90_000 },
    async (end) => {
      // Says that it has begun, and does not end by itself.
      const begun = join(shop, '.git', 'begun');
      writeFileSync(
        join(shop, 'slow.mjs'),
        `import { writeFileSync } from 'node:fs';
         async function* discover() { writeFileSync(${JSON.stringify(begun)}, ''); await new Promise((go) => setTimeout(go, 60000)); }
         export const plugin = { name: 'slow', version: '1', subjects: [{ scope: 'slow', discover }] };`,
      );
      config('plugins: [./slow.mjs]\nrules: { image-readable: error }\n');
      const child = spawn(process.execPath, [MAIN, '--staged'], { cwd: shop, stdio: 'ignore' });
      const ended = new Promise((done) => child.on('exit', done));
      await vi.waitFor(() => expect(existsSync(begun)).toBe(true), 30_000);
      config('rules: { image-readable: error }\n');
      const next = (): number | null => spawnSync(process.execPath, [MAIN, '--staged'], { cwd: shop }).status;
      expect([next(), copies().length]).toEqual([0, 1]);
      child.kill(end);
      await ended;
      expect([next(), copies().length]).toEqual([0, 0]);
    },
  );
});
