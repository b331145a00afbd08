import { endianness } from 'node:os';
import { sha256 as sha256Of } from '@listing-lint/core/plugin';
import { type Fingerprint, PARTS, type Part } from '../fingerprint/fingerprint.ts';
import { RECORD_BYTES, recordParts } from '../fingerprint/fingerprint-record.ts';
import { HASH_WORDS } from '../hash256/hash256.ts';
import { LEAST_QUALITY, MIN_QUALITY } from './compare.ts';

/** The columns of many fingerprints for the search of candidates: 137 bytes a row, without decoding. */
export interface FingerprintTable {
  readonly size: number;
  /** SHA-256 of the files, 32 bytes a row. */
  readonly files: Buffer;
  /** First four bytes of the hash of the picture data of each row, where it has one. */
  readonly data: Uint32Array;
  readonly hasData: Uint8Array;
  /** Of each part in order of `PARTS`. */
  readonly hashes: Uint32Array;
  readonly qualities: Uint8Array;
}

export const FILE_BYTES = 32;
const PART_WORDS = PARTS.length * HASH_WORDS;

const emptyTable = (size: number): FingerprintTable => ({
  size,
  files: Buffer.alloc(FILE_BYTES * size),
  data: new Uint32Array(size),
  hasData: new Uint8Array(size),
  hashes: new Uint32Array(PART_WORDS * size),
  qualities: new Uint8Array(PARTS.length * size),
});

/** Of `size` texts that `encodeFingerprint` gave. */
export const tableOfTexts = (texts: Iterable<string>, size: number): FingerprintTable =>
  tableOfRecords(recordsOf(texts), size);

function* recordsOf(texts: Iterable<string>): Generator<Buffer> {
  const record = Buffer.alloc(RECORD_BYTES);
  for (const text of texts) {
    record.write(text, 0, RECORD_BYTES, 'base64url');
    yield record;
  }
}

/** Of `size` records, each valid until the next one is read. */
export const tableOfRecords = (records: Iterable<Buffer>, size: number): FingerprintTable => {
  const table = emptyTable(size);
  const hashBytes = Buffer.from(table.hashes.buffer);
  const { sha256At, imageDataAt, hashesAt } = recordParts;
  let row = 0;
  for (const record of records) {
    record.copy(table.files, FILE_BYTES * row, sha256At, sha256At + FILE_BYTES);
    record.copy(hashBytes, 4 * PART_WORDS * row, hashesAt, hashesAt + 4 * PART_WORDS);
    table.data[row] = record.readUInt32LE(imageDataAt);
    table.hasData[row] = recordParts.hasImageData(record, 0) ? 1 : 0;
    for (let p = 0; p < PARTS.length; p++)
      table.qualities[PARTS.length * row + p] = recordParts.quality(record, 0, PARTS[p] ?? 'whole');
    row++;
  }
  // Records are little-endian.
  if (endianness() === 'BE') hashBytes.swap32();
  return table;
};

/** Of fingerprints that are decoded already. */
export const tableOfFingerprints = (fingerprints: readonly Fingerprint[]): FingerprintTable => {
  const table = emptyTable(fingerprints.length);
  fingerprints.forEach(({ sha256, imageData, parts }, row) => {
    table.files.set(fileKey(sha256), FILE_BYTES * row);
    table.data[row] = imageData === null ? 0 : wordOfHex(imageData);
    table.hasData[row] = imageData === null ? 0 : 1;
    for (const [p, part] of PARTS.entries()) {
      table.qualities[PARTS.length * row + p] = parts[part].quality;
      table.hashes.set(parts[part].hash, PART_WORDS * row + HASH_WORDS * p);
    }
  });
  return table;
};

/** The rows of one behind those of another one. */
export const joinTables = (first: FingerprintTable, last: FingerprintTable): FingerprintTable => {
  if (last.size === 0) return first;
  const table = emptyTable(first.size + last.size);
  for (const key of ['files', 'data', 'hasData', 'hashes', 'qualities'] as const) {
    table[key].set(first[key]);
    table[key].set(last[key], first[key].length);
  }
  return table;
};

/** The first four bytes of a hash in hex digits, as tables of records count them. */
export const wordOfHex = (hex: string): number => {
  const bytes = Buffer.alloc(4);
  bytes.write(hex, 'hex');
  return bytes.readUInt32LE(0);
};

/** What `fileHex` gives of the row of a file. */
export const nameOfFile = (name: string): string => fileKey(name).toString('hex');

/** The 32 bytes that a file is known by; what is called by something else than a SHA-256 has that of its name. */
const fileKey = (name: string): Buffer => {
  const bytes = Buffer.from(name, 'hex');
  return bytes.length === FILE_BYTES ? bytes : Buffer.from(sha256Of(name), 'hex');
};

/** `wordOfHex` of what `fileHex` gives. */
export const fileWord = ({ files }: FingerprintTable, row: number): number => files.readUInt32LE(FILE_BYTES * row);

/** The SHA-256 of a row's file; of one that was called by something else that of its name: `nameOfFile` of it. */
export const fileHex = ({ files }: FingerprintTable, row: number): string =>
  files.toString('hex', FILE_BYTES * row, FILE_BYTES * (row + 1));

/** Where the hash of a part begins in `hashes`. */
export const hashAt = (row: number, part: Part): number => PART_WORDS * row + HASH_WORDS * PARTS.indexOf(part);

export const rowQuality = ({ qualities }: FingerprintTable, row: number, part: Part): number =>
  qualities[PARTS.length * row + PARTS.indexOf(part)] ?? 0;

/** As `isPlain` says of the fingerprint. */
export const isPlainRow = (table: FingerprintTable, row: number): boolean =>
  PARTS.every((part) => rowQuality(table, row, part) < MIN_QUALITY);

/** As `isSearchable` of the fingerprint. */
export const isRowSearchable = (table: FingerprintTable, row: number, part: Part): boolean => {
  const quality = rowQuality(table, row, part);
  if (quality < LEAST_QUALITY) return false;
  if (part !== 'inner' || rowQuality(table, row, 'whole') < Math.min(quality, MIN_QUALITY)) return true;
  const { hashes } = table;
  const [whole, inner] = [hashAt(row, 'whole'), hashAt(row, 'inner')];
  for (let word = 0; word < HASH_WORDS; word++) if (hashes[whole + word] !== hashes[inner + word]) return true;
  return false;
};
