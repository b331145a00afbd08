import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { openWasmJoin } from '../index/kernel/join-wasm.ts';
import { type ComparedPicture, type Copy, type CopySearch, copySearch } from './copy-search.ts';
import type { FingerprintTable } from './fingerprint-table.ts';
import { type UndecodedFingerprints, undecoded } from './undecoded.ts';

/** Pictures of a set with the data that the candidate search reads. */
export interface FingerprintedSet {
  /** Each decodes its fingerprint on demand. */
  readonly pictures: readonly ComparedPicture[];
  /** Table of these, row by row; created on first use. */
  readonly table: () => FingerprintTable;
}

/** A search of which most pictures may ask nothing, as what is known of them still holds. */
type PatientSearch = Pick<CopySearch, 'find' | 'remembered'>;

type MayMatch = (fingerprint: Fingerprint) => readonly ComparedPicture[];

/** Memoizes, per picture set, which pictures a change affects, and what it matches itself. */
const searches = new WeakMap<FingerprintedSet, MayMatch>();

/** Gives all pictures of a set that a picture could match within any radius, and some more. */
export const mayMatchIn = (set: FingerprintedSet): MayMatch => {
  const mayMatch = searches.get(set) ?? queriedOnce(set);
  searches.set(set, mayMatch);
  return mayMatch;
};

/** The last answers are remembered. */
const queriedOnce = ({ pictures, table }: FingerprintedSet): MayMatch => {
  let rows: UndecodedFingerprints | undefined;
  const known = new Map<string, readonly ComparedPicture[]>();
  return (fingerprint) => {
    const name = `${fingerprint.sha256} ${fingerprint.parts.whole.hash.join()}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    rows ??= undecoded(table());
    const found = rows.near(fingerprint).flatMap((position) => pictures[position] ?? []);
    if (known.size >= FEW) known.clear();
    known.set(name, found);
    return found;
  };
};

/** Number of single queries before the whole set is decoded and all pairs are searched at once. */
const FEW = 48;

/**
 * The answers of `copySearch` across products. Where an earlier run has left its pairs, the first pictures that ask are compared with those alone that may
 * match them; what is left for the next run stays as it was then.
 */
export const patientSearch = (set: FingerprintedSet, remembered: string): PatientSearch => {
  const mayMatch = mayMatchIn(set);
  let whole: CopySearch | undefined;
  const few = new Map<string, readonly Copy[]>();
  const find = (entry: ComparedPicture, radius: number): readonly Copy[] => {
    const key = `${radius} ${entry.path}`;
    const known = few.get(key);
    if (known !== undefined) return known;
    if (whole === undefined && few.size < FEW) {
      const found = copySearch(mayMatch(entry.fingerprint), { acrossProducts: true }).find(entry, radius);
      few.set(key, found);
      return found;
    }
    whole ??= copySearch(set.pictures, {
      acrossProducts: true,
      remembered,
      table: set.table(),
      openJoin: openWasmJoin,
    });
    return whole.find(entry, radius);
  };
  return { find, remembered: () => (whole === undefined ? remembered : whole.remembered()) };
};
