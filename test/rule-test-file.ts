import { createRegistry, formatRuleTest, ruleTestPassed, runRuleTests } from '@listing-lint/core';
import { builtinPlugin } from 'listing-lint/program';
import { expect, it } from 'vitest';

const registry = createRegistry([builtinPlugin], { builtIn: builtinPlugin.name });

/** Registers the tests of one `<rule>.test.yaml`: `scripts/tests/rule-tests.mjs` makes a call of each such file. */
export const registerRuleTest = (path: string, text: string): void => {
  it('holds, and its cases notice changes of the rule', async () => {
    const result = await runRuleTests({ path, text }, registry);
    expect(ruleTestPassed(result), formatRuleTest(result)).toBe(true);
  });
};
