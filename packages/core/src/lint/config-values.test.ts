import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { loadConfig } from '../config/load.ts';
import { isKnownError } from '../model/error.ts';
import { makePlugin } from './test-plugin.ts';

const folder = mkdtempSync(join(tmpdir(), 'listing-lint-load-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is wrong with a config, in its order. */
const problemsOf = async (text: string): Promise<readonly string[]> => {
  writeFileSync(join(folder, 'listing-lint.config.yaml'), text);
  try {
    await loadConfig({ builtin: makePlugin(3).plugin, cwd: folder });
    return [];
  } catch (error) {
    if (!isKnownError(error, 'config-invalid')) throw error;
    return error.problems.map(({ message, hint }) => `${message} (${hint})`);
  }
};

it.each([
  ['rules: { readable: true }', 'a severity is off, info, warn or error, got true (write info, warn or error)'],
  ['rules: { readable: 2 }', 'expected a severity (off, info, warn, error) or an object, got 2 (write `error`)'],
  [
    'rules: { readable: [warn, { limit: 3 }] }',
    'expected a severity (off, info, warn, error) or an object, got a list (write `{ severity: warn, limit: 3 }`)',
  ],
  ['rules: { readable: false }', 'a severity is off, info, warn or error, got false (write `off`)'],
])('%s: %s', async (text, problem) => {
  expect(await problemsOf(text)).toEqual([problem]);
});

it('takes a severity alone, and one with options', async () => {
  expect(await problemsOf('rules: { readable: warn }')).toEqual([]);
  expect(await problemsOf('rules: { readable: { severity: warn } }')).toEqual([]);
});

it('knows no settings of a plugin that is not there', async () => {
  expect((await problemsOf('settings: { nobody: { a: 1 } }\nrules: { readable: warn }')).join()).toContain('nobody');
  expect(await problemsOf('rules: { readable: warn }')).toEqual([]);
});

it('need not turn a rule on where nothing is judged by it', async () => {
  expect(await problemsOf('custom: {}')).toEqual(['no rule is turned on (add `extends: recommended`)']);
  expect((await loadConfig({ builtin: makePlugin(3).plugin, cwd: folder, judges: false })).layers).toEqual([]);
});

it.each(['- a', 'text', '3', 'true'])('a config that is %s is none', async (text) => {
  expect(await problemsOf(text)).toHaveLength(1);
});
