import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { repository } from './steps.ts';

const textOf = (path: string): string => readFileSync(join(repository, path), 'utf8');
const workflows = readdirSync(join(repository, '.github/workflows')).map((name) => `.github/workflows/${name}`);

describe('workflows and the action', () => {
  it.each([...workflows, 'action.yml'])('%s names actions by the hash of a commit and its version', (path) => {
    const uses = textOf(path)
      .split('\n')
      .filter((line) => /^\s*(- )?uses:/.test(line));
    expect(uses.length).toBeGreaterThan(1);
    for (const line of uses) expect(line).toMatch(/uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it.each(workflows)('%s may read, and nothing else, unless a job says so', (path) => {
    const workflow = z.looseObject({ permissions: z.record(z.string(), z.string()) }).parse(parse(textOf(path)));
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  it.each(readdirSync(join(repository, '.github/ISSUE_TEMPLATE')))('%s is YAML', (name) => {
    expect(parse(textOf(`.github/ISSUE_TEMPLATE/${name}`))).toBeTypeOf('object');
  });
});

const hasGit = spawnSync('git', ['--version']).status === 0;
if (!hasGit) process.stderr.write('There is no git: the version of a release is not tried.\n');

describe.skipIf(!hasGit)('changeset version', () => {
  const MANIFESTS = [
    '',
    'packages/core/',
    'packages/rules/',
    'packages/quality/',
    'packages/vision/',
    'packages/watermark/',
    'packages/disputes/',
    'packages/provenance/',
    'packages/monitor/',
    'packages/publish/',
    'packages/scale/',
    'packages/reporters/',
    'packages/cli/',
    'examples/plugin/',
    'test/',
  ];
  let root: string;
  const git = (...args: readonly string[]): void => {
    const { status, stderr } = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
  };
  const versionOf = (folder: string): string =>
    z.looseObject({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')))
      .version;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'release-'));
    for (const path of [
      ...MANIFESTS.map((folder) => `${folder}package.json`),
      'pnpm-workspace.yaml',
      '.changeset/config.json',
    ]) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      cpSync(join(repository, path), join(root, path));
    }
    symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
    writeFileSync(join(root, '.changeset/new.md'), '---\n"listing-lint": minor\n---\n\nSomething new.\n');
    git('init', '--quiet', '--initial-branch', 'main');
    git('add', '.changeset', 'packages', 'package.json');
    git('commit', '--quiet', '--message', 'all');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('raises the version of the published package alone, and writes its changelog', () => {
    const before = versionOf('packages/cli');
    const bin = join(repository, 'node_modules/@changesets/cli/bin.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'version'], { cwd: root, encoding: 'utf8' });
    expect(status, stdout + stderr).toBe(0);
    const [major = 0, minor = 0] = before.split('.').map(Number);
    expect(versionOf('packages/cli')).toBe(`${major}.${minor + 1}.0`);
    expect(readFileSync(join(root, 'packages/cli/CHANGELOG.md'), 'utf8')).toContain('Something new.');
    for (const folder of MANIFESTS.filter((each) => each !== 'packages/cli/')) {
      const same = z.looseObject({ version: z.string() }).parse(JSON.parse(textOf(`${folder}package.json`))).version;
      expect(versionOf(folder), folder).toBe(same);
    }
  });
});
