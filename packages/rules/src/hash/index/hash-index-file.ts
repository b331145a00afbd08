import { createHash } from 'node:crypto';
import { ListingLintError } from '@listing-lint/core/plugin';
import { HASH_BYTES, HASH_WORDS } from '../hash256/hash256.ts';

const MAGIC = 'LLHI';
const VERSION = 1;
const HEADER_BYTES = 12;
const CHECKSUM_BYTES = 32;

/**
 * The hashes of an index as a file: `LLHI`, version and number (u32, little-endian), the hashes (eight little-endian words each), SHA-256 of
 * all before it. The tables are not stored: building them takes less time than reading them.
 */
export const encodeHashes = (hashes: Uint32Array): Uint8Array => {
  const count = hashes.length / HASH_WORDS;
  const bytes = new Uint8Array(HEADER_BYTES + count * HASH_BYTES + CHECKSUM_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(Buffer.from(MAGIC, 'latin1'));
  view.setUint32(4, VERSION, true);
  view.setUint32(8, count, true);
  hashes.forEach((word, i) => {
    view.setUint32(HEADER_BYTES + 4 * i, word, true);
  });
  const end = bytes.length - CHECKSUM_BYTES;
  bytes.set(createHash('sha256').update(bytes.subarray(0, end)).digest(), end);
  return bytes;
};

/** Reads what `encodeHashes` wrote. Throws `data-invalid` for another format or version, a cut file, a changed byte. */
export const decodeHashes = (bytes: Uint8Array): Uint32Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (Buffer.from(bytes.subarray(0, 4)).toString('latin1') !== MAGIC) throw invalid('it is no index of hashes');
  if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES) throw invalid('it is cut');
  const version = view.getUint32(4, true);
  if (version !== VERSION) throw invalid(`it has version ${version}, this program reads version ${VERSION}`);
  const count = view.getUint32(8, true);
  const end = HEADER_BYTES + count * HASH_BYTES;
  if (bytes.length !== end + CHECKSUM_BYTES)
    throw invalid(`it has ${bytes.length} bytes, not those of ${count} hashes`);
  const checksum = createHash('sha256').update(bytes.subarray(0, end)).digest();
  if (!checksum.equals(bytes.subarray(end))) throw invalid('its checksum does not match');
  return Uint32Array.from({ length: count * HASH_WORDS }, (_, i) => view.getUint32(HEADER_BYTES + 4 * i, true));
};

const invalid = (why: string): ListingLintError =>
  new ListingLintError('data-invalid', `the index of hashes cannot be read: ${why}`);
