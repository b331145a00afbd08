import type { Quantifier } from '../model/rule.ts';
import type { BoundLeaf, Leaf, QuantifiedLeaf } from '../rule/formula/formula.ts';

/** A fault of one leaf, with the name of the leaf. */
export interface LeafFault<L = Leaf> {
  readonly what: string;
  readonly change: (leaf: L) => L;
}

/** What a comparison is made of as far as it can be spoilt. */
export type SpoilableComparison = Pick<BoundLeaf, 'operator' | 'negated' | 'expected' | 'reference'>;

const PARTNER: { readonly [quantifier in Quantifier]?: Quantifier } = { any: 'every', every: 'any' };

/**
 * The faults of a condition over related subjects: turned into its opposite, `any` made `every` and the reverse, its `where` taken out, its
 * number and its tolerance moved. `numberChanges` gives those of a comparison but for its opposite.
 */
export const quantifierChanges = (
  leaf: QuantifiedLeaf,
  numberChanges: (number: SpoilableComparison) => readonly LeafFault<SpoilableComparison>[],
): readonly LeafFault<QuantifiedLeaf>[] => {
  const { quantifier, where, number, tolerance } = leaf;
  const changes: LeafFault<QuantifiedLeaf>[] = [
    { what: 'turned into its opposite', change: (one) => ({ ...one, negated: !one.negated }) },
  ];
  const partner = PARTNER[quantifier];
  if (partner !== undefined)
    changes.push({ what: `made ${partner}`, change: (one) => ({ ...one, quantifier: partner }) });
  if (where !== undefined) changes.push({ what: 'without its where', change: ({ where: _where, ...one }) => one });
  if (number !== undefined) {
    for (const { what, change } of numberChanges({ ...number, negated: false })) {
      changes.push({
        what,
        change: (one) =>
          one.number === undefined
            ? one
            : { ...one, number: { ...one.number, ...bare(change({ ...one.number, negated: false })) } },
      });
    }
  }
  if (tolerance !== undefined) {
    for (const factor of [1.1, 0.9]) {
      const what = `with a ${factor > 1 ? 'larger' : 'smaller'} tolerance`;
      changes.push({
        what,
        change: (one) => ({ ...one, ...(one.tolerance && { tolerance: scaled(one.tolerance, factor) }) }),
      });
    }
  }
  return changes;
};

const bare = ({ operator, expected }: SpoilableComparison) => ({ operator, expected });

const scaled = (tolerance: NonNullable<QuantifiedLeaf['tolerance']>, factor: number) =>
  'amount' in tolerance ? { amount: tolerance.amount * factor } : { share: tolerance.share * factor };
