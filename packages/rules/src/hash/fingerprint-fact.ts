import {
  defineFact,
  type FactContext,
  type FactId,
  type Kept,
  ListingLintError,
  type Subject,
} from '@listing-lint/core/plugin';
import { z } from 'zod';
import { roleOf } from '../attributes.ts';
import { fileBytes } from '../image/read/bytes.ts';
import { DECODE_VERSION } from '../image/read/decode.ts';
import { WORKING_VERSION, workingImage } from '../image/read/decode-smaller.ts';
import { imageHeader } from '../image/read/header.ts';
import { productOf } from '../subject.ts';
import type { ComparedPicture } from './compare/copy-search.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint/fingerprint.ts';
import {
  decodedLately,
  decodeFingerprint,
  encodeFingerprint,
  FINGERPRINT_VERSION,
} from './fingerprint/fingerprint-record.ts';
import { hashToHex } from './hash256/hash256.ts';

const FILE: FactId<{ readonly sha256: string }> = 'file';

export const fingerprintFact = defineFact({
  id: 'fingerprint',
  scope: 'image',
  version: FINGERPRINT_VERSION + DECODE_VERSION + WORKING_VERSION,
  title: 'Fingerprint of the picture for the search of copies, 395 characters.',
  schema: z.string(),
  compute: async (_subject, _params, context) => {
    const image = await context.use(workingImage);
    const { width, height } = await context.use(imageHeader);
    const source = width === null || height === null ? image : { width, height };
    const { sha256 } = await context.get(FILE);
    return encodeFingerprint(fingerprintOf(await context.use(fileBytes), image, source, sha256));
  },
});

export const pdqFact = defineFact({
  id: 'pdq',
  scope: 'image',
  version: FINGERPRINT_VERSION + DECODE_VERSION + WORKING_VERSION,
  title: 'The PDQ hash of the picture, for interchange with other tools, and its quality.',
  schema: z.object({
    hash: z.string().meta({ title: '64 hex digits' }),
    quality: z.number().int().meta({ title: '0–100; pictures below 50 are too plain to be compared' }),
  }),
  compute: async (_subject, _params, context) => {
    const { pdq, quality } = decodeFingerprint(await context.get(fingerprintFact.id));
    return { hash: hashToHex(pdq), quality };
  },
});

/** Returns a subject with its stored fingerprint. Throws `fact-unavailable` if it has none. Set facts only. */
export const fingerprintedEntry = (subject: Subject, context: FactContext): ComparedPicture => {
  const prints = context.set(fingerprintFact.id);
  const own = prints.get(subject.path);
  if (!own) throw new ListingLintError('fact-unavailable', 'the picture has no fingerprint');
  mustHaveValue(own);
  return new FingerprintedPicture(subject, prints);
};

/** Throws the error of a stored fact that has no value because it failed. */
export const mustHaveValue = (entry: Kept<unknown> | undefined): void => {
  if (entry !== undefined && 'error' in entry) throw new ListingLintError('fact-unavailable', entry.error);
};

/** Returns the stored fingerprint of a picture, or `[]` if it has none. */
export const fingerprintText = (entry: Kept<unknown> | undefined): readonly string[] =>
  entry !== undefined && 'value' in entry && typeof entry.value === 'string' && entry.value !== '' ? [entry.value] : [];

/** A picture whose fingerprint is decoded on demand: of thousands that are compared, few are. */
class FingerprintedPicture implements ComparedPicture {
  readonly path: string;
  readonly product: string;
  readonly role: string;
  readonly #kept: StoredPrints;

  constructor(subject: Subject, prints: StoredPrints) {
    this.path = subject.path;
    this.product = productOf(subject);
    this.role = roleOf(subject) ?? '';
    this.#kept = prints;
  }

  get fingerprint(): Fingerprint {
    const own = this.#kept.get(this.path);
    if (own === undefined || 'error' in own) throw new Error('a fingerprint is gone that was there');
    return decodedLately(own.value);
  }
}

type StoredPrints = ReadonlyMap<string, Kept<string>>;

/** Returns the subjects with a fingerprint, each decoded on access, and the texts of these. */
export const undecodedEntries = (
  subjects: readonly Subject[],
  context: FactContext,
): { readonly pictures: readonly ComparedPicture[]; readonly texts: () => Iterable<string> } => {
  const prints = context.set(fingerprintFact.id);
  const pictures = subjects.flatMap((subject) => {
    const own = prints.get(subject.path);
    return own === undefined || 'error' in own ? [] : [new FingerprintedPicture(subject, prints)];
  });
  return { pictures, texts: () => textsOf(pictures, prints) };
};

function* textsOf(pictures: readonly ComparedPicture[], prints: StoredPrints): Generator<string> {
  for (const { path } of pictures) {
    const own = prints.get(path);
    if (own !== undefined && 'value' in own) yield own.value;
  }
}

/** The subjects that have a fingerprint. */
export const fingerprintedEntries = (subjects: readonly Subject[], context: FactContext): ComparedPicture[] => {
  const prints = context.set(fingerprintFact.id);
  return subjects.flatMap((subject) => {
    const value = prints.get(subject.path);
    return value && 'value' in value ? [fingerprintedEntry(subject, context)] : [];
  });
};
