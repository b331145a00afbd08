// @module-tag full
import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLOURS, colourFindings, EXPECTED, findingsIn, PICTURES, writeShop } from './shop.ts';

const repository = join(import.meta.dirname, '../..');
const dist = join(repository, 'packages/cli/dist');
const tsc = join(repository, 'node_modules/.bin/tsc');
const isBuilt = existsSync(join(dist, 'main.js')) && existsSync(join(dist, 'plugin.d.ts'));
const skip = isBuilt ? installAsked() : 'packages/cli/dist is not built with types (npm run build -- --types)';
if (skip !== undefined) process.stderr.write(`${skip}: the install of the example plugin is not tried.\n`);

/** Why a package cannot be installed here; undefined where the registry answers for the one that is needed. */
function installAsked(): string | undefined {
  const { status } = spawnSync('npm', ['view', 'sharp', 'version', '--fetch-retries=0', '--fetch-timeout=15000'], {
    stdio: 'ignore',
  });
  return status === 0 ? undefined : 'no package registry can be reached';
}

const run = (command: string, args: readonly string[], cwd: string): SpawnSyncReturns<string> =>
  spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });

const must = (command: string, args: readonly string[], cwd: string): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const tarballIn = (folder: string): string =>
  join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? 'no tarball');

/** As its author does: the sources beside an unpacked listing-lint, compiled against the types of the package, packed. */
const packPlugin = (scratch: string, listingLint: string): string => {
  const folder = join(scratch, 'author');
  cpSync(join(repository, 'examples/plugin'), folder, {
    recursive: true,
    filter: (path) => !/[\\/](node_modules|dist)([\\/]|$)|\.test\.ts$/.test(path.slice(repository.length)),
  });
  const installed = join(folder, 'node_modules/listing-lint');
  mkdirSync(installed, { recursive: true });
  must('tar', ['-xzf', listingLint, '-C', installed, '--strip-components', '1'], scratch);
  for (const name of ['@types/node', 'undici-types']) {
    const from = realpathSync(join(realpathSync(join(repository, 'node_modules/@types/node')), '../..', name));
    cpSync(from, join(folder, 'node_modules', name), { recursive: true });
  }
  const options = {
    rootDir: 'src',
    outDir: 'dist',
    target: 'ES2022',
    module: 'NodeNext',
    strict: true,
    exactOptionalPropertyTypes: true,
    rewriteRelativeImportExtensions: true,
    declaration: true,
    skipLibCheck: false,
    types: ['node'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['src'] }));
  const compiled = run(tsc, ['-p', '.'], folder);
  expect(compiled.stdout).toBe('');
  must('npm', ['pack', '--silent', '--pack-destination', folder], folder);
  return tarballIn(folder);
};

describe.skipIf(skip !== undefined)(
  'the example plugin, installed from its tarball beside the packed listing-lint',
  () => {
    let scratch = '';
    let shop = '';
    const listingLint = (...args: string[]) => run(join(shop, 'node_modules/.bin/listing-lint'), args, shop);

    beforeAll(async () => {
      scratch = mkdtempSync(join(tmpdir(), 'listing-lint-install-'));
      shop = join(scratch, 'a shop');
      await writeShop(shop, 'listing-lint-plugin-licences');
      writeFileSync(join(shop, 'package.json'), '{ "private": true }\n');
      // The types are not made by the build that the tests run on.
      must(process.execPath, ['scripts/run.mjs', 'build', '--types'], repository);
      must('npm', ['pack', '--silent', dist, '--pack-destination', scratch], scratch);
      const tarball = tarballIn(scratch);
      const plugin = packPlugin(scratch, tarball);
      must('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--silent', tarball, plugin], shop);
    });
    afterAll(() => rmSync(scratch, { recursive: true, force: true }));

    it('lints there', () => {
      const args = ['--as-of', '2026-11-25', '-f', 'json', '-f', 'licences/renewals:to do.md'];
      const { status, stdout, stderr } = listingLint(...args);
      expect({ status, stderr }).toEqual({ status: 1, stderr: 'listing-lint: wrote to do.md: 1 error, 3 warnings\n' });
      expect(findingsIn(stdout)).toEqual(EXPECTED);
      expect(readFileSync(join(shop, 'to do.md'), 'utf8')).toContain('- [ ] contracts/north.json: the licence of');
    });

    it('sees the pixels that the built-in rules see, by the door of the installed package', () => {
      expect(colourFindings(listingLint('-f', 'json', ...COLOURS).stdout)).toEqual(PICTURES);
    });

    it('explains its rules and tests them', () => {
      expect(listingLint('explain', 'licences/in-force').stdout).toContain('used no longer than its licence lasts');
      const { status, stdout } = listingLint('test', 'node_modules/listing-lint-plugin-licences/rules');
      expect({ status, last: stdout.trim().split('\n').at(-1) }).toEqual({
        status: 0,
        last: '5 of 5 rules hold what their tests say',
      });
    });

    it('holds what it needs, and no more', () => {
      const files = readdirSync(join(shop, 'node_modules/listing-lint-plugin-licences'), { recursive: true }).map(
        String,
      );
      expect(files.filter((path) => /\.(js|yaml)$/.test(path) && !path.endsWith('.test.yaml')).sort()).toEqual([
        'dist/colour.js',
        'dist/ending.js',
        'dist/facts.js',
        'dist/licence-file.js',
        'dist/plugin.js',
        'dist/renewals.js',
        'dist/settings.js',
        'dist/subjects.js',
        'presets/recommended.yaml',
        'rules/file-valid.yaml',
        'rules/in-force.yaml',
        'rules/pictures-exist.yaml',
        'rules/renewed.yaml',
        'rules/shows-something.yaml',
      ]);
    });

    it('is refused by --no-plugins', () => {
      const { status, stderr } = listingLint('--no-plugins');
      expect(status).toBe(2);
      expect(stderr).toContain('--no-plugins: the plugin listing-lint-plugin-licences is refused');
    });
  },
);
