import { type Thresholds, verdictOf } from './compare.ts';
import { copySearch, type Entry } from './copy-search.ts';
import { describeMatch } from './describe.ts';
import type { Form } from './dihedral.ts';

/** Two pictures of a listing that show one shot. */
export interface SameShot {
  readonly path: string;
  readonly other: string;
  readonly turn: Form;
  readonly description: string;
}

/** Every pair of pictures that are duplicates of each other, each once: the later path as a copy of the earlier one. */
export const sameShots = (entries: readonly Entry[], thresholds: Thresholds): readonly SameShot[] => {
  const search = copySearch(entries);
  return entries.flatMap((entry) =>
    search.find(entry, thresholds.maxDistance).flatMap(({ entry: other, match }): SameShot[] => {
      if (other.path >= entry.path || verdictOf(match, thresholds) !== 'duplicate') return [];
      const description = describeMatch(match, other.path, entry.fingerprint, other.fingerprint);
      return [{ path: entry.path, other: other.path, turn: match.form, description: `${entry.path}: ${description}` }];
    }),
  );
};
