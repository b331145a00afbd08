import { type KeptRecords, openKeptRecords } from '@listing-lint/core/plugin';
import { checkRecord, FINGERPRINT_VERSION, RECORD_BYTES } from '@listing-lint/rules/hash';
import { DECODE_VERSION } from '@listing-lint/rules/image';
import { TOP_CELLS } from '../features/search/plain/colour-shares.ts';
import type { PlainColours } from '../features/search/plain/plain-products.ts';
import { SILHOUETTE_WORDS, type Silhouette } from '../features/search/plain/silhouette.ts';
import { FEATURES_VERSION } from '../features/store/feature-record.ts';

/** Stored data of one of the shop's pictures, apart from its features. */
export interface KnownPicture {
  /** Its fingerprint with rounded boxes and colours: `recordOf` of its text. */
  readonly record: Buffer;
  /** What `limits.megapixels` must be at least for it to be decoded. */
  readonly megapixels: number;
  /** Null if it has enough detail to be found in part. */
  readonly colours: PlainColours | null;
  /** Its content without the background. */
  readonly silhouettes: readonly Silhouette[];
}

/** The store on disk, by content (SHA-256, hex): 0.5 KB each, up to 2.3 KB more for silhouettes, 4.6 KB if it has too little detail. */
export interface KnownPictures {
  /** Returns undefined when there is no entry or it is damaged. */
  readonly get: (content: string) => KnownPicture | undefined;
  readonly put: (content: string, picture: KnownPicture) => void;
  readonly close: () => void;
}

/** Raised when the same picture gives another record. */
const RECORD_VERSION = 13;
const VERSION = RECORD_VERSION + FEATURES_VERSION + FINGERPRINT_VERSION + DECODE_VERSION;
const NUMBER_BYTES = Float64Array.BYTES_PER_ELEMENT;
const SIZED_BYTES = RECORD_BYTES + NUMBER_BYTES;
const OWN_BYTES = 3 * NUMBER_BYTES;
const COLOURS_BYTES = OWN_BYTES + TOP_CELLS * Uint32Array.BYTES_PER_ELEMENT;
const SILHOUETTE_BYTES = SILHOUETTE_WORDS * Uint32Array.BYTES_PER_ELEMENT;
/** Silhouettes of one picture: there are four ways to detect a background. */
export const MOST_SILHOUETTES = 4;

/** Opens the store of this user, or the given one. */
export const openKnownPictures = (records: KeptRecords = openKeptRecords(`ours-${VERSION}`)): KnownPictures => {
  const room = Buffer.alloc(SIZED_BYTES + COLOURS_BYTES + (1 + MOST_SILHOUETTES) * SILHOUETTE_BYTES);
  return {
    get: (content) => {
      const bytes = records.get(content, room);
      return bytes && decoded(bytes);
    },
    put: (content, picture) => records.put(content, encoded(picture)),
    close: records.close,
  };
};

const encoded = ({ record, megapixels, colours, silhouettes }: KnownPicture): Buffer => {
  const [own, words] = colours === null ? [[], []] : [colours.own ?? WHITE, [colours.shares]];
  const numbers = Float64Array.of(megapixels, ...own);
  return Buffer.concat([record, Buffer.from(numbers.buffer), ...[...words, ...silhouettes].map(bytesOf)]);
};

/** Encodes a missing product colour. */
const WHITE: readonly number[] = [Number.NaN, Number.NaN, Number.NaN];

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Decodes an entry; its record is valid until the next `get`. */
const decoded = (bytes: Buffer): KnownPicture | undefined => {
  // The size of the colours is no multiple of a silhouette's.
  const isColoured = (bytes.length - SIZED_BYTES) % SILHOUETTE_BYTES === COLOURS_BYTES;
  const coloursBytes = isColoured ? COLOURS_BYTES : 0;
  const count = (bytes.length - SIZED_BYTES - coloursBytes) / SILHOUETTE_BYTES;
  if (!Number.isInteger(count) || count < 0 || count > MOST_SILHOUETTES) return undefined;
  const record = bytes.subarray(0, RECORD_BYTES);
  try {
    checkRecord(record);
  } catch {
    return undefined;
  }
  const rest = new Uint8Array(bytes.subarray(RECORD_BYTES)).buffer;
  const [megapixels = 0] = new Float64Array(rest, 0, 1);
  const words = new Uint32Array(rest, NUMBER_BYTES + coloursBytes);
  const silhouettes = Array.from({ length: count }, (_, k) =>
    words.subarray(k * SILHOUETTE_WORDS, (k + 1) * SILHOUETTE_WORDS),
  );
  return { record, megapixels, colours: isColoured ? coloursIn(rest) : null, silhouettes };
};

const coloursIn = (rest: ArrayBuffer): PlainColours => {
  const [l = 0, a = 0, b = 0] = new Float64Array(rest, NUMBER_BYTES, 3);
  const words = new Uint32Array(rest, NUMBER_BYTES + OWN_BYTES, TOP_CELLS);
  return { own: Number.isNaN(l) ? null : [l, a, b], shares: words };
};
