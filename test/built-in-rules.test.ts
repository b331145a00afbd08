import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRegistry, formatRuleTest, ruleTestPassed, runRuleTests } from '@listing-lint/core';
import { builtinPlugin } from '@listing-lint/rules';
import { describe, expect, it } from 'vitest';

const here = join(import.meta.dirname, '../packages/rules/src');
const registry = createRegistry([builtinPlugin], { builtIn: builtinPlugin.name });
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.test.yaml'));

describe('the tests of the built-in rules', () => {
  it.each(files)('%s', async (path) => {
    const result = await runRuleTests({ path, text: readFileSync(join(here, path), 'utf8') }, registry);
    expect(ruleTestPassed(result), formatRuleTest(result)).toBe(true);
  });

  it('leave no rule without one', () => {
    const tested = new Set(files.map((path) => path.replace('.test.yaml', '.yaml')));
    expect((builtinPlugin.rules ?? []).map(({ path }) => path).filter((path) => !tested.has(path))).toEqual([]);
  });
});
