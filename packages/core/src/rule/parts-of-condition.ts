import { type Condition, isQuantified, type LeafCondition, type QuantifiedCondition } from '../model/rule.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';

/** A comparison, and the scope of the subjects that it is made for. */
export interface ScopedLeaf {
  readonly leaf: LeafCondition;
  readonly scope: string;
}

/** A condition over related subjects, the scope of the subject that has them, and theirs. */
export interface ScopedQuantified {
  readonly quantified: QuantifiedCondition;
  readonly scope: string;
  readonly memberScope: string;
}

/** What a condition is made of, in the order in which it is written; that of members at any depth too. */
export const conditionParts = (
  condition: Condition,
  scope: string,
  vocabulary: Pick<Vocabulary, 'relations'>,
): { readonly leaves: readonly ScopedLeaf[]; readonly quantified: readonly ScopedQuantified[] } => {
  const leaves: ScopedLeaf[] = [];
  const quantified: ScopedQuantified[] = [];
  const visit = (node: Condition, at: string): void => {
    if (isQuantified(node)) {
      const memberScope = scopeOf(at, node.of, vocabulary);
      quantified.push({ quantified: node, scope: at, memberScope });
      for (const inner of memberConditions(node)) visit(inner, memberScope);
    } else if ('all' in node) for (const child of node.all) visit(child, at);
    else if ('any' in node) for (const child of node.any) visit(child, at);
    else if ('not' in node) visit(node.not, at);
    else leaves.push({ leaf: node, scope: at });
  };
  visit(condition, scope);
  return { leaves, quantified };
};

/** The conditions that a quantified one makes of its members. */
const memberConditions = ({ where, that, any, every, none, count }: QuantifiedCondition): readonly Condition[] =>
  [where, any, every, none, that, count === 'all' ? undefined : count].flatMap((condition) => condition ?? []);

/** The scope of a relation's members, or of the subject itself where there is no relation. */
export const scopeOf = (scope: string, of: string | undefined, { relations }: Pick<Vocabulary, 'relations'>): string =>
  of === undefined ? scope : (relations(scope).get(of)?.relation.scope ?? '');
