import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { definePlugin } from '../model/plugin.ts';
import { createRegistry } from '../registry.ts';
import { compileRule } from '../rule/compile.ts';
import { parseRule } from '../rule/parse-rule.ts';
import { evaluateRule, type Resolved, type Verdict } from './evaluate.ts';

const registry = createRegistry(
  [
    definePlugin({
      name: 'own',
      version: '1.0.0',
      facts: [
        {
          id: 'case',
          scope: 'case',
          version: 1,
          title: 'The dispute',
          schema: z.object({
            damagesUsd: z.number().nullable(),
            limitUsd: z.number().nullable(),
            counterfeit: z.boolean(),
            opened: z.iso.date(),
            kind: z.string(),
            tags: z.record(z.string(), z.string()),
          }),
          compute: () => ({}),
        },
        { id: 'age', scope: 'case', version: 1, title: 'Days', schema: z.number(), timed: true, compute: () => 0 },
      ],
    }),
  ],
  { builtIn: 'own' },
);

const judge = async (assert: string, facts: { readonly [id: string]: Resolved }, head = ''): Promise<Verdict> => {
  const text = `id: r\nscope: case\nseverity: warn\ntitle: t\nwhy: w\nfix: f\n${head}assert: ${assert}\n`;
  const { rule, problems } = parseRule({ path: 'r.yaml', text }, registry);
  expect(problems).toEqual([]);
  if (!rule) throw new Error('no rule');
  const resolve = async (fact: string): Promise<Resolved> => facts[fact] ?? { unknown: 'not given' };
  return evaluateRule(compileRule(rule, {}, registry), resolve, { asOf: '2026-03-01' });
};

const dispute = (value: object): { case: Resolved } => ({ case: { value } });

describe('causes', () => {
  const escalation =
    '{ not: { any: [{ fact: case, path: damagesUsd, operator: greaterThan, value: 10000, message: "damages of {{actual | money}} exceed {{expected | money}}" }, { fact: case, path: counterfeit, operator: equal, value: true }] } }';

  it('name every condition that held under a negation, with its value', async () => {
    const verdict = await judge(escalation, dispute({ damagesUsd: 25_000, counterfeit: true }));
    expect(verdict.outcome).toBe('fail');
    expect(verdict.message).toBe(
      'damages of USD 25,000 exceed USD 10,000; case counterfeit is yes but must not be yes',
    );
    expect(verdict.causes[0]).toMatchObject({
      path: 'damagesUsd',
      operator: 'not greaterThan',
      actual: 25_000,
      expected: 10_000,
    });
  });

  it('leave out what is unknown when the rest decides, and are what is unknown when it decides', async () => {
    const decided = await judge(escalation, dispute({ damagesUsd: null, counterfeit: true }));
    expect(decided).toMatchObject({ outcome: 'fail', message: 'case counterfeit is yes but must not be yes' });
    const open = await judge(escalation, dispute({ damagesUsd: null, counterfeit: false }));
    expect(open).toMatchObject({
      outcome: 'inconclusive',
      message: 'case damages usd could not be judged: there is no value',
    });
  });

  it('excuse the failed conditions of an `any` that holds', async () => {
    const any =
      '{ any: [{ fact: case, path: kind, operator: equal, value: a }, { fact: case, path: kind, operator: equal, value: b }] }';
    const verdict = await judge(
      `{ all: [${any}, { fact: case, path: counterfeit, operator: equal, value: false }] }`,
      dispute({ kind: 'b', counterfeit: true }),
    );
    expect(verdict.causes.map(({ path }) => path)).toEqual(['counterfeit']);
  });

  it('say a sentence once', async () => {
    const leaf = '{ fact: case, path: kind, operator: equal, value: a, message: "another kind" }';
    expect((await judge(`{ all: [${leaf}, ${leaf}] }`, dispute({ kind: 'b' }))).message).toBe('another kind');
  });

  it('carry the codes of facts that could not be had', async () => {
    const verdict = await judge('{ fact: age, operator: lessThan, value: 3 }', {
      age: { unknown: 'no', code: 'data-invalid' },
    });
    expect(verdict).toMatchObject({ outcome: 'inconclusive', codes: ['data-invalid'] });
  });
});

describe('values from other facts', () => {
  const leaf = '{ fact: case, path: damagesUsd, operator: lessThanInclusive, value: { fact: case, path: limitUsd } }';

  it('are compared, shown, and unknown when missing', async () => {
    expect((await judge(leaf, dispute({ damagesUsd: 3, limitUsd: 3 }))).outcome).toBe('pass');
    expect(await judge(leaf, dispute({ damagesUsd: 5, limitUsd: 3 }))).toMatchObject({
      outcome: 'fail',
      message: 'case damages usd is 5 but must be at most 3',
      causes: [{ actual: 5, expected: 3 }],
    });
    expect(await judge(leaf, dispute({ damagesUsd: 5, limitUsd: null }))).toMatchObject({
      outcome: 'inconclusive',
      message: 'case damages usd could not be judged: case limitUsd, which it is compared with, has no value',
    });
  });

  it('of a kind that the operator does not take are unknown', async () => {
    const pattern = '{ fact: case, path: kind, operator: matches, value: { fact: case, path: tags.pattern } }';
    const verdict = await judge(pattern, dispute({ kind: 'a', tags: { pattern: '(' } }));
    expect(verdict.outcome).toBe('inconclusive');
    expect(verdict.message).toContain('does not suit "matches"');
  });
});

describe('paths', () => {
  it('reach own keys only', async () => {
    const leaf = (path: string) => `{ fact: case, path: ${path}, operator: exists, value: false }`;
    for (const path of ['tags.constructor', 'tags.__proto__', 'tags.toString']) {
      expect((await judge(leaf(path), dispute({ tags: {} }))).outcome).toBe('pass');
    }
  });
});

describe('time', () => {
  it('is an input only where a date is compared with today, or a fact depends on it', async () => {
    const facts = { ...dispute({ opened: '2026-02-01', kind: 'a' }), age: { value: 2 } };
    const timed = async (assert: string, head = ''): Promise<boolean> => (await judge(assert, facts, head)).timed;
    expect(await timed('{ fact: case, path: opened, operator: before, value: 2026-03-01 }')).toBe(false);
    expect(await timed('{ fact: case, path: opened, operator: before, value: today }')).toBe(true);
    expect(await timed('{ fact: case, path: opened, operator: newerThan, value: 2 months }')).toBe(true);
    expect(await timed('{ fact: age, operator: lessThan, value: 3 }')).toBe(true);
    const skipped = 'when: { fact: case, path: kind, operator: equal, value: b }\n';
    expect(await timed('{ fact: age, operator: lessThan, value: 3 }', skipped)).toBe(false);
  });
});
