// @module-tag full
import { execFileSync, spawnSync } from 'node:child_process';
import {
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
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = join(import.meta.dirname, '..', '..');
const dist = join(repository, 'packages', 'cli', 'dist');
const built = existsSync(join(dist, 'main.js'));
if (!built)
  process.stderr.write('packages/cli/dist is not built (npm run build): the tests of the package are skipped.\n');

const hasTypes = existsSync(join(dist, 'index.d.ts'));
if (built && !hasTypes) process.stderr.write('dist has no types (npm run build -- --types): they are not tried.\n');

/** The packed tarball unpacked as npm would, in a folder with spaces and letters beyond ASCII; sharp is linked, so that no network is needed. */
describe.skipIf(!built)('the packed package', () => {
  let scratch = '';
  let project = '';
  let main = '';
  const node = (...args: string[]) => spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });

  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'listing-lint-package-'));
    project = join(realpathSync(scratch), 'мой магазин 店');
    const installed = join(project, 'node_modules', 'listing-lint');
    mkdirSync(installed, { recursive: true });
    execFileSync('npm', ['pack', '--silent', dist, '--pack-destination', scratch], { stdio: 'pipe' });
    const { version } = JSON.parse(readFileSync(join(dist, 'package.json'), 'utf8'));
    execFileSync('tar', [
      '-xzf',
      join(scratch, `listing-lint-${version}.tgz`),
      '-C',
      installed,
      '--strip-components',
      '1',
    ]);
    symlinkSync(
      realpathSync(join(repository, 'packages', 'cli', 'node_modules', 'sharp')),
      join(project, 'node_modules', 'sharp'),
    );
    main = join('node_modules', 'listing-lint', 'main.js');
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('holds the licences of what is bundled, and no workspace package to install', () => {
    const installed = join(project, 'node_modules', 'listing-lint');
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    expect(Object.keys(dependencies)).toEqual(['sharp']);
    expect(devDependencies).toBeUndefined();
    const notices = readFileSync(join(installed, 'THIRD_PARTY_NOTICES.txt'), 'utf8');
    for (const name of ['json-rules-engine', 'exifr', 'zod', 'yaml', 'commander', 'picomatch']) {
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    }
    expect(existsSync(join(installed, 'LICENSE'))).toBe(true);
    expect(existsSync(join(installed, 'schemas', 'config.schema.json'))).toBe(true);
  });

  it('has every file that a page of it links to, the examples of rules for `explain`, and addresses of its own', () => {
    const installed = join(project, 'node_modules', 'listing-lint');
    const pages = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.md') && !path.includes('node_modules'),
    );
    expect(pages).toEqual(
      expect.arrayContaining(['README.md', join('docs', 'ci.md'), join('docs', 'rules', 'hash-unique.md')]),
    );
    const links = pages.flatMap((page) => {
      const text = readFileSync(join(installed, page), 'utf8').replace(/```[\s\S]*?```/g, '');
      return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => ({ page, link }));
    });
    const local = links.filter(({ link }) => !/^([a-z]+:|#)/.test(link));
    expect(local.length).toBeGreaterThan(100);
    const broken = local.filter(({ page, link }) => {
      const target = resolve(installed, dirname(page), link.replace(/#.*/, ''));
      return !target.startsWith(realpathSync(installed)) || !existsSync(target);
    });
    expect(broken).toEqual([]);
    // README leads to the repository for nothing.
    expect(links.filter(({ page, link }) => page === 'README.md' && link.includes('/blob/HEAD/'))).toEqual([]);
    expect(node(main, 'explain', 'hash-unique').stdout).toContain('— Passes');
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({
      homepage: expect.stringMatching(/^https:\/\/github\.com\/[^/]+\/[^/]+#readme$/),
      bugs: expect.stringMatching(/^https:.*\/issues$/),
      repository: { type: 'git', url: expect.stringMatching(/^git\+https:.*\.git$/), directory: 'packages/cli' },
    });
  });

  it('says its version', () => {
    const { version } = JSON.parse(readFileSync(join(dist, 'package.json'), 'utf8'));
    expect(node(main, '--version')).toMatchObject({ status: 0, stdout: `${version}\n` });
  });

  it('lints with no config, from a path with spaces and letters beyond ASCII', () => {
    const pictures = join(project, 'картинки кружка', 'стол 1');
    mkdirSync(pictures, { recursive: true });
    const shop = join(repository, 'examples', 'shop', 'listings');
    cpSync(join(shop, 'steel-bottle', '03-lid.jpg'), join(pictures, 'крышка.jpg'));
    cpSync(join(shop, 'table-lamp', '02-evening.jpg'), join(pictures, '夜 1.jpg'));
    const { status, stderr } = node(main, '--format', 'json:отчёт.json', 'картинки кружка');
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'listing-lint: wrote отчёт.json: 1 error\n' });
    const { findings } = JSON.parse(readFileSync(join(project, 'отчёт.json'), 'utf8'));
    expect(findings).toContainEqual(
      expect.objectContaining({
        ruleId: 'privacy-gps',
        subject: { scope: 'image', path: 'стол 1/夜 1.jpg' },
      }),
    );
  });

  describe('its Node API', () => {
    const page = readFileSync(join(repository, 'docs', 'node-api.md'), 'utf8');
    const programs = [...page.matchAll(/```js title="([^"]+)"\n([\s\S]*?)```/g)];
    const lintWith = (name: string, ...args: string[]) => {
      const text = programs.find(([, title]) => title === name)?.[2];
      if (text === undefined) throw new Error(`docs/node-api.md has no ${name}`);
      writeFileSync(join(project, name), text);
      return node(name, ...args);
    };
    beforeAll(() => {
      const pictures = join(project, 'pictures', 'lamp');
      mkdirSync(pictures, { recursive: true });
      const shop = join(repository, 'examples', 'shop', 'listings');
      cpSync(join(shop, 'table-lamp', '02-evening.jpg'), join(pictures, '1.jpg'));
    });

    it('lints by the program of the docs, as ESM', () => {
      const { status, stdout, stderr } = lintWith('lint-shop.mjs', 'pictures');
      expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringMatching(/^1\/2 .+\n2\/2 .+\n$/) });
      expect(stdout).toMatch(/lamp\/1\.jpg[\s\S]*privacy-gps/);
      expect(lintWith('lint-shop.mjs', 'nowhere')).toMatchObject({
        status: 2,
        stdout: '',
        stderr: 'no such file or folder: nowhere\n',
      });
    });

    it('lints from CommonJS, by a dynamic import', () => {
      const { status, stdout, stderr } = lintWith('lint-shop.cjs', 'pictures');
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(JSON.parse(stdout)).toMatchObject({ subjects: { image: 1, listing: 1 }, errors: expect.any(Number) });
    });

    it.skipIf(!hasTypes)('has types that a strict program compiles with', () => {
      const program = `import { lint, type LintEvent } from 'listing-lint';
const onEvent = (event: LintEvent): void => { if (event.type === 'progress') event.path satisfies string; };
const { report } = await lint({ paths: ['a'], signal: AbortSignal.timeout(1), onEvent });
export const errors: number = report.summary.errors;
// @ts-expect-error: there is no such option
await lint({ path: 'a' });
`;
      writeFileSync(join(project, 'typed.mts'), program);
      const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
      const flags = [
        '--noEmit',
        '--strict',
        '--exactOptionalPropertyTypes',
        '--module',
        'nodenext',
        '--target',
        'es2023',
      ];
      const types = ['--types', 'node', '--typeRoots', join(repository, 'node_modules', '@types')];
      expect(node(tsc, ...flags, ...types, 'typed.mts')).toMatchObject({ stdout: '', status: 0 });
    });

    it('has the schema of its report', () => {
      const schema = `import schema from 'listing-lint/schemas/report.schema.json' with { type: 'json' };
process.stdout.write(schema.title);
`;
      writeFileSync(join(project, 'schema.mjs'), schema);
      expect(node('schema.mjs').stdout).toBe('listing-lint JSON report, schemaVersion 1');
    });
  });

  it('gives plugins what they need', () => {
    const plugin = `import { defineFact, definePlugin, z } from 'listing-lint/plugin';
const fact = defineFact({ id: 'x', scope: 'image', version: 1, title: 'X.', schema: z.number(), compute: () => 1 });
process.stdout.write(definePlugin({ name: 'mine', version: '1.0.0', facts: [fact] }).name);
`;
    writeFileSync(join(project, 'plugin.mjs'), plugin);
    expect(node('plugin.mjs')).toMatchObject({ status: 0, stdout: 'mine' });
  });
});
