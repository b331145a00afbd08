import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
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
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { writePicture } from '../scenarios/pictures.ts';
import { main, repository } from './steps.ts';

const hooksFile = readFileSync(join(repository, '.pre-commit-hooks.yaml'), 'utf8');
const hooks = z.array(z.looseObject({ id: z.string(), files: z.string() })).parse(parse(hooksFile));
const guide = readFileSync(join(repository, 'docs/ci.md'), 'utf8');
const recipe = /```yaml title="\.pre-commit-config\.yaml"\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';

describe('.pre-commit-hooks.yaml', () => {
  it('judges the whole set in one process', () => {
    for (const hook of hooks) {
      expect(hook).toMatchObject({ language: 'script', require_serial: true, pass_filenames: false });
    }
  });

  it.each([
    ['listings/кружка/1.JPG', true],
    ['a b/c.heic', true],
    ['originals/DSC_1.NEF', true],
    ['listing.yaml', true],
    ['cases/a.yml', true],
    ['README.md', false],
    ['jpg', false],
    ['a.jpg.txt', false],
  ])('looks at %s: %s', (path, expected) => {
    for (const { files } of [...hooks, parse(recipe).repos[0].hooks[0]]) {
      if (files.includes('nef') || !path.endsWith('.NEF')) {
        expect(new RegExp(files.replace('(?i)', ''), 'i').test(path)).toBe(expected);
      }
    }
  });
});

const missing = [
  ...['pre-commit', 'git', 'npm'].filter((name) => spawnSync(name, ['--version']).status !== 0),
  ...(existsSync(main) ? [] : ['packages/cli/dist (npm run build)']),
];
if (missing.length > 0) process.stderr.write(`There is no ${missing.join(', no ')}: pre-commit is not tried.\n`);

describe.skipIf(missing.length > 0)(
  'with pre-commit',
  () => {
    let scratch = '';
    let shop = '';
    const env = {
      ...process.env,
      GIT_AUTHOR_NAME: 'Seller',
      GIT_AUTHOR_EMAIL: 'seller@example.com',
      GIT_COMMITTER_NAME: 'Seller',
      GIT_COMMITTER_EMAIL: 'seller@example.com',
      npm_config_prefer_offline: 'true',
      NO_COLOR: '1',
    };
    const run = (command: string, args: readonly string[], cwd = shop) => {
      const { status, stdout, stderr } = spawnSync(command, args, {
        cwd,
        encoding: 'utf8',
        env: { ...env, PRE_COMMIT_HOME: join(scratch, 'pre-commit') },
      });
      return { status, output: `${stdout}${stderr}` };
    };
    const git = (...args: string[]) => execFileSync('git', args, { cwd: shop, env, stdio: 'pipe' });
    /** What `npm install` of the tarball leaves, without the registry: sharp is a link. */
    const install = (folder: string): void => {
      const dist = join(repository, 'packages/cli/dist');
      execFileSync('npm', ['pack', '--silent', dist, '--pack-destination', scratch], { stdio: 'pipe' });
      const tarball = join(scratch, readdirSync(scratch).find((name) => name.endsWith('.tgz')) ?? 'none');
      const installed = join(folder, 'node_modules', 'listing-lint');
      mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
      mkdirSync(installed);
      execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components', '1']);
      symlinkSync(
        realpathSync(join(repository, 'packages/cli/node_modules/sharp')),
        join(folder, 'node_modules/sharp'),
      );
      symlinkSync('../listing-lint/main.js', join(folder, 'node_modules/.bin/listing-lint'));
    };

    beforeAll(async () => {
      scratch = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-pre-commit-')));
      shop = join(scratch, 'shop');
      mkdirSync(shop);
      install(shop);
      writeFileSync(join(shop, '.gitignore'), 'node_modules/\n');
      const picture = { width: 1200, height: 1200, mirror: false, quality: 85 };
      await writePicture(shop, 'listings/mug/1.jpg', { ...picture, seed: 1 });
      await writePicture(shop, 'listings/lamp/1.jpg', { ...picture, seed: 2 });
      writeFileSync(
        join(shop, 'listing-lint.config.yaml'),
        'rules: { hash-unique: error, main-image-square: error }\n',
      );
      writeFileSync(join(shop, '.pre-commit-config.yaml'), recipe);
      git('init', '--quiet');
      git('add', '.');
      git('commit', '--quiet', '-m', 'Add the shop');
    });
    afterAll(() => rmSync(scratch, { recursive: true, force: true }));

    it('the recipe finds a staged copy of a picture that did not change, and nothing that is not staged', {
      tags: 'full',
    }, async () => {
      mkdirSync(join(shop, 'listings/cup'));
      copyFileSync(join(shop, 'listings/mug/1.jpg'), join(shop, 'listings/cup/1.jpg'));
      git('add', 'listings/cup');
      // Not staged, and not square.
      await writePicture(shop, 'listings/lamp/1.jpg', { width: 900, height: 600, seed: 2, mirror: false, quality: 85 });
      const { status, output } = run('pre-commit', ['run']);
      expect({ status, output }).toMatchObject({ status: 1 });
      expect(output).toMatch(/listings\/cup\/1\.jpg[\s\S]*the same file as[\s\S]*listings\/mug\/1\.jpg/);
      expect(output).not.toContain('listings/lamp');
      git('rm', '--quiet', '-r', '--cached', 'listings/cup');
      rmSync(join(shop, 'listings/cup'), { recursive: true });
      git('checkout', '--quiet', '.');
    });

    it('the recipe passes a good picture, and is skipped where no picture is staged', { tags: 'full' }, async () => {
      await writePicture(shop, 'listings/bowl/1.jpg', {
        width: 1200,
        height: 1200,
        seed: 3,
        mirror: false,
        quality: 85,
      });
      git('add', 'listings/bowl');
      expect(run('pre-commit', ['run'])).toMatchObject({ status: 0, output: expect.stringMatching(/\.Passed/) });
      git('commit', '--quiet', '-m', 'Add a bowl');
      writeFileSync(join(shop, 'notes.txt'), 'x');
      git('add', 'notes.txt');
      expect(run('pre-commit', ['run'])).toMatchObject({ status: 0, output: expect.stringMatching(/Skipped/) });
      git('rm', '--quiet', '--cached', 'notes.txt');
    });

    it('try-repo of this repository lints everything, and what is staged', { tags: 'full' }, async () => {
      // As it is after the first run of the hook has built it there.
      const repo = join(scratch, 'repository');
      const dist = join(repo, 'packages/cli/dist');
      mkdirSync(join(repo, 'scripts'), { recursive: true });
      copyFileSync(join(repository, 'scripts/pre-commit.mjs'), join(repo, 'scripts/pre-commit.mjs'));
      cpSync(join(shop, 'node_modules/listing-lint'), dist, { recursive: true });
      mkdirSync(join(repo, 'node_modules'));
      symlinkSync(realpathSync(join(shop, 'node_modules/sharp')), join(repo, 'node_modules/sharp'));
      writeFileSync(join(repo, '.pre-commit-hooks.yaml'), hooksFile);
      for (const args of [
        ['init', '--quiet'],
        ['add', '.'],
        ['commit', '--quiet', '-m', 'Hooks'],
      ]) {
        execFileSync('git', args, { cwd: repo, env });
      }
      expect(run('pre-commit', ['validate-manifest', join(repository, '.pre-commit-hooks.yaml')]).status).toBe(0);
      await writePicture(shop, 'listings/lamp/1.jpg', { width: 900, height: 600, seed: 2, mirror: false, quality: 85 });
      git('add', '.');
      const { status, output } = run('pre-commit', ['try-repo', repo, '--all-files']);
      expect({ status, output }).toMatchObject({ status: 1 });
      const [, all = '', staged = ''] = output.split(/^listing-lint\b.*\.Failed$/m);
      expect(all).toMatch(/listings\/lamp\/1\.jpg[\s\S]*main-image-square[\s\S]*1 error in .*3 images/);
      expect(staged).toMatch(/listings\/lamp\/1\.jpg[\s\S]*main-image-square[\s\S]*1 error in .*1 image$/m);
    });
  },
  240_000,
);
