import { type Fingerprint, PARTS } from '../fingerprint/fingerprint.ts';
import { FORMS, inverseOf, turnHash } from '../hash256/dihedral.ts';
import { HASH_WORDS } from '../hash256/hash256.ts';
import { LARGEST_RADIUS } from '../index/hash-index.ts';
import { joinHashes } from '../index/hash-join.ts';
import type { JoinQueries } from '../index/kernel/join.ts';
import { openWasmJoin } from '../index/kernel/join-wasm.ts';
import { areComparable, isPlain } from './compare.ts';
import { type FingerprintTable, fileWord, isPlainRow, wordOfHex } from './fingerprint-table.ts';
import { isSearchable, KINDS } from './near-parts.ts';

/** Stored fingerprints, scanned for candidates: most are never decoded. */
export interface UndecodedFingerprints {
  /**
   * Positions of all that `copySearch` could match with a picture within any radius, and of some more: what this leaves out can be nothing to
   * it, and it nothing to them.
   */
  readonly near: (fingerprint: Fingerprint) => readonly number[];
}

export const undecoded = (table: FingerprintTable): UndecodedFingerprints => ({
  near: (fingerprint) => {
    const picture = queryOf(fingerprint);
    const isNear = new Uint8Array(table.size);
    const note = (query: number, id: number): void => {
      const part = picture.parts[Math.floor(query / FORMS.length)];
      if (part?.others.includes(id % PARTS.length) !== true) return;
      if (areComparable(part.quality, table.qualities[id] ?? 0)) isNear[Math.floor(id / PARTS.length)] = 1;
    };
    joinHashes(picture.queries, table.hashes, LARGEST_RADIUS, note, openWasmJoin);
    const found: number[] = [];
    for (let row = 0; row < table.size; row++) if (isNear[row] === 1 || isAlike(table, row, picture)) found.push(row);
    return found;
  },
});

/** A picture as rows are held against it. */
interface Query {
  readonly sha256: number;
  readonly imageData: number | undefined;
  readonly isPlain: boolean;
  /** Its searchable parts, and the positions of their counterparts in `PARTS`. */
  readonly parts: readonly { readonly quality: number; readonly others: readonly number[] }[];
  /** Each part's hash turned in all ways, part after part. */
  readonly queries: JoinQueries;
}

const queryOf = (fingerprint: Fingerprint): Query => {
  const { sha256, imageData, parts } = fingerprint;
  const searchable = KINDS.flatMap((kind) => {
    const others = kind.map((part) => PARTS.indexOf(part));
    return kind.filter((part) => isSearchable(fingerprint, part)).map((part) => ({ part, others }));
  });
  const turned = searchable.flatMap(({ part }) =>
    FORMS.flatMap((form) => [...turnHash(parts[part].hash, inverseOf(form))]),
  );
  return {
    sha256: wordOfHex(sha256),
    imageData: imageData === null ? undefined : wordOfHex(imageData),
    isPlain: isPlain(fingerprint),
    parts: searchable.map(({ part, others }) => ({ quality: parts[part].quality, others })),
    queries: { hashes: Uint32Array.from(turned), from: new Uint32Array(turned.length / HASH_WORDS) },
  };
};

/** The same file or picture data, by their first words, or as plain as it. */
const isAlike = (table: FingerprintTable, row: number, query: Query): boolean => {
  if (fileWord(table, row) === query.sha256) return true;
  if (table.hasData[row] === 1 && table.data[row] === query.imageData) return true;
  return query.isPlain && isPlainRow(table, row);
};
