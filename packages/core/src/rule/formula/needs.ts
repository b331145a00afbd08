import type { RelationEntry } from '../../vocabulary/relations.ts';
import { type CompiledRule, type Formula, formulaLeaves, isQuantifiedLeaf, type PlacedUse, usesOf } from './formula.ts';

/** What a rule looks at of members: the values that it asks of them, and what it looks at of theirs in turn. */
export interface MemberNeed {
  readonly relation: RelationEntry;
  readonly uses: readonly PlacedUse[];
  readonly inner: readonly MemberNeed[];
}

/** What a rule looks at of subjects that are related to the one it judges; none for a rule over one subject. */
export const memberNeeds = ({ when, assert }: CompiledRule): readonly MemberNeed[] =>
  [...(when ? [when] : []), assert].flatMap(needsOf);

const needsOf = (formula: Formula): readonly MemberNeed[] =>
  formulaLeaves(formula).flatMap((leaf): MemberNeed[] => {
    const ones = usesOf(leaf).flatMap((use): MemberNeed[] =>
      use.of === undefined ? [] : [{ relation: use.of, uses: [use], inner: [] }],
    );
    if (!isQuantifiedLeaf(leaf)) return ones;
    const { relation, where, that, place } = leaf;
    const formulas = [where, that].flatMap((each) => each ?? []);
    const uses = formulas
      .flatMap(formulaLeaves)
      .flatMap(usesOf)
      .filter(({ of }) => of === undefined);
    return [...ones, { relation, uses: [...uses, ...(place ? [place] : [])], inner: formulas.flatMap(needsOf) }];
  });
