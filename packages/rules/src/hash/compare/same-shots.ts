import { type Form, type FractionEdges, TURNS } from '../hash256/dihedral.ts';
import type { OpenJoin } from '../index/kernel/join.ts';
import { compareFingerprints, copyVerdictOf, mayMatch, partsOf, type Thresholds, turnedOf } from './compare.ts';
import { type ComparedPicture, type Copy, copySearch } from './copy-search.ts';
import { describeMatch } from './describe.ts';
import type { FingerprintTable } from './fingerprint-table.ts';

/** Two pictures of a listing that show one shot. */
export interface SameShot {
  readonly path: string;
  readonly other: string;
  readonly turn: Form;
  readonly description: string;
  /** The parts that agree, as fractions of the picture and of the other one. */
  readonly box: FractionEdges;
  readonly otherBox: FractionEdges;
}

export interface ShotThresholds extends Thresholds {
  /** Whether a mirror image is the same shot. Of a shoe or a bag it is as often the other side. */
  readonly mirrored: boolean;
}

/** What helps where there are many. */
interface ManyShots {
  /** Of the entries, row by row, where it is known without decoding them. */
  readonly table?: () => FingerprintTable;
  /** Finds many pairs at once; by default in JavaScript. */
  readonly openJoin?: OpenJoin | undefined;
}

/**
 * Every pair of pictures that are duplicates of each other, each once: the later path as a copy of the earlier one. `undecided` counts the
 * pairs that are too plain to say.
 */
export const sameShots = (
  entries: readonly ComparedPicture[],
  thresholds: ShotThresholds,
  { table, openJoin }: ManyShots = {},
): { readonly pairs: readonly SameShot[]; readonly undecided: number } => {
  if (entries.length <= FEW && !mayHavePair(entries, thresholds.maxDistance)) return { pairs: [], undecided: 0 };
  const search = copySearch(entries, { openJoin, ...(table && { table: table() }) });
  const judged = entries.flatMap((entry) =>
    search
      .find(entry, thresholds.maxDistance)
      .filter(({ entry: other }) => other.path < entry.path)
      .flatMap((copy) => (thresholds.mirrored ? [copy] : turnedAlone(entry, copy, thresholds)))
      .map((copy) => ({ entry, copy, verdict: copyVerdictOf(copy.match, thresholds) })),
  );
  return {
    pairs: judged.filter(({ verdict }) => verdict === 'duplicate').map(({ entry, copy }) => sameShot(entry, copy)),
    undecided: judged.filter(({ verdict }) => verdict === 'undecided').length,
  };
};

/** Up to here each picture is held against each: making an index takes longer. */
const FEW = 32;

/** `false` where no two are within the distance of each other by any of their parts, as in most listings. */
const mayHavePair = (entries: readonly ComparedPicture[], radius: number): boolean => {
  const turned = entries.map(({ fingerprint }) => turnedOf(fingerprint));
  return entries.some(({ fingerprint }, k) =>
    turned.slice(k + 1).some((other) => mayMatch(fingerprint, other, radius)),
  );
};

/** The copy as the best match without a mirror: what is even in itself may fit better as its mirror image. */
const turnedAlone = ({ fingerprint }: ComparedPicture, copy: Copy, { maxDistance }: Thresholds): readonly Copy[] => {
  if (TURNS.includes(copy.match.form)) return [copy];
  const match = compareFingerprints(fingerprint, copy.entry.fingerprint, maxDistance, TURNS);
  return match === null ? [] : [{ ...copy, match }];
};

const sameShot = ({ path, fingerprint }: ComparedPicture, { entry: other, match }: Copy): SameShot => ({
  path,
  other: other.path,
  turn: match.form,
  description: `${path}: ${describeMatch(match, other.path, fingerprint, other.fingerprint)}`,
  ...partsOf(match, fingerprint, other.fingerprint),
});
