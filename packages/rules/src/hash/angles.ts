import { partsOf, type Thresholds, verdictOf } from './compare/compare.ts';
import { type Copy, copySearch, type Entry } from './compare/copy-search.ts';
import { describeMatch } from './compare/describe.ts';
import type { Form, FractionBox } from './hash256/dihedral.ts';

/** Two pictures of a listing that show one shot. */
export interface SameShot {
  readonly path: string;
  readonly other: string;
  readonly turn: Form;
  readonly description: string;
  /** The parts that agree, as fractions of the picture and of the other one. */
  readonly box: FractionBox;
  readonly otherBox: FractionBox;
}

/**
 * Every pair of pictures that are duplicates of each other, each once: the later path as a copy of the earlier one. `undecided` counts the
 * pairs that are too plain to say.
 */
export const sameShots = (
  entries: readonly Entry[],
  thresholds: Thresholds,
): { readonly pairs: readonly SameShot[]; readonly undecided: number } => {
  const search = copySearch(entries);
  const judged = entries.flatMap((entry) =>
    search
      .find(entry, thresholds.maxDistance)
      .filter(({ entry: other }) => other.path < entry.path)
      .map((copy) => ({ entry, copy, verdict: verdictOf(copy.match, thresholds) })),
  );
  return {
    pairs: judged.filter(({ verdict }) => verdict === 'duplicate').map(({ entry, copy }) => sameShot(entry, copy)),
    undecided: judged.filter(({ verdict }) => verdict === 'undecided').length,
  };
};

const sameShot = ({ path, fingerprint }: Entry, { entry: other, match }: Copy): SameShot => ({
  path,
  other: other.path,
  turn: match.form,
  description: `${path}: ${describeMatch(match, other.path, fingerprint, other.fingerprint)}`,
  ...partsOf(match, fingerprint, other.fingerprint),
});
