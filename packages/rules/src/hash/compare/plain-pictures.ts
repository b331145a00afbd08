import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { meanColour } from '../fingerprint/lab-grid.ts';
import { areFarApart, copyVerdictOf, DEFAULT_THRESHOLDS, isPlain, type Match, plainMatch } from './compare.ts';

interface Entry {
  readonly path: string;
  readonly fingerprint: Fingerprint;
}

/** The plain pictures of a set: distinguished by colour alone. */
export interface PlainPictures<T extends Entry> {
  /** Those of the same colours, of the ones that are wanted: of more than fifty those whose lightness is nearest. */
  readonly alike: (fingerprint: Fingerprint, isWanted: (entry: T) => boolean) => readonly (readonly [T, Match])[];
}

/** Plain pictures that are named for one of them at most: a shop may have thousands of white drawings. */
const MOST_PLAIN = 50;

export const plainPictures = <T extends Entry>(entries: readonly T[]): PlainPictures<T> => {
  const plain = entries
    .filter(({ fingerprint }) => isPlain(fingerprint))
    .map((entry) => ({ entry, mean: meanColour(entry.fingerprint.colours) }))
    .sort((a, b) => a.mean.l - b.mean.l || orderOf(a.entry, b.entry));
  const lightnesses = plain.map(({ mean }) => mean.l);

  return {
    alike: (fingerprint, isWanted) => {
      const found: (readonly [T, Match])[] = [];
      const mean = meanColour(fingerprint.colours);
      const { l } = mean;
      let above = firstNotBelow(lightnesses, l);
      let below = above - 1;
      while (found.length < MOST_PLAIN && (below >= 0 || above < plain.length)) {
        const isBelowNearer = l - (lightnesses[below] ?? -Infinity) <= (lightnesses[above] ?? Infinity) - l;
        const next = plain[isBelowNearer ? below-- : above++];
        if (next === undefined || Math.abs(next.mean.l - l) > FARTHEST) break;
        if (areFarApart(mean, next.mean) || !isWanted(next.entry)) continue;
        const match = plainMatch(fingerprint, next.entry.fingerprint, DEFAULT_THRESHOLDS.maxRecoloured);
        if (match && copyVerdictOf(match, DEFAULT_THRESHOLDS) !== null) found.push([next.entry, match]);
      }
      return found;
    },
  };
};

/** Largest difference of the mean lightness of two pictures of equal colours, by `plainMatch`. */
const FARTHEST = 25;

/** By content, so that names decide nothing where contents differ. */
const orderOf = (a: Entry, b: Entry): number =>
  a.fingerprint.sha256 === b.fingerprint.sha256
    ? a.path < b.path
      ? -1
      : 1
    : a.fingerprint.sha256 < b.fingerprint.sha256
      ? -1
      : 1;

/** Position of the first number that is not below `value`, in ascending order. */
const firstNotBelow = (numbers: readonly number[], value: number): number => {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
};
