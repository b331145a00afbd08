import type { CopyVerdict } from '../compare.ts';
import { byDistance, type ComparedPicture, type Copy } from '../copy-search.ts';

/** A copy, and the version of the query that matched: as it is, or without its mark. */
export interface Likeness extends Copy {
  readonly own: ComparedPicture;
  /** Null where pixels say that they are no copies. */
  readonly verdict: CopyVerdict | null;
}

/** The more informative verdict first. Marks alone distinguish plain pictures wrongly: undecided without marks comes before different with them. */
const ORDER: readonly (CopyVerdict | null)[] = ['duplicate', 'undecided', 'variant', 'suspect', null];

/** Returns the most informative match of each picture, by verdict, then by distance; nearest first. */
export const closestOf = (likenesses: readonly Likeness[]): readonly Likeness[] => {
  const closest = new Map<string, Likeness>();
  for (const likeness of likenesses) {
    const { path, product, fingerprint } = likeness.entry;
    const name = isOfRun(likeness) ? path : `${path} ${product} ${fingerprint.sha256}`;
    const known = closest.get(name);
    if (known === undefined || isCloser(likeness, known)) closest.set(name, likeness);
  }
  const all = [...closest.values()];
  return likenesses.every(({ own }) => own === likenesses[0]?.own) && all.length === likenesses.length
    ? all
    : all.sort(byDistance);
};

/** A registry may hold several pictures of one path. */
const isOfRun = ({ entry }: Likeness): boolean => entry.role !== 'published';

const isCloser = (a: Likeness, b: Likeness): boolean =>
  (ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || byDistance(a, b)) < 0;
