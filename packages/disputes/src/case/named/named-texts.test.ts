import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isKnownError, lint, loadConfig } from '@listing-lint/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { builtinPlugin } from '../../test-plugin.ts';

let root = '';
const put = (path: string, text = ''): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'named-texts-'));
  put('listing-lint.config.yaml', 'cases: ["cases/*.yaml"]\nrules: { image-readable: error }\n');
  put('listings/mug/1.jpg', 'x');
});
afterEach(() => rmSync(root, { recursive: true }));

/** What a run tells of the glob: in a notice, or in the error with which it ends. */
const told = async (paths?: readonly string[]): Promise<string> => {
  const config = await loadConfig({ builtin: builtinPlugin, cwd: root, allowCode: false });
  try {
    const tool = { name: 'listing-lint', version: '0.0.0' };
    const selection = paths === undefined ? {} : { selection: { paths } };
    const { report } = await lint({ config, asOf: '2026-11-24', concurrency: 1, tool, ...selection });
    return `run: ${(report.notices ?? []).map(({ message }) => message).join()}`;
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return `refused: ${error.problems.map(({ message, hint }) => `${message} (${hint})`).join()}`;
  }
};

it('takes a folder that is kept empty for one of cases that are to come', async () => {
  mkdirSync(join(root, 'cases'));
  const empty = 'run: cases: "cases/*.yaml" matches nothing: cases holds no file yet';
  expect(await told()).toBe(empty);
  for (const kept of ['.gitkeep', 'README.md']) put(`cases/${kept}`);
  expect(await told()).toBe(empty);
});

it.each(['cases/.1.yaml', 'cases/1.yaml ', 'cases/1.txt', 'cases/old/1.txt', 'cases/1.jpg'])(
  'takes the glob for a slip where another file lies there: %s',
  async (other) => {
    put(other, 'id: a');
    expect(await told()).toMatch(/^refused: "cases\/\*\.yaml" matches no YAML or JSON file \(/);
  },
);

it('says where to keep them where there is no such folder', async () =>
  expect(await told()).toBe(
    'refused: "cases/*.yaml" matches no YAML or JSON file (globs start from the folder of the config; where there are none yet, make the folder cases, with a .gitkeep in it that git keeps)',
  ));

it('is told, and ends no run that asks about pictures alone', async () => {
  const there = 'globs start from the folder of the config';
  expect(await told(['listings/mug'])).toMatch(
    new RegExp(`^run: "cases/\\*\\.yaml" matches no YAML or JSON file \\(${there}; where there are none yet, `),
  );
  put('cases/1.txt', 'id: a');
  expect(await told(['listings/mug/1.jpg'])).toMatch(/^run: "cases/);
  for (const paths of [['listings/mug', 'cases'], ['listings/mug', 'cases/1.txt'], ['.'], ['cases'], []])
    expect(await told(paths)).toMatch(/^refused: "cases/);
});

it('ends a run that asks about what depends on it', async () => {
  put(
    'listing-lint.config.yaml',
    'listings: ["listing/*"]\noriginals: ["listings/**"]\nrules: { image-readable: error }\n',
  );
  expect(await told(['listings/mug'])).toMatch(/^refused: "listing/);
});
