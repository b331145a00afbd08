// Globs without effect, from the text of a config to what a run says of them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isKnownError, lint, loadConfig } from '@listing-lint/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { builtinPlugin } from './built-in-plugins.ts';

let root = '';
const put = (path: string, text = ''): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const rule = (id: string): string =>
  `id: ${id}\nscope: image\nseverity: warn\ntitle: T\nwhy: W\nfix: F\nassert: { fact: image, path: role, operator: exists, value: true }\n`;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'without-effect-'));
  put('listings/mug/1.jpg', 'x');
  put('cases/1.yaml', 'id: a\nstatus: open\n');
  put('rules/a.yaml', rule('own-a'));
  put('rules/b.yaml', rule('own-b'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Own rules that are judged, and what a run says of globs: in notices, or in the problems with which it ends. */
const runOf = async (
  text: string,
): Promise<{ readonly rules: readonly string[]; readonly said: readonly string[] }> => {
  put('listing-lint.config.yaml', `rules: { image-readable: error }\n${text}`);
  try {
    const config = await loadConfig({ builtin: builtinPlugin, cwd: root });
    const tool = { name: 'listing-lint', version: '0.0.0' };
    const { report } = await lint({ config, asOf: '2026-11-24', concurrency: 1, tool });
    return {
      rules: report.rules.map(({ id }) => id).filter((id) => id.startsWith('own-')),
      said: (report.notices ?? []).filter(({ code }) => code === 'glob-idle').map(({ message }) => message),
    };
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return { rules: [], said: error.problems.map(({ message, line }) => `${line}: ${message}`) };
  }
};

it('excludes rule files by `!glob`, and names an exclusion of none', async () => {
  expect(await runOf('ruleFiles: ["rules/*.yaml", "!rules/b.*"]\n')).toEqual({ rules: ['own-a'], said: [] });
  expect(await runOf('ruleFiles: ["rules/*.yaml", "!rules/c.*"]\n')).toEqual({
    rules: ['own-a', 'own-b'],
    said: ['ruleFiles: "!rules/c.*" takes away nothing'],
  });
  expect((await runOf('ruleFiles: ["rules/{a,c}.yaml"]\n')).said).toEqual([
    '2: "c" in "rules/{a,c}.yaml" matches no rule file',
  ]);
});

it.each([
  [
    'monitoring: ["!monitoring/old.yaml"]',
    '2: "!monitoring/old.yaml" takes away, and no entry names any YAML or JSON file',
  ],
  ['cases: ["cases/{1,2}.yaml"]', '2: "2" in "cases/{1,2}.yaml" matches no YAML or JSON file'],
  ['foreign: [{ files: ["listings/mug/{1,2}.jpg"] }]', '2: "2" in "listings/mug/{1,2}.jpg" matches no file'],
  [
    'originals: ["listings/{mug,lamp}"]',
    'originals: "lamp" in "listings/{mug,lamp}" matches no picture (globs start from the folder of the config)',
  ],
])('names what %s leaves out', async (text, said) => {
  expect((await runOf(`${text}\n`)).said).toEqual([said]);
});

it('says nothing of a part of a glob that a preset names, for it is for many shops', async () => {
  const parts = [
    'listings: ["{listings,shop}/*"]',
    'cases: ["cases/*.{yaml,yml}", "!cases/old.yaml", "{cases,disputes}/*.yaml"]',
    'roles: [{ files: ["**/chart.{png,jpg}"], role: chart }]',
    'ruleFiles: ["rules/{a,c}.yaml", "!rules/d.yaml"]',
    'ignores: [drafts]',
    'overrides: [{ files: "shop/**", rules: { main-image-square: warn } }]',
  ];
  put('ours.yaml', `${parts.join('\n')}\n`);
  expect(await runOf('extends: ./ours.yaml\n')).toEqual({ rules: ['own-a'], said: [] });
  put('ours.yaml', 'listings: ["shop/*"]\n');
  expect((await runOf('extends: ./ours.yaml\n')).said).toEqual(['1: "shop/*" matches no folder']);
});
