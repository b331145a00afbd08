import { createHash } from 'node:crypto';
import { ListingLintError } from '@listing-lint/core/plugin';
import { RECORD_BYTES } from '../../fingerprint/fingerprint-record.ts';
import type { Published } from '../registry.ts';

/** A line of the log of a registry: a picture that was added, or one that is gone. */
export interface Logged extends Omit<Published, 'fingerprint'> {
  /** Of its fingerprint, `RECORD_BYTES`. */
  readonly record: Buffer;
  readonly isGone: boolean;
}

/** Which part of the log of which registry a segment holds: what came after change `from`, up to `to`. */
export interface SegmentHead {
  readonly registry: string;
  readonly from: number;
  readonly to: number;
  /** `true`: a part of a fresh copy, in which each picture is once, and none that is gone. */
  readonly isFresh: boolean;
  /** Digest of the last line of the log up to `to`; undefined in copies of earlier versions. */
  readonly last?: string | undefined;
}

/** Lines of a log for scans: packed records, everything else read on access. */
export interface LogSegment {
  readonly head: SegmentHead;
  readonly count: number;
  /** `RECORD_BYTES` each. */
  readonly records: Buffer;
  readonly isGone: (row: number) => boolean;
  readonly about: (row: number) => Omit<Published, 'fingerprint'>;
}

const MAGIC = 'LLRS';
const VERSION = 1;
const HEADER_WORDS = 4;
const CHECKSUM_BYTES = 32;

/**
 * A segment as a file: `LLRS`, then u32 each, little-endian: version, length of the head, number of lines, length of the texts. Head (JSON), one byte a line (1: gone), ends of the
 * texts (u32 each), records, texts (product, path and day, with tabs between), SHA-256 of all before.
 */
export const encodeSegment = (head: SegmentHead, rows: readonly Logged[]): Buffer => {
  const headBytes = Buffer.from(JSON.stringify(head), 'utf8');
  const texts = rows.map(({ product, path, added }) => Buffer.from(JSON.stringify([product, path, added]), 'utf8'));
  const ends = Buffer.alloc(4 * rows.length);
  let end = 0;
  texts.forEach((text, row) => {
    end += text.length;
    ends.writeUInt32LE(end, 4 * row);
  });
  const header = Buffer.alloc(4 + 4 * HEADER_WORDS);
  header.write(MAGIC, 'latin1');
  [VERSION, headBytes.length, rows.length, end].forEach((word, i) => {
    header.writeUInt32LE(word, 4 + 4 * i);
  });
  const parts = [
    header,
    headBytes,
    Buffer.from(rows.map(({ isGone }) => (isGone ? 1 : 0))),
    ends,
    ...rows.map(({ record }) => record),
    ...texts,
  ];
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return Buffer.concat([...parts, hash.digest()]);
};

/** Reads what `encodeSegment` wrote; `name` is what the user calls it. Throws `data-invalid` for another format or version, a cut file, a changed byte. */
export const decodeSegment = (bytes: Buffer, name: string): LogSegment => {
  const invalid = (why: string): ListingLintError => new ListingLintError('data-invalid', `${name} ${why}`);
  if (bytes.toString('latin1', 0, 4) !== MAGIC) throw invalid('is no part of a registry');
  if (bytes.length < 4 + 4 * HEADER_WORDS + CHECKSUM_BYTES) throw invalid('is cut');
  const [version = 0, headLength = 0, count = 0, textLength = 0] = Array.from({ length: HEADER_WORDS }, (_, i) =>
    bytes.readUInt32LE(4 + 4 * i),
  );
  if (version !== VERSION) throw invalid(`has version ${version}, this program reads version ${VERSION}`);
  const headAt = 4 + 4 * HEADER_WORDS;
  const goneAt = headAt + headLength;
  const endsAt = goneAt + count;
  const recordsAt = endsAt + 4 * count;
  const textsAt = recordsAt + RECORD_BYTES * count;
  const end = textsAt + textLength;
  if (bytes.length !== end + CHECKSUM_BYTES) throw invalid('is not as long as it says');
  const checksum = createHash('sha256').update(bytes.subarray(0, end)).digest();
  if (!checksum.equals(bytes.subarray(end))) throw invalid('is damaged: its checksum does not match');
  const head: SegmentHead = JSON.parse(bytes.toString('utf8', headAt, goneAt));
  return {
    head,
    count,
    records: bytes.subarray(recordsAt, textsAt),
    isGone: (row) => bytes[goneAt + row] === 1,
    about: (row) => {
      const start = row === 0 ? 0 : bytes.readUInt32LE(endsAt + 4 * (row - 1));
      const text = bytes.toString('utf8', textsAt + start, textsAt + bytes.readUInt32LE(endsAt + 4 * row));
      const [product, path, added]: [string, string, string] = JSON.parse(text);
      return { product, path, added };
    },
  };
};

/** A line of a segment. */
export const loggedIn = (segment: LogSegment, row: number): Logged => ({
  record: segment.records.subarray(RECORD_BYTES * row, RECORD_BYTES * (row + 1)),
  ...segment.about(row),
  isGone: segment.isGone(row),
});
