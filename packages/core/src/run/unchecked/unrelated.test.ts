import { describe, expect, it } from 'vitest';
import type { Formula } from '../../rule/formula/formula.ts';
import { unrelatedIn } from './unrelated.ts';

type Config = Parameters<typeof unrelatedIn>[0];
type Plan = Parameters<typeof unrelatedIn>[1];
type Judgements = Parameters<typeof unrelatedIn>[2];

const quantified = (quantifier: string, negated = false): Formula =>
  ({ relation: { name: 'original' }, quantifier, negated }) as unknown as Formula;
const plain = { path: 'image.role', operator: { id: 'equal' } } as unknown as Formula;

/** What is said of a rule with such a `when` that a preset or the user turns on, and whose outcomes are those. */
const told = (when: Formula | undefined, outcomes: readonly string[], explicit = true): readonly string[] => {
  const layer = { explicit, entries: new Map([['kept', {}]]) };
  const rules = [{ id: 'kept', compiled: { rule: { scope: 'image' }, when } }];
  const judgements = outcomes.map((outcome) => ({ subject: {}, verdicts: [{ ruleId: 'kept', outcome }] }));
  return unrelatedIn(
    { layers: [layer] } as unknown as Config,
    { rulesFor: () => rules } as unknown as Plan,
    judgements as unknown as Judgements,
  ).map(({ message }) => message);
};

const none = ['`kept` is on and judged no image: none has an `original` such as its `when` asks for'];

describe('a rule that looks at what is related, and found none of it', () => {
  it('is told where it was skipped everywhere', () => {
    expect(told({ all: [plain, quantified('any')] }, ['skip', 'skip'])).toEqual(none);
    expect(told(quantified('atLeast'), ['skip'])).toEqual(none);
  });
  it('is not told where it judged one', () => {
    for (const outcome of ['pass', 'fail', 'inconclusive'])
      expect(told({ all: [plain, quantified('any')] }, ['skip', outcome])).toEqual([]);
  });
  it('is not told of what a preset turns on, and of no rule that holds without what is related', () => {
    expect(told({ all: [plain, quantified('any')] }, ['skip'], false)).toEqual([]);
    expect(told({ all: [plain, quantified('none')] }, ['skip'])).toEqual([]);
    expect(told({ all: [plain, quantified('any', true)] }, ['skip'])).toEqual([]);
    expect(told({ any: [plain, quantified('any')] }, ['skip'])).toEqual([]);
    expect(told(undefined, ['skip'])).toEqual([]);
  });
});
