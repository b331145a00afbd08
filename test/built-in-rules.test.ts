import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRegistry, formatRuleTest, ruleTestPassed, runRuleTests } from '@listing-lint/core';
import { builtinPlugin } from 'listing-lint/program';
import { describe, expect, it } from 'vitest';

const packages = join(import.meta.dirname, '../packages');
const registry = createRegistry([builtinPlugin], { builtIn: builtinPlugin.name });
const files = readdirSync(packages).flatMap((name) =>
  name === 'core' || name === 'text-detector'
    ? []
    : readdirSync(join(packages, name, 'src'), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.test.yaml'))
        .map((path) => ({ path: path.replaceAll('\\', '/'), file: join(packages, name, 'src', path) })),
);

describe('the tests of the built-in rules', () => {
  it.each(files)('$path', async ({ path, file }) => {
    const result = await runRuleTests({ path, text: readFileSync(file, 'utf8') }, registry);
    expect(ruleTestPassed(result), formatRuleTest(result)).toBe(true);
  });

  it('leave no rule without one', () => {
    const tested = new Set(files.map(({ path }) => path.replace('.test.yaml', '.yaml')));
    expect((builtinPlugin.rules ?? []).map(({ path }) => path).filter((path) => !tested.has(path))).toEqual([]);
  });
});
