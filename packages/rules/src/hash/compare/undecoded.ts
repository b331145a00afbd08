import { type Fingerprint, PARTS, type Part } from '../fingerprint/fingerprint.ts';
import { RECORD_BYTES, recordParts } from '../fingerprint/fingerprint-record.ts';
import { FORMS, inverseOf, turnHash } from '../hash256/dihedral.ts';
import { HASH_WORDS, type Hash256, popcount32 } from '../hash256/hash256.ts';
import { LARGEST_RADIUS } from '../index/hash-index.ts';
import { isPlain, LEAST_QUALITY, MIN_QUALITY } from './compare.ts';
import { isLookedFor, KINDS } from './near-parts.ts';

/** Fingerprints as they are kept, to be looked through for what may be a copy: nothing of most is decoded. */
export interface UndecodedFingerprints {
  /**
   * Positions of all that `copySearch` could match with a picture within any radius, and of some more: what this leaves out can be nothing to
   * it, and it nothing to them.
   */
  readonly near: (fingerprint: Fingerprint) => readonly number[];
}

/** `texts`: what `encodeFingerprint` gave, one for each position. */
export const undecoded = (texts: readonly string[]): UndecodedFingerprints => {
  const records = Buffer.alloc(RECORD_BYTES * texts.length);
  texts.forEach((text, position) => {
    records.write(text, RECORD_BYTES * position, RECORD_BYTES, 'base64url');
  });
  const table = tableOf(records, texts.length);
  return {
    near: (fingerprint) => {
      const asked = askedBy(fingerprint);
      const found: number[] = [];
      for (let row = 0; row < texts.length; row++) if (mayMatchRow(table, row, asked)) found.push(row);
      return found;
    },
  };
};

const PART_WORDS = PARTS.length * HASH_WORDS;

interface Table {
  /** First words of the SHA-256 of the file and of the picture data, two a row. */
  readonly contents: Uint32Array;
  readonly hasData: Uint8Array;
  /** Of each part in order of `PARTS`. */
  readonly hashes: Uint32Array;
  readonly qualities: Uint8Array;
}

const tableOf = (records: Buffer, count: number): Table => {
  const contents = new Uint32Array(2 * count);
  const hasData = new Uint8Array(count);
  const hashes = new Uint32Array(PART_WORDS * count);
  const qualities = new Uint8Array(PARTS.length * count);
  for (let row = 0; row < count; row++) {
    const start = RECORD_BYTES * row;
    contents[2 * row] = records.readUInt32LE(start + recordParts.sha256At);
    contents[2 * row + 1] = records.readUInt32LE(start + recordParts.imageDataAt);
    hasData[row] = recordParts.hasImageData(records, start) ? 1 : 0;
    for (const [p, part] of PARTS.entries()) {
      qualities[PARTS.length * row + p] = recordParts.quality(records, start, part);
      const at = start + recordParts.hashAt(part);
      for (let word = 0; word < HASH_WORDS; word++)
        hashes[PART_WORDS * row + HASH_WORDS * p + word] = records.readUInt32LE(at + 4 * word);
    }
  }
  return { contents, hasData, hashes, qualities };
};

/** A picture as rows are held against it. */
interface Asked {
  readonly sha256: number;
  readonly imageData: number | undefined;
  readonly isPlain: boolean;
  /** Its parts that are looked for, turned in all ways, and the positions of their counterparts among `PARTS`. */
  readonly parts: readonly {
    readonly quality: number;
    readonly turned: readonly Hash256[];
    readonly others: readonly number[];
  }[];
}

const askedBy = (fingerprint: Fingerprint): Asked => {
  const { sha256, imageData, parts } = fingerprint;
  const asked = (part: Part, kind: readonly Part[]): Asked['parts'][number] => ({
    quality: parts[part].quality,
    turned: FORMS.map((form) => turnHash(parts[part].hash, inverseOf(form))),
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

const mayMatchRow = ({ contents, hasData, hashes, qualities }: Table, row: number, asked: Asked): boolean => {
  if (contents[2 * row] === asked.sha256) return true;
  if (hasData[row] === 1 && contents[2 * row + 1] === asked.imageData) return true;
  if (asked.isPlain && PARTS.every((_, p) => (qualities[PARTS.length * row + p] ?? 0) < MIN_QUALITY)) return true;
  for (const { quality, turned, others } of asked.parts) {
    for (const other of others) {
      const theirs = qualities[PARTS.length * row + other] ?? 0;
      if (Math.max(quality, theirs) < MIN_QUALITY || Math.min(quality, theirs) < LEAST_QUALITY) continue;
      const at = PART_WORDS * row + HASH_WORDS * other;
      for (const hash of turned) if (isWithin(hashes, at, hash)) return true;
    }
  }
  return false;
};

const isWithin = (hashes: Uint32Array, at: number, hash: Hash256): boolean => {
  let distance = 0;
  for (let word = 0; word < HASH_WORDS && distance <= LARGEST_RADIUS; word++)
    distance += popcount32((hashes[at + word] ?? 0) ^ (hash[word] ?? 0));
  return distance <= LARGEST_RADIUS;
};

const wordOfHex = (hex: string): number => Buffer.from(hex.slice(0, 8), 'hex').readUInt32LE(0);
