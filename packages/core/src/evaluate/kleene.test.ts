import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Json } from '../model/json.ts';
import { definePlugin } from '../model/plugin.ts';
import { type Condition, isQuantified, type LeafCondition, type RuleDocument } from '../model/rule.ts';
import { createRegistry } from '../registry/registry.ts';
import { compileRule } from '../rule/compile.ts';
import { evaluateRule, type Resolved, type Verdict } from './evaluate.ts';

const FACTS = ['a', 'b', 'c', 'd'];
const registry = createRegistry(
  [
    definePlugin({
      name: 'own',
      version: '1.0.0',
      facts: FACTS.map((id) => ({ id, scope: 's', version: 1, title: id, schema: z.unknown(), compute: () => null })),
    }),
  ],
  { builtIn: 'own' },
);

const ruleOf = (assert: Condition, when?: Condition): RuleDocument => ({
  id: 'r',
  scope: 's',
  severity: 'error',
  title: 't',
  why: 'w',
  fix: 'f',
  references: [],
  options: {},
  requires: [],
  assert,
  ...(when ? { when } : {}),
});

type Given = { readonly [fact: string]: Resolved };

const judge = (assert: Condition, given: Given, when?: Condition, asked: string[] = []): Promise<Verdict> =>
  evaluateRule(
    compileRule(ruleOf(assert, when), {}, registry),
    async (fact) => {
      asked.push(fact);
      const resolved = given[fact];
      if (!resolved) throw new Error('not given');
      return resolved;
    },
    { asOf: '2026-01-01' },
  );

type Truth = true | false | undefined;

/** Kleene's strong logic, written without the engine: the smallest and the largest of true > unknown > false. */
const rank = (truth: Truth): number => (truth === true ? 2 : truth === undefined ? 1 : 0);
const unrank = (number: number): Truth => (number === 2 ? true : number === 1 ? undefined : false);

const referenceLeaf = (leaf: LeafCondition, given: Given): Truth => {
  const resolved = given[leaf.fact];
  if (!resolved || 'unknown' in resolved) return undefined;
  const value = (resolved.value ?? null) as Json;
  const expected = leaf.value;
  if (leaf.operator === 'exists') return (value !== null) === expected;
  if (value === null || typeof value === 'object') return undefined;
  if (leaf.operator === 'greaterThan') return typeof value === 'number' ? value > Number(expected) : undefined;
  if (leaf.operator === 'in') {
    const list = expected as readonly Json[];
    return typeof value === typeof list[0] ? list.includes(value) : undefined;
  }
  if (typeof value !== typeof expected) return undefined;
  return leaf.operator === 'equal' ? value === expected : value !== expected;
};

const reference = (condition: Condition, given: Given): Truth => {
  if ('all' in condition) return unrank(Math.min(...condition.all.map((child) => rank(reference(child, given)))));
  if ('any' in condition && !isQuantified(condition))
    return unrank(Math.max(...condition.any.map((child) => rank(reference(child, given)))));
  if ('not' in condition) return unrank(2 - rank(reference(condition.not, given)));
  if (isQuantified(condition)) throw new Error('over one subject');
  return referenceLeaf(condition, given);
};

const referenceOutcome = (assert: Condition, when: Condition | undefined, given: Given): Verdict['outcome'] => {
  const guard = when === undefined ? true : reference(when, given);
  if (guard === undefined) return 'inconclusive';
  if (!guard) return 'skip';
  const claim = reference(assert, given);
  return claim === undefined ? 'inconclusive' : claim ? 'pass' : 'fail';
};

const leaf: fc.Arbitrary<LeafCondition> = fc
  .record({ fact: fc.constantFrom(...FACTS) })
  .chain(({ fact }) =>
    fc
      .oneof(
        fc.record({ operator: fc.constantFrom('equal', 'notEqual'), value: fc.constantFrom<Json>(1, 2, 'x', true) }),
        fc.record({ operator: fc.constant('greaterThan'), value: fc.constantFrom<Json>(0, 1, 2) }),
        fc.record({ operator: fc.constant('in'), value: fc.constantFrom<Json>([1, 3], ['x', 'y']) }),
        fc.record({ operator: fc.constant('exists'), value: fc.boolean() }),
      )
      .map((rest) => ({ fact, ...rest })),
  );

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}));

const resolved: fc.Arbitrary<Resolved> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Json>(1, 2, 3, 'x', true, false).map((value) => ({ value })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(null, undefined, Number.NaN, [1], { a: 1 }).map((value) => ({ value })),
  },
  { weight: 2, arbitrary: fc.constant({ unknown: 'cannot be read' }) },
);
const given = fc.record(Object.fromEntries(FACTS.map((id) => [id, resolved])));

