import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runIn } from '../run-in.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;
if (!hasGit) process.stderr.write('git is not on this machine: programs that a repository names are not tried.\n');

let shop = '';
let ran = '';
/** A git config with a file monitor that leaves a file behind. */
const monitored = (): string =>
  `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = "touch ${ran}; false"\n`;

beforeEach(() => {
  shop = realpathSync(mkdtempSync(join(tmpdir(), 'git-command-')));
  ran = join(shop, '.git', 'ran');
  mkdirSync(join(shop, 'listings/mug'), { recursive: true });
  writeFileSync(join(shop, 'listing-lint.config.yaml'), 'rules: { image-readable: error }\n');
  writeFileSync(join(shop, 'listings/mug/1.jpg'), 'no picture');
  execFileSync('git', ['init', '-q'], { cwd: shop });
  execFileSync('git', ['add', '.'], { cwd: shop });
});
afterEach(() => rmSync(shop, { recursive: true, force: true }));

const folders: readonly (readonly [string, string])[] = [
  ['a folder that looks like a bare repository', 'listings/mug'],
  ['the repository’s own config', '.git'],
];

it.skipIf(!hasGit).each(folders)('runs no file monitor of %s', async (_, folder) => {
  for (const name of ['objects', 'refs']) mkdirSync(join(shop, folder, name), { recursive: true });
  writeFileSync(join(shop, folder, 'HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(shop, folder, 'config'), monitored());
  for (const args of [['--staged'], ['--no-plugins'], ['archive', '.', '--dry-run']])
    await runIn(join(shop, 'listings/mug'), args, { env: process.env });
  await runIn(shop, ['listings/mug', '--staged'], { env: process.env });
  expect(existsSync(ran)).toBe(false);
  // Git itself would have run it: so the test can fail.
  spawnSync('git', ['status'], { cwd: join(shop, folder === '.git' ? '.' : folder) });
  expect(existsSync(ran)).toBe(true);
});
