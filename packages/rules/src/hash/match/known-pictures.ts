import { type KeptRecords, openKeptRecords } from '@listing-lint/core/plugin';
import type { MeanColour } from '../../image/features/search/plain-products.ts';
import { FEATURES_VERSION } from '../../image/features/store/feature-record.ts';
import { DECODE_VERSION } from '../../image/read/decode.ts';
import { checkRecord, FINGERPRINT_VERSION, RECORD_BYTES } from '../fingerprint/fingerprint-record.ts';

/** What is known of a picture of ours beside its features. */
export interface KnownPicture {
  /** Its fingerprint, of which boxes and colours are rounded: what `recordOf` gives of its text. */
  readonly record: Buffer;
  /** What `limits.megapixels` must be at least for it to be decoded. */
  readonly megapixels: number;
  /** Of what it shows, where it has too little detail to be found in part. */
  readonly colour: MeanColour | null;
}

/** Such pictures by their content (SHA-256, hex), on disk: 0.4 KB each. */
export interface KnownPictures {
  /** Undefined where none is kept, or it is damaged. */
  readonly get: (content: string) => KnownPicture | undefined;
  readonly put: (content: string, picture: KnownPicture) => void;
  readonly close: () => void;
}

/** Raised when the same picture gives another record. */
const RECORD_VERSION = 3;
const VERSION = RECORD_VERSION + FEATURES_VERSION + FINGERPRINT_VERSION + DECODE_VERSION;
const NUMBER_BYTES = Float64Array.BYTES_PER_ELEMENT;
const SIZED_BYTES = RECORD_BYTES + NUMBER_BYTES;
const COLOURED_BYTES = SIZED_BYTES + 3 * NUMBER_BYTES;

/** The pictures that this machine knows of for this user, or others where they are given. */
export const openKnownPictures = (records: KeptRecords = openKeptRecords(`ours-${VERSION}`)): KnownPictures => {
  const room = Buffer.alloc(2 * COLOURED_BYTES);
  return {
    get: (content) => {
      const bytes = records.get(content, room);
      return bytes && decoded(bytes);
    },
    put: (content, picture) => records.put(content, encoded(picture)),
    close: records.close,
  };
};

const encoded = ({ record, megapixels, colour }: KnownPicture): Buffer =>
  Buffer.concat([record, Buffer.from(Float64Array.of(megapixels, ...(colour ?? [])).buffer)]);

/** Its record holds until the next one is asked for. */
const decoded = (bytes: Buffer): KnownPicture | undefined => {
  if (bytes.length !== SIZED_BYTES && bytes.length !== COLOURED_BYTES) return undefined;
  const record = bytes.subarray(0, RECORD_BYTES);
  try {
    checkRecord(record);
  } catch {
    return undefined;
  }
  const [megapixels = 0, ...colour] = new Float64Array(new Uint8Array(bytes.subarray(RECORD_BYTES)).buffer);
  const [l, a, b] = colour;
  return { record, megapixels, colour: l === undefined || a === undefined || b === undefined ? null : [l, a, b] };
};
