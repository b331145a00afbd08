import { describe, expect, it } from 'vitest';
import type { Formula } from '../../rule/formula/formula.ts';
import { unrelatedIn } from './unrelated.ts';

type Config = Parameters<typeof unrelatedIn>[0];
type Plan = Parameters<typeof unrelatedIn>[1];
type Judgements = Parameters<typeof unrelatedIn>[2];

const quantified = (quantifier: string, negated = false): Formula =>
  ({ relation: { name: 'original' }, quantifier, negated }) as unknown as Formula;
const plain = { path: 'image.role', operator: { id: 'equal' } } as unknown as Formula;

/** Returns the notices about a rule with this `when`, turned on by the user (or a preset), with these outcomes. */
const messagesOf = (when: Formula | undefined, outcomes: readonly string[], explicit = true): readonly string[] => {
  const layer = { explicit, entries: new Map([['same-product', {}]]) };
  const rules = [{ id: 'same-product', compiled: { rule: { scope: 'image' }, when } }];
  const judgements = outcomes.map((outcome) => ({ subject: {}, verdicts: [{ ruleId: 'same-product', outcome }] }));
  return unrelatedIn(
    { layers: [layer] } as unknown as Config,
    { rulesFor: () => rules } as unknown as Plan,
    judgements as unknown as Judgements,
  ).map(({ message }) => message);
};

const none = ['`same-product` is on and judged no image: none has an `original` such as its `when` asks for'];

describe('notice about a rule that never found a related subject', () => {
  it('is given if the rule was skipped everywhere', () => {
    expect(messagesOf({ all: [plain, quantified('any')] }, ['skip', 'skip'])).toEqual(none);
    expect(messagesOf(quantified('atLeast'), ['skip'])).toEqual(none);
  });
  it('is not given if the rule judged a subject', () => {
    for (const outcome of ['pass', 'fail', 'inconclusive'])
      expect(messagesOf({ all: [plain, quantified('any')] }, ['skip', outcome])).toEqual([]);
  });
  it('is not given for a rule of a preset, or a rule that can pass without related subjects', () => {
    expect(messagesOf({ all: [plain, quantified('any')] }, ['skip'], false)).toEqual([]);
    expect(messagesOf({ all: [plain, quantified('none')] }, ['skip'])).toEqual([]);
    expect(messagesOf({ all: [plain, quantified('any', true)] }, ['skip'])).toEqual([]);
    expect(messagesOf({ any: [plain, quantified('any')] }, ['skip'])).toEqual([]);
    expect(messagesOf(undefined, ['skip'])).toEqual([]);
  });
});
