import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { type ComparedPicture, type Copy, type CopySearch, copySearch } from './copy-search.ts';
import type { FingerprintTable } from './fingerprint-table.ts';
import { type UndecodedFingerprints, undecoded } from './undecoded.ts';

/** Pictures of a set with what of each is looked at to find which may match. */
export interface KeptPictures {
  /** Each decodes its fingerprint when it is asked for it. */
  readonly pictures: readonly ComparedPicture[];
  /** Of these, row by row; made when it is first asked for. */
  readonly table: () => FingerprintTable;
}

/** A search of which most pictures may ask nothing, as what is known of them still holds. */
type PatientSearch = Pick<CopySearch, 'find' | 'remembered'>;

/** Gives all pictures of a set that a picture could match within any radius, and some more. */
export const mayMatchIn = ({
  pictures,
  table,
}: KeptPictures): ((fingerprint: Fingerprint) => readonly ComparedPicture[]) => {
  let rows: UndecodedFingerprints | undefined;
  return (fingerprint) => {
    rows ??= undecoded(table());
    return rows.near(fingerprint).flatMap((position) => pictures[position] ?? []);
  };
};

/** As many as ask, each by itself, before all of the set is decoded and all of its pairs are looked for at once. */
const FEW = 48;

/**
 * The answers of `copySearch` across products. Where an earlier run has left its pairs, the first pictures that ask are compared with those alone that may
 * match them; what is left for the next run stays as it was then.
 */
export const patientSearch = (kept: KeptPictures, remembered: string): PatientSearch => {
  const mayMatch = mayMatchIn(kept);
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
    whole ??= copySearch(kept.pictures, { acrossProducts: true, remembered, table: kept.table() });
    return whole.find(entry, radius);
  };
  return { find, remembered: () => (whole === undefined ? remembered : whole.remembered()) };
};
