import { type KeptRecords, openKeptRecords } from '@listing-lint/core/plugin';
import type { MeanColour } from '../../image/features/search/plain-products.ts';
import { FEATURES_VERSION } from '../../image/features/store/feature-record.ts';
import { DECODE_VERSION } from '../../image/read/decode.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import {
  decodeRecord,
  encodeFingerprint,
  FINGERPRINT_VERSION,
  RECORD_BYTES,
  recordOf,
} from '../fingerprint/fingerprint-record.ts';

/** What is known of a picture of ours beside its features. */
export interface KnownPicture {
  readonly fingerprint: Fingerprint;
  /** Of what it shows, where it has too little detail to be found in part. */
  readonly colour: MeanColour | null;
}

/** Such pictures by their content (SHA-256, hex), on disk: 0.4 KB each. */
export interface KnownPictures {
  /** Undefined where none is kept, or it is damaged. */
  readonly get: (content: string) => KnownPicture | undefined;
  /** Keeps one, and gives it as it is kept: boxes and colours of fingerprints are rounded. */
  readonly put: (content: string, picture: KnownPicture) => KnownPicture;
  readonly close: () => void;
}

/** Raised when the same picture gives another record. */
const RECORD_VERSION = 2;
const VERSION = RECORD_VERSION + FEATURES_VERSION + FINGERPRINT_VERSION + DECODE_VERSION;
const COLOUR_BYTES = 24;

/** The pictures that this machine knows of for this user, or others where they are given. */
export const openKnownPictures = (records: KeptRecords = openKeptRecords(`ours-${VERSION}`)): KnownPictures => ({
  get: (content) => {
    const bytes = records.get(content);
    return bytes && decoded(bytes);
  },
  put: (content, picture) => {
    const bytes = encoded(picture);
    records.put(content, bytes);
    return decoded(bytes) ?? picture;
  },
  close: records.close,
});

const encoded = ({ fingerprint, colour }: KnownPicture): Buffer =>
  Buffer.concat([
    recordOf(encodeFingerprint(fingerprint)),
    ...(colour === null ? [] : [Buffer.from(Float64Array.from(colour).buffer)]),
  ]);

const decoded = (bytes: Buffer): KnownPicture | undefined => {
  if (bytes.length !== RECORD_BYTES && bytes.length !== RECORD_BYTES + COLOUR_BYTES) return undefined;
  try {
    const fingerprint = decodeRecord(bytes.subarray(0, RECORD_BYTES));
    if (bytes.length === RECORD_BYTES) return { fingerprint, colour: null };
    const [l = 0, a = 0, b = 0] = new Float64Array(new Uint8Array(bytes.subarray(RECORD_BYTES)).buffer);
    return { fingerprint, colour: [l, a, b] };
  } catch {
    return undefined;
  }
};
