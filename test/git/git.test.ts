import { execFileSync, spawnSync } from 'node:child_process';
import {
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
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { runIn } from '../scenarios/scenario.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;
if (!hasGit) process.stderr.write('git is not on this machine: the tests of --staged and --changed are skipped.\n');

let folder: string;
let shop: string;

const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
const picture = (path: string, seed: number, width = 1000, height = 1000): Promise<void> =>
  writePicture(shop, path, pictureSchema.parse({ seed, width, height }));
const lint = (...args: string[]) => runIn(shop, args);
const findings = async (...args: string[]): Promise<readonly string[]> => {
  const { stdout } = await lint('-f', 'json', ...args);
  const report: { findings: { ruleId: string; subject: { path: string } }[] } = JSON.parse(stdout);
  return report.findings.map(({ ruleId, subject }) => `${ruleId} ${subject.path}`);
};
const subjects = async (...args: string[]): Promise<readonly string[]> => {
  const { stdout } = await lint('-f', 'json', ...args);
  const report: { subjects: { path: string }[] } = JSON.parse(stdout);
  return report.subjects.map(({ path }) => path);
};

beforeEach(async () => {
  if (!hasGit) return;
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-git-')));
  // The shop is a folder of a larger repository, and its names are not plain.
  shop = join(folder, 'мой shop');
  mkdirSync(shop);
  git('init', '-q', '-b', 'main');
  writeFileSync(
    join(shop, 'listing-lint.config.yaml'),
    'rules: { image-readable: error, main-image-square: error, hash-unique: error, listing-image-count: { severity: warn, min: 2 } }\n',
  );
  for (const [path, seed] of [
    ['a/1', 1],
    ['a/2', 2],
    ['b/1', 3],
    ['b/2', 4],
  ] as const)
    await picture(`listings/${path}.jpg`, seed);
  git('add', '.');
  git('commit', '-qm', 'first');
});

afterEach(() => {
  if (hasGit) rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!hasGit)('--staged', () => {
  it('has nothing to say where nothing is staged, even of a bad working tree', async () => {
    await picture('listings/a/1.jpg', 1, 500, 300);
    const { status, stdout } = await lint('--staged');
    expect(status).toBe(0);
    expect(stdout).toContain('nothing to report on');
  });

  it('judges what is staged, not what lies in the working tree', { tags: 'full' }, async () => {
    await picture('listings/a/1.jpg', 1, 500, 300);
    git('add', '.');
    await picture('listings/a/1.jpg', 1);
    expect(await findings('--staged')).toEqual(['main-image-square listings/a/1.jpg']);
    git('add', '.');
    await picture('listings/a/1.jpg', 1, 500, 300);
    expect(await findings('--staged')).toEqual([]);
  });

  it('compares with the whole set as it is staged', async () => {
    await picture('listings/b/3.jpg', 1);
    git('add', '.');
    expect(await findings('--staged')).toEqual(['hash-unique listings/b/3.jpg']);
    // The picture it copies leaves the index, though it still lies in the working tree.
    git('rm', '-q', '--cached', 'мой shop/listings/a/1.jpg');
    expect(await findings('--staged')).not.toContain('hash-unique listings/b/3.jpg');
  });

  it('judges a listing anew when a picture of it is deleted: another one may be its main picture now', async () => {
    git('rm', '-q', 'мой shop/listings/a/2.jpg');
    expect(await findings('--staged')).toEqual(['listing-image-count listings/a']);
    expect(await subjects('--staged')).toEqual(['listings/a/1.jpg', 'listings/a']);
  });

  it('judges a whole listing anew when its listing.yaml is staged, and everything when the config is', async () => {
    writeFileSync(join(shop, 'listings/b/listing.yaml'), 'title: B\n');
    git('add', '.');
    expect(await subjects('--staged')).toEqual(['listings/b/1.jpg', 'listings/b/2.jpg', 'listings/b']);
    writeFileSync(join(shop, 'listing-lint.config.yaml'), 'rules: { image-readable: error }\n');
    git('add', '.');
    expect(await subjects('--staged')).toHaveLength(6);
  });

  it('judges staged links: by the picture in the repository that one leads to, or as not to be judged', async () => {
    symlinkSync('../b/1.jpg', join(shop, 'listings/a/3.jpg'));
    symlinkSync(join(tmpdir(), 'elsewhere.jpg'), join(shop, 'listings/a/4.jpg'));
    git('add', '.');
    const { stdout } = await lint('--staged', '-f', 'json');
    const report: { findings: { ruleId: string; outcome: string; subject: { path: string } }[] } = JSON.parse(stdout);
    expect(report.findings.map(({ ruleId, outcome, subject }) => `${ruleId} ${outcome} ${subject.path}`)).toEqual([
      'hash-unique fail listings/a/3.jpg',
      'image-readable inconclusive listings/a/4.jpg',
    ]);
  });

  it('judges a staged file whose name holds a tab, and passes none whose name is not UTF-8', async () => {
    git('commit', '-qm', 'all', '--allow-empty');
    await picture('listings/c/1\t1.jpg', 9, 500, 300);
    git('add', '.');
    expect(await findings('--staged')).toContain('main-image-square listings/c/1\t1.jpg');
    git('commit', '-qm', 'tab');
    execFileSync('sh', ['-c', 'cp listings/a/1.jpg "listings/a/$(printf \'\\351\').jpg"'], { cwd: shop });
    git('add', '.');
    for (const args of [['--staged'], ['--changed', 'HEAD']])
      expect(await lint(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining('is not UTF-8') });
  });

  it('uses a cache over commits, and none that git tracks', async () => {
    const cache = join(shop, '.listing-lint-cache');
    await picture('listings/a/1.jpg', 9, 500, 300);
    git('add', '.');
    for (const _ of ['cold', 'warm']) {
      expect(await findings('--staged', '--cache')).toEqual(['main-image-square listings/a/1.jpg']);
    }
    git('add', '-f', '.');
    const text = readFileSync(cache, 'utf8');
    await picture('listings/b/1.jpg', 9, 500, 300);
    const { status, stderr } = await lint('--cache');
    expect(status).toBe(1);
    expect(stderr).toBe(
      'listing-lint: .listing-lint-cache is in git, and is not used: remove it (git rm --cached) and ignore it\n',
    );
    expect(readFileSync(cache, 'utf8')).toBe(text);
    const named = await lint('--cache-location', 'listings/a/1.jpg');
    expect(named.stderr).toBe(
      'listing-lint: listings/a/1.jpg is in git, and is not used: name a file with --cache-location that git does not track\n',
    );
    // Nor where git is missing, or reads another repository.
    for (const env of [{ PATH: '' }, { GIT_DIR: join(shop, 'none') }])
      expect((await runIn(shop, ['--cache'], { env })).stderr).toBe(stderr);
  });

  it('takes a glob for a slip only where it matches nothing in the working tree either', async () => {
    writeFileSync(
      join(shop, 'listing-lint.config.yaml'),
      'rules: { image-readable: error }\ncases: ["cases/*.yaml"]\n',
    );
    git('add', '.');
    expect(await lint('--staged')).toMatchObject({ status: 2, stderr: expect.stringContaining('matches no YAML') });
    mkdirSync(join(shop, 'cases'));
    writeFileSync(join(shop, 'cases/a.yaml'), 'id: a\nstatus: open\n');
    const { status, stdout } = await lint('--staged');
    expect(status).toBe(0);
    expect(stdout).toContain('"cases/*.yaml" matches no YAML or JSON file');
    expect((await lint()).status).toBe(0);
  });

  it('holds no commit up for an override of others that selects nothing', async () => {
    writeFileSync(
      join(shop, 'listing-lint.config.yaml'),
      'rules: { image-readable: error }\noverrides: [{ files: "listings/gone/**", rules: { main-image-square: warn } }]\n',
    );
    git('add', '.');
    git('commit', '-qm', 'idle');
    for (const args of [['--staged'], ['--changed'], ['listings/a']])
      expect([args, (await lint(...args)).status]).toEqual([args, 0]);
    expect((await lint()).status).toBe(2);
  });

  it('says which submodules are staged, of which it looks at nothing', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    const inOther = (...args: string[]): string =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
        cwd: other,
        encoding: 'utf8',
      });
    inOther('init', '-q', '-b', 'main');
    await writePicture(other, '1.jpg', pictureSchema.parse({ width: 500, height: 300 }));
    inOther('add', '.');
    inOther('commit', '-qm', 'first');
    const commit = inOther('rev-parse', 'HEAD').trim();
    for (const path of ['мой shop/listings/bought', 'elsewhere']) {
      git('update-index', '--add', '--cacheinfo', `160000,${commit},${path}`);
    }
    const { status, stdout } = await lint('--staged');
    expect(status).toBe(0);
    expect(stdout).toContain('listings/bought is a submodule: its pictures are of a commit of their own');
    expect(stdout).toMatch(/^– nothing was judged\n/);
    expect(stdout).not.toContain('elsewhere');
    expect((await lint('--staged', 'listings/a')).stdout).not.toContain('submodule');
    git('commit', '-qm', 'bought');
    expect((await lint('--staged')).stdout).not.toContain('submodule');
  });

  it('takes a submodule that is not checked out for a listing that nobody can judge, not for an empty one', async () => {
    const config = 'listings: ["listings/*"]\nrules: { image-readable: error, listing-file-valid: error }\n';
    writeFileSync(join(shop, 'listing-lint.config.yaml'), config);
    for (const path of ['listings/bought', 'listings/a/more']) {
      mkdirSync(join(shop, path));
      git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},мой shop/${path}`);
    }
    const { status, stdout } = await lint();
    expect(status).toBe(1);
    expect(stdout).toContain('git submodule update --init listings/bought');
    expect(stdout).toMatch(/listings\/a\/more: it is a submodule that is not checked out: nothing in\s+it is checked/);
    writeFileSync(join(shop, 'listing-lint.config.yaml'), `${config}ignores: ["listings/bought", "**/more/**"]\n`);
    expect(await lint()).toMatchObject({ status: 0, stdout: expect.not.stringContaining('submodule') });
  });

  it('lints what git tracks, whatever a .gitignore says', async () => {
    await picture('listings/a/3.jpg', 5, 500, 300);
    await picture('listings/a/4.jpg', 6, 500, 300);
    git('add', 'мой shop/listings/a/3.jpg');
    writeFileSync(join(folder, '.gitignore'), '*/listings/\n3.jpg\n4.jpg\n');
    expect(await subjects()).toEqual(expect.arrayContaining(['listings/a', 'listings/a/3.jpg', 'listings/b']));
    expect(await subjects()).not.toContain('listings/a/4.jpg');
    expect(await subjects('--staged')).toContain('listings/a/3.jpg');
  });

  it('works before the first commit, leaves the repository as it was, and nothing behind', async () => {
    rmSync(join(folder, '.git'), { recursive: true });
    git('init', '-q', '-b', 'main');
    await picture('listings/a/1.jpg', 1, 500, 300);
    git('add', '.');
    const before = git('status', '--porcelain');
    expect(await findings('--staged')).toEqual(['main-image-square listings/a/1.jpg']);
    expect(git('status', '--porcelain')).toBe(before);
    expect(readdirSync(join(folder, '.git')).filter((name) => name.startsWith('listing-lint'))).toEqual([]);
  });

  it('works from a linked working tree', async () => {
    git('worktree', 'add', '-q', join(folder, 'tree'), '-b', 'other');
    const tree = join(folder, 'tree', 'мой shop');
    await writePicture(tree, 'listings/a/1.jpg', pictureSchema.parse({ width: 500, height: 300 }));
    execFileSync('git', ['add', '.'], { cwd: tree });
    const { status, stdout } = await runIn(tree, ['--staged']);
    expect(stdout).toContain('listings/a/1.jpg');
    expect(status).toBe(1);
  });
});

describe.skipIf(!hasGit)('--changed', () => {
  it('reports what the branch and the working tree have changed, new files too', async () => {
    git('checkout', '-qb', 'feature');
    await picture('listings/a/3.jpg', 3);
    git('add', '.');
    git('commit', '-qm', 'copy');
    expect(await findings('--changed', 'main')).toEqual(['hash-unique listings/a/3.jpg']);
    expect(await subjects('--changed')).toEqual([]);
    await picture('listings/c/1.jpg', 9, 400, 300);
    expect(await findings('--changed')).toEqual([
      'listing-image-count listings/c',
      'main-image-square listings/c/1.jpg',
    ]);
  });

  it('does not report what main has changed since the branch left it', async () => {
    git('checkout', '-qb', 'feature');
    git('checkout', '-q', 'main');
    await picture('listings/a/1.jpg', 1, 500, 300);
    git('commit', '-qam', 'on main');
    git('checkout', '-q', 'feature');
    await picture('listings/b/2.jpg', 7);
    expect(await subjects('--changed', 'main')).toEqual(['listings/b/2.jpg', 'listings/b']);
  });

  it('refuses a merge in conflict, of which nothing is staged yet', async () => {
    const main = git('branch', '--show-current').trim();
    const write = (title: string): void => writeFileSync(join(shop, 'listings/a/listing.yaml'), `title: ${title}\n`);
    git('checkout', '-qb', 'other');
    write('theirs');
    git('add', '.');
    git('commit', '-qm', 'theirs');
    git('checkout', '-q', main);
    write('ours');
    git('add', '.');
    git('commit', '-qm', 'ours');
    expect(() => git('merge', 'other')).toThrow();
    expect(await lint('--staged')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('listings/a/listing.yaml is in conflict'),
    });
  });

  it('refuses a commit that is not there, and a folder without git', async () => {
    expect(await lint('--changed', 'origin/main')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('there is no commit "origin/main" here'),
    });
    expect(await lint('--changed', '--upload-pack=x')).toMatchObject({ status: 2 });
    rmSync(join(folder, '.git'), { recursive: true });
    expect(await lint('--staged')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('is in no git repository'),
    });
    expect(existsSync(join(folder, '.git'))).toBe(false);
  });
});
