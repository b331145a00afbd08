import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isKnownError, type Problem } from '../model/error.ts';
import type { Plugin } from '../model/plugin.ts';
import { formatProblem } from '../text/problems.ts';
import { loadConfig } from './load.ts';

const builtin: Plugin = {
  name: 'builtin',
  version: '1',
  subjects: [{ scope: 'image', async *discover() {} }],
  presets: [{ path: 'recommended.yaml', text: 'title: nothing\n' }],
};
const SECRET = 'hunter2';
const CONFIG = 'top/repo/shop/listing-lint.config.yaml';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-disclosure-')));
  mkdirSync(join(folder, 'top/repo/.git'), { recursive: true });
  mkdirSync(join(folder, 'top/repo/shop'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

const problemsOf = async (config: string, allowCode = true): Promise<readonly Problem[]> => {
  if (config !== '') write(CONFIG, config);
  try {
    await loadConfig({ builtin, cwd: join(folder, 'top/repo/shop'), allowCode });
    return [];
  } catch (error) {
    if (isKnownError(error, 'config-invalid')) return error.problems;
    throw error;
  }
};
const said = (problems: readonly Problem[]): string => problems.map(formatProblem).join('\n');

describe('what an error shows of a file', () => {
  it.each([
    ['a rule file', 'ruleFiles: ["../../secret.yaml"]', SECRET],
    ['a rule file with keys', 'ruleFiles: ["../../secret.yaml"]', `${SECRET}: 1\nid: [${SECRET}]`],
    ['a rule file that is no YAML', 'ruleFiles: ["../../secret.yaml"]', `"${SECRET}`],
    ['a preset', 'extends: ["../../secret.yaml"]', `rules: ${SECRET}`],
    ['a preset with keys', 'extends: ["../../secret.yaml"]', `${SECRET}: 1`],
  ])('nothing outside of the repository: %s', async (_, config, text) => {
    write('top/secret.yaml', text);
    const problems = await problemsOf(config);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: 1, message: expect.stringContaining('lies outside') });
    expect(said(problems)).not.toContain(SECRET);
  });

  it('nothing behind a link that leads there', async () => {
    write('top/secret.yaml', SECRET);
    mkdirSync(join(folder, 'top/repo/shop/rules'), { recursive: true });
    symlinkSync('../../../secret.yaml', join(folder, 'top/repo/shop/rules/a.yaml'));
    expect(said(await problemsOf('ruleFiles: ["rules/*.yaml"]'))).not.toContain(SECRET);
    symlinkSync('../../secret.yaml', join(folder, 'top/repo/shop/listing-lint.exceptions.yaml'));
    const problems = await problemsOf('rules: {}');
    expect(said(problems)).toContain('lies outside');
    expect(said(problems)).not.toContain(SECRET);
    rmSync(join(folder, CONFIG));
    symlinkSync('../../secret.yaml', join(folder, CONFIG));
    expect(said(await problemsOf(''))).not.toContain(SECRET);
  });

  it('sentences without lines in the repository, and all in the folder of the config', async () => {
    write('top/repo/shared/base.yaml', 'rules: { nothing: error }');
    const shared = await problemsOf('extends: ["../shared/base.yaml"]');
    expect(shared[0]?.message).toBe('unknown rule "nothing"');
    expect(shared[0]?.frame).toBeUndefined();
    write('top/repo/shop/base.yaml', 'rules: { nothing: error }');
    expect((await problemsOf('extends: ["./base.yaml"]'))[0]?.frame).toContain('> 1 | rules');
  });
});

describe('--no-plugins', () => {
  const isRefused = (problems: readonly Problem[]): boolean => said(problems).includes('--no-plugins: the ');

  it('refuses rule files outside of the folder of the config, and presets outside of the repository', async () => {
    write('top/secret.yaml', SECRET);
    write('top/repo/shared/rule.yaml', SECRET);
    write('top/repo/shop/node_modules/pack/package.json', '{"name":"pack"}');
    for (const config of [
      `extends: ["${pathToFileURL(join(folder, 'top/secret.yaml'))}"]`,
      'extends: ["pack/../../../../secret.yaml"]',
      'ruleFiles: ["../../secret.yaml"]',
      'ruleFiles: ["../shared/*.yaml"]',
      'extends: ["../../secret.yaml"]',
    ]) {
      const problems = await problemsOf(config, false);
      expect([config, isRefused(problems)]).toEqual([config, true]);
      expect(problems[0]).toMatchObject({ file: 'listing-lint.config.yaml', line: 1 });
      expect(said(problems)).not.toContain(SECRET);
    }
  });

  it('takes the rules that a preset in the repository has beside it', async () => {
    write('top/repo/shared/base.yaml', 'ruleFiles: ["rules/*.yaml"]');
    write('top/repo/shared/rules/a.yaml', 'id: a');
    const problems = await problemsOf('extends: ["../shared/base.yaml"]', false);
    expect(isRefused(problems)).toBe(false);
    expect(said(problems)).toContain('"severity"');
  });
});

describe('what git keeps for itself', () => {
  it.each([
    ['extends: ["../.git/x.yaml"]', true],
    ['extends: ["./git/x.yaml"]', true],
    ['ruleFiles: ["../.git/x.yaml"]', true],
    ['ruleFiles: ["git/*.yaml"]', true],
    ['plugins: ["../.git/x.mjs"]', true],
    ['plugins: ["./git/x.mjs"]', true],
    ['extends: ["../.git/x.yaml"]', false],
  ])('is neither read nor run: %s', async (config, allowCode) => {
    write('top/repo/.git/x.yaml', SECRET);
    write('top/repo/.git/x.mjs', `throw new Error('${SECRET}')`);
    symlinkSync('../.git', join(folder, 'top/repo/shop/git'));
    const problems = await problemsOf(config, allowCode);
    expect(said(problems)).toContain('is in .git, which is never used');
    expect(said(problems)).not.toContain(SECRET);
  });
});