const isNaNExists = (facts: Given): boolean =>
  Object.values(facts).some((one) => 'value' in one && Number.isNaN(one.value));

describe('Kleene logic', () => {
  const truths: readonly Truth[] = [true, false, undefined];
  const operand = (fact: string): Condition => ({ fact, operator: 'equal', value: 1 });
  const resolvedAs = (truth: Truth): Resolved =>
    truth === undefined ? { unknown: 'cannot be read' } : { value: truth ? 1 : 2 };
  const outcome = (truth: Truth): string => (truth === undefined ? 'inconclusive' : truth ? 'pass' : 'fail');

  it.each(truths.flatMap((a) => truths.map((b) => [a, b] as const)))('holds for %s and %s', async (a, b) => {
    const facts = { a: resolvedAs(a), b: resolvedAs(b) };
    const all = { all: [operand('a'), operand('b')] };
    const any = { any: [operand('a'), operand('b')] };
    const and = a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;
    const or = a === true || b === true ? true : a === undefined || b === undefined ? undefined : false;
    expect((await judge(all, facts)).outcome).toBe(outcome(and));
    expect((await judge(any, facts)).outcome).toBe(outcome(or));
    expect((await judge({ not: all }, facts)).outcome).toBe(outcome(and === undefined ? undefined : !and));
    expect((await judge({ not: any }, facts)).outcome).toBe(outcome(or === undefined ? undefined : !or));
    const guarded = await judge(operand('b'), facts, operand('a'));
    expect(guarded.outcome).toBe(a === undefined ? 'inconclusive' : a ? outcome(b) : 'skip');
  });

  it('agrees with a reference evaluator on random rules', { timeout: 60_000 }, async () => {
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        condition,
        fc.option(condition, { nil: undefined, freq: 2 }),
        given,
        async (assert, when, facts) => {
          fc.pre(!isNaNExists(facts));
          const verdict = await judge(assert, facts, when);
          outcomes.set(verdict.outcome, (outcomes.get(verdict.outcome) ?? 0) + 1);
          expect(verdict.outcome).toBe(referenceOutcome(assert, when, facts));
          const unknown = verdict.causes.map((cause) => cause.unknown !== undefined);
          if (verdict.outcome === 'fail') expect(unknown.length > 0 && !unknown.includes(true)).toBe(true);
          if (verdict.outcome === 'inconclusive') expect(unknown.length > 0 && !unknown.includes(false)).toBe(true);
          if (verdict.outcome === 'pass' || verdict.outcome === 'skip') expect(unknown).toEqual([]);
        },
      ),
    );
    const runs = fc.readConfigureGlobal().numRuns ?? 0;
    for (const name of ['pass', 'fail', 'skip', 'inconclusive']) expect(outcomes.get(name)).toBeGreaterThan(runs / 80);
  });

  it('agrees with it where one rule judges many subjects', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        condition,
        fc.option(condition, { nil: undefined, freq: 2 }),
        fc.array(given, { minLength: 4, maxLength: 8 }),
        async (assert, when, subjects) => {
          fc.pre(!subjects.some(isNaNExists));
          const compiled = compileRule(ruleOf(assert, when), {}, registry);
          // Twice each, and side by side: what was found of one subject says nothing of another.
          const verdicts = await Promise.all(
            [...subjects, ...subjects].map((facts) =>
              evaluateRule(compiled, async (fact) => facts[fact] ?? { unknown: 'not given' }, { asOf: '2026-01-01' }),
            ),
          );
          for (const [index, facts] of [...subjects, ...subjects].entries()) {
            expect(verdicts[index]?.outcome).toBe(referenceOutcome(assert, when, facts));
            expect(verdicts[index]).toEqual(await judge(assert, facts, when));
          }
        },
      ),
    );
  });

  it('never asks for the facts of assert when the guard does not hold, and asks each fact once', async () => {
    const asked: string[] = [];
    const leaves = [operand('b'), operand('b'), { not: operand('b') }];
    await judge({ all: leaves }, { a: { value: 2 }, b: { value: 1 } }, operand('a'), asked);
    expect(asked).toEqual(['a']);
    await judge(
      { all: leaves },
      { a: { value: 1 }, b: { unknown: 'x' } },
      { all: [operand('a'), operand('a')] },
      asked,
    );
    expect(asked).toEqual(['a', 'a', 'b']);
  });

  it('turns a rejected fact into inconclusive, with its reason', async () => {
    const verdict = await judge(operand('a'), {});
    expect(verdict).toMatchObject({
      outcome: 'inconclusive',
      causes: [{ fact: 'a', unknown: 'not given', actual: null }],
    });
    expect(verdict.message).toBe('a could not be judged: not given');
  });
});
