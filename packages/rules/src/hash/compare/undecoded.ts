import { type Fingerprint, PARTS, type Part } from '../fingerprint/fingerprint.ts';
import { FORMS, inverseOf, turnHash } from '../hash256/dihedral.ts';
import { HASH_WORDS, popcount32 } from '../hash256/hash256.ts';
import { LARGEST_RADIUS } from '../index/hash-index.ts';
import { areComparable, isPlain } from './compare.ts';
import { type FingerprintTable, fileWord, isPlainRow, wordOfHex } from './fingerprint-table.ts';
import { isLookedFor, KINDS } from './near-parts.ts';

/** Fingerprints as they are kept, to be looked through for what may be a copy: nothing of most is decoded. */
export interface UndecodedFingerprints {
  /**
   * Positions of all that `copySearch` could match with a picture within any radius, and of some more: what this leaves out can be nothing to
   * it, and it nothing to them.
   */
  readonly near: (fingerprint: Fingerprint) => readonly number[];
}

export const undecoded = (table: FingerprintTable): UndecodedFingerprints => ({
  near: (fingerprint) => {
    const asked = askedBy(fingerprint);
    const found: number[] = [];
    for (let row = 0; row < table.size; row++) if (mayMatchRow(table, row, asked)) found.push(row);
    return found;
  },
});

/** A picture as rows are held against it. */
interface Asked {
  readonly sha256: number;
  readonly imageData: number | undefined;
  readonly isPlain: boolean;
  /** Its parts that are looked for, turned in all ways, and the positions of their counterparts among `PARTS`. */
  readonly parts: readonly {
    readonly quality: number;
    /** The words of each, one after the other. */
    readonly turned: Uint32Array;
    readonly others: readonly number[];
  }[];
}

const askedBy = (fingerprint: Fingerprint): Asked => {
  const { sha256, imageData, parts } = fingerprint;
  const asked = (part: Part, kind: readonly Part[]): Asked['parts'][number] => ({
    quality: parts[part].quality,
    turned: Uint32Array.from(FORMS.flatMap((form) => [...turnHash(parts[part].hash, inverseOf(form))])),
    others: kind.map((other) => PARTS.indexOf(other)),
  });
  return {
    sha256: wordOfHex(sha256),
    imageData: imageData === null ? undefined : wordOfHex(imageData),
    isPlain: isPlain(fingerprint),
    parts: KINDS.flatMap((kind) =>
      kind.filter((part) => isLookedFor(fingerprint, part)).map((part) => asked(part, kind)),
    ),
  };
};

const mayMatchRow = (table: FingerprintTable, row: number, asked: Asked): boolean => {
  const { data, hasData, hashes, qualities } = table;
  if (fileWord(table, row) === asked.sha256) return true;
  if (hasData[row] === 1 && data[row] === asked.imageData) return true;
  if (asked.isPlain && isPlainRow(table, row)) return true;
  // By positions: an iterator for each of a hundred thousand rows is garbage of some megabytes.
  for (let part = 0; part < asked.parts.length; part++) {
    const { quality, turned, others } = asked.parts[part] ?? NOBODY;
    for (let k = 0; k < others.length; k++) {
      const other = others[k] ?? 0;
      const theirs = qualities[PARTS.length * row + other] ?? 0;
      if (!areComparable(quality, theirs)) continue;
      const at = (PARTS.length * row + other) * HASH_WORDS;
      if (isWithinAny(hashes, at, turned)) return true;
    }
  }
  return false;
};

const NOBODY: Asked['parts'][number] = { quality: 0, turned: new Uint32Array(), others: [] };

/** Three of eight words of a hash tell of nearly all others that they are too far. */
const isWithinAny = (hashes: Uint32Array, at: number, turned: Uint32Array): boolean => {
  const first = hashes[at] ?? 0;
  const second = hashes[at + 1] ?? 0;
  const third = hashes[at + 2] ?? 0;
  for (let from = 0; from < turned.length; from += HASH_WORDS) {
    let distance =
      popcount32(first ^ (turned[from] ?? 0)) +
      popcount32(second ^ (turned[from + 1] ?? 0)) +
      popcount32(third ^ (turned[from + 2] ?? 0));
    for (let word = 3; word < HASH_WORDS && distance <= LARGEST_RADIUS; word++)
      distance += popcount32((hashes[at + word] ?? 0) ^ (turned[from + word] ?? 0));
    if (distance <= LARGEST_RADIUS) return true;
  }
  return false;
};
