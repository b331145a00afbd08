import type { ResolvedConfig } from '../../config/load.ts';
import type { Notice } from '../../model/report.ts';
import type { Plan } from '../../plan/plan.ts';
import { type Formula, isQuantifiedLeaf, requiredLeaves } from '../../rule/formula/formula.ts';
import type { Judgement } from '../judge.ts';

/** Quantifiers that hold of no subject to which nothing is related. */
const ASKS_FOR_ONE = new Set(['any', 'atLeast']);

/**
 * Rules that the user's own documents turn on, that look at related subjects, and that judged no subject of the whole set: where no
 * original is named, a rule that holds pictures against their originals is green of itself. Presets turn on more than a shop has.
 */
export const unrelatedIn = (
  { layers }: Pick<ResolvedConfig, 'layers'>,
  plan: Plan,
  judgements: readonly Judgement[],
): readonly Notice[] => {
  const named = new Set(layers.filter(({ explicit }) => explicit).flatMap(({ entries }) => [...entries.keys()]));
  const lists = named.size === 0 ? [] : new Set(judgements.map(({ subject }) => plan.rulesFor(subject)));
  const idle = new Map<string, string>();
  for (const { id, compiled } of [...lists].flat()) {
    const relation = named.has(id) ? neededRelation(compiled.when) : undefined;
    if (relation !== undefined)
      idle.set(id, `no ${compiled.rule.scope}: none has an \`${relation}\` such as its \`when\` asks for`);
  }
  if (idle.size > 0)
    for (const { verdicts } of judgements)
      for (const { ruleId, outcome } of verdicts) if (outcome !== 'skip') idle.delete(ruleId);
  return [...idle].map(([ruleId, what]) => ({
    level: 'note',
    code: 'rule-judged-none',
    ruleId,
    message: `\`${ruleId}\` is on and judged ${what}`,
  }));
};

/** The relation of which `when` asks for a member, whatever else holds. */
const neededRelation = (when: Formula | undefined): string | undefined =>
  requiredLeaves(when).flatMap((leaf) =>
    isQuantifiedLeaf(leaf) && !leaf.negated && ASKS_FOR_ONE.has(leaf.quantifier) ? [leaf.relation.name] : [],
  )[0];
