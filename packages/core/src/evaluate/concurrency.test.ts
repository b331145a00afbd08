import { expect, it } from 'vitest';
import { z } from 'zod';
import { definePlugin } from '../model/plugin.ts';
import type { Outcome } from '../model/report.ts';
import { createRegistry } from '../registry/registry.ts';
import { compileRule } from '../rule/compile.ts';
import { parseRule } from '../rule/parse-rule.ts';
import { evaluateRule } from './evaluate.ts';

const FACTS = ['fast', 'slow', 'slower', 'broken'];
const registry = createRegistry(
  [
    definePlugin({
      name: 'own',
      version: '1.0.0',
      facts: FACTS.map((id) => ({
        id,
        scope: 's',
        version: 1,
        title: id,
        schema: z.object({ n: z.number() }),
        compute: () => ({ n: 0 }),
      })),
    }),
  ],
  { builtIn: 'own' },
);

const RULES = FACTS.flatMap((guard) => FACTS.map((claim) => ({ guard, claim })));

const compiled = RULES.map(({ guard, claim }) => {
  const text = `id: ${guard}-${claim}
scope: s
severity: error
title: t
why: w
fix: f
when: { fact: ${guard}, path: n, operator: lessThan, value: 7 }
assert: { any: [{ fact: ${claim}, path: n, operator: greaterThan, value: 4 }, { fact: fast, path: n, operator: equal, value: 0 }] }
`;
  const { rule } = parseRule({ path: 'rule.yaml', text }, registry);
  if (!rule) throw new Error('rule');
  return { guard, claim, rule: compileRule(rule, {}, registry) };
});

const DELAYS: { readonly [fact: string]: number } = { fast: 0, slow: 2, slower: 7, broken: 1 };

const expected = (n: number, guard: string, claim: string): Outcome => {
  if (guard === 'broken') return 'inconclusive';
  if (n >= 7) return 'skip';
  if (n === 0 || (n > 4 && claim !== 'broken')) return 'pass';
  return claim === 'broken' ? 'inconclusive' : 'fail';
};

it('loses no verdict of many subjects judged side by side with facts of different speed', async () => {
  const subjects = Array.from({ length: 120 }, (_, index) => index % 10);
  const verdicts = await Promise.all(
    subjects.flatMap((n, index) =>
      compiled.map(async ({ guard, claim, rule }) => {
        const verdict = await evaluateRule(
          rule,
          async (fact) => {
            const delay = (DELAYS[fact] ?? 0) + (index % 3);
            if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
            if (fact === 'broken') throw new Error('cannot be read');
            return { value: { n } };
          },
          { asOf: '2026-01-01' },
        );
        return { got: verdict.outcome, want: expected(n, guard, claim) };
      }),
    ),
  );
  expect(verdicts).toHaveLength(subjects.length * RULES.length);
  expect(verdicts.filter(({ got, want }) => got !== want)).toEqual([]);
  expect(new Set(verdicts.map(({ got }) => got)).size).toBe(4);
});
