import { ListingLintError } from '@listing-lint/core/plugin';
import { IMAGE_DATA_BYTES } from '../../image/read/image-data.ts';
import type { FractionEdges } from '../hash256/dihedral.ts';
import { HASH_BYTES, readHash, writeHash } from '../hash256/hash256.ts';
import { type Fingerprint, PARTS, type Part, type PartHash } from './fingerprint.ts';
import type { ColourGrid } from './lab-grid.ts';
import { bitReader, bitWriter, packColours, unpackColours } from './packing.ts';

/** Increased when stored fingerprints can no longer be compared with new ones. */
export const FINGERPRINT_VERSION = 2;

/** Bytes of a record. */
export const RECORD_BYTES = 296;
const SHA256_BYTES = 32;
const IMAGE_DATA_AT = 1 + SHA256_BYTES;
const PDQ_AT = IMAGE_DATA_AT + IMAGE_DATA_BYTES;
const PARTS_AT = PDQ_AT + HASH_BYTES;
const BITS_AT = PARTS_AT + PARTS.length * HASH_BYTES;
const CHECKSUM_AT = RECORD_BYTES - 2;

/** Bits of one side of a box. */
const SIDE_BITS = 12;
const SIDE_STEPS = 2 ** SIDE_BITS - 1;
const QUALITY_BITS = 7;
const WHOLE_BOX: FractionEdges = { left: 0, top: 0, right: 1, bottom: 1 };

/** The fingerprint as text: base64url of a record of 296 bytes, 395 characters. Boxes and colours are rounded. */
export const encodeFingerprint = ({ sha256, imageData, pdq, parts, colours, quality }: Fingerprint): string => {
  const record = Buffer.alloc(RECORD_BYTES);
  record.writeUInt8(FINGERPRINT_VERSION, 0);
  record.write(sha256, 1, 'hex');
  record.write(imageData ?? '', IMAGE_DATA_AT, 'hex');
  writeHash(record, PDQ_AT, pdq);
  PARTS.forEach((name, i) => {
    writeHash(record, PARTS_AT + i * HASH_BYTES, parts[name].hash);
  });
  const write = bitWriter(record, BITS_AT);
  write(imageData === null ? 0 : 1, 1);
  for (const value of [quality, parts.inner.quality, parts.content.quality]) write(value, QUALITY_BITS);
  for (const { left, top, right, bottom } of [parts.inner.box, parts.content.box]) {
    for (const side of [left, top, right, bottom]) write(Math.round(side * SIDE_STEPS), SIDE_BITS);
  }
  packColours(colours, write);
  record.writeUInt16LE(checksum(record), CHECKSUM_AT);
  return record.toString('base64url');
};

/** Reads the text of a fingerprint. Throws `data-invalid` for a damaged one or another version. */
export const decodeFingerprint = (text: string): Fingerprint => decodeRecord(recordOf(text));

/** Returns the record of a text. Throws `data-invalid` if it is none; its content is not checked. */
export const recordOf = (text: string): Buffer => {
  const record = Buffer.from(text, 'base64url');
  if (record.length !== RECORD_BYTES || record.toString('base64url') !== text) {
    throw invalid('it is cut or has foreign characters');
  }
  return record;
};

/** Offsets in a record for the search of copies in millions, without decoding it. */
export const recordParts = {
  /** First byte of the SHA-256 of the file, of the hash of the picture data, and of the hash of a part. */
  sha256At: 1,
  imageDataAt: IMAGE_DATA_AT,
  hashAt: (part: Part): number => PARTS_AT + PARTS.indexOf(part) * HASH_BYTES,
  /** Those of all parts, one behind the other in order of `PARTS`, little-endian words. */
  hashesAt: PARTS_AT,
  hasImageData: (records: Buffer, start: number): boolean => (records[start + BITS_AT] ?? 0) % 2 === 1,
  /** PDQ quality of a part, 0–100. */
  quality: (records: Buffer, start: number, part: Part): number =>
    (records.readUInt32LE(start + BITS_AT) >>> (1 + QUALITY_BITS * PARTS.indexOf(part))) & (2 ** QUALITY_BITS - 1),
};

/** Throws `data-invalid` for a damaged record or another version. */
export const checkRecord = (record: Buffer): void => {
  if (record.readUInt16LE(CHECKSUM_AT) !== checksum(record)) throw invalid('its checksum does not match');
  const version = record.readUInt8(0);
  if (version === FINGERPRINT_VERSION) return;
  throw invalid(`it has version ${version}, this program reads version ${FINGERPRINT_VERSION}`);
};

/** Reads a record. Throws as `checkRecord` does. */
export const decodeRecord = (record: Buffer): Fingerprint => {
  checkRecord(record);
  const read = bitReader(record, BITS_AT);
  const hasImageData = read(1) === 1;
  const [quality, innerQuality, contentQuality] = [read(QUALITY_BITS), read(QUALITY_BITS), read(QUALITY_BITS)];
  const box = (): FractionEdges => {
    const side = (): number => read(SIDE_BITS) / SIDE_STEPS;
    return { left: side(), top: side(), right: side(), bottom: side() };
  };
  const part = (name: Part, partQuality: number, at: FractionEdges): PartHash => ({
    hash: readHash(record, PARTS_AT + PARTS.indexOf(name) * HASH_BYTES),
    quality: partQuality,
    box: at,
  });
  const inner = box();
  const content = box();
  let colours: ColourGrid | undefined;
  return {
    sha256: record.toString('hex', 1, 1 + SHA256_BYTES),
    imageData: hasImageData ? record.toString('hex', IMAGE_DATA_AT, IMAGE_DATA_AT + IMAGE_DATA_BYTES) : null,
    pdq: readHash(record, PDQ_AT),
    quality,
    parts: {
      whole: part('whole', quality, WHOLE_BOX),
      inner: part('inner', innerQuality, inner),
      content: part('content', contentQuality, content),
    },
    // Colours are unpacked where they are compared: most of a set never are.
    get colours() {
      colours ??= { box: content, ...unpackColours(read) };
      return colours;
    },
  };
};

const invalid = (why: string): ListingLintError =>
  new ListingLintError('data-invalid', `this fingerprint cannot be read: ${why}`);

/** Fletcher-16 of the record without its last two bytes: distinguishes a damaged line from a short one. */
const checksum = (record: Uint8Array): number => {
  let a = 1;
  let b = 0;
  // The sums of so few bytes stay whole numbers without being reduced on the way.
  for (let i = 0; i < CHECKSUM_AT; i++) {
    a += record[i] ?? 0;
    b += a;
  }
  return ((b % 255) << 8) | (a % 255);
};

const lately = new Map<string, Fingerprint>();
/** Fingerprints that are held decoded: of the pictures that are judged side by side, and of those that these are held against. */
const MOST_LATELY_DECODED = 512;

/** Like `decodeFingerprint`, cached for repeated texts. */
export const decodedLately = (text: string): Fingerprint => {
  const known = lately.get(text);
  if (known !== undefined) return known;
  const fingerprint = decodeFingerprint(text);
  if (lately.size >= MOST_LATELY_DECODED) lately.clear();
  lately.set(text, fingerprint);
  return fingerprint;
};
