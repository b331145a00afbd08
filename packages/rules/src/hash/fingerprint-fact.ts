import { defineFact, type FactContext, type FactId, ListingLintError, type Subject } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { roleOf } from '../attributes.ts';
import { fileBytes } from '../image/read/bytes.ts';
import { canonicalImage, DECODE_VERSION } from '../image/read/decode.ts';
import { imageHeader } from '../image/read/header.ts';
import { productOf } from '../subject.ts';
import type { ComparedPicture } from './compare/copy-search.ts';
import type { KeptPictures } from './compare/few-asked.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint/fingerprint.ts';
import { decodeFingerprint, encodeFingerprint, FINGERPRINT_VERSION } from './fingerprint/fingerprint-record.ts';
import { hashToHex } from './hash256/hash256.ts';

const FILE: FactId<{ readonly sha256: string }> = 'file';

export const fingerprintFact = defineFact({
  id: 'fingerprint',
  scope: 'image',
  version: FINGERPRINT_VERSION + DECODE_VERSION,
  title: 'What is kept of the picture to find its copies, 395 characters.',
  schema: z.string(),
  compute: async (_subject, _params, context) => {
    const image = await context.use(canonicalImage);
    const { width, height } = await context.use(imageHeader);
    const source = width === null || height === null ? image : { width, height };
    const { sha256 } = await context.get(FILE);
    return encodeFingerprint(fingerprintOf(await context.use(fileBytes), image, source, sha256));
  },
});

export const pdqFact = defineFact({
  id: 'pdq',
  scope: 'image',
  version: FINGERPRINT_VERSION + DECODE_VERSION,
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

/** A subject with its kept fingerprint. Throws `fact-unavailable` where it has none. Set facts only. */
export const keptEntry = (subject: Subject, context: FactContext): ComparedPicture => {
  const kept = context.set(fingerprintFact.id).get(subject.path);
  if (!kept) throw new ListingLintError('fact-unavailable', 'the picture has no fingerprint');
  if ('error' in kept) throw new ListingLintError('fact-unavailable', kept.error);
  return {
    path: subject.path,
    product: productOf(subject),
    role: roleOf(subject) ?? '',
    fingerprint: decodedOnce(kept),
  };
};

const decoded = new WeakMap<object, Fingerprint>();

/** One object for what is kept of one picture, whoever asks: it is known by it, too. */
const decodedOnce = (kept: { readonly value: string }): Fingerprint => {
  const fingerprint = decoded.get(kept) ?? decodeFingerprint(kept.value);
  decoded.set(kept, fingerprint);
  return fingerprint;
};

/** The subjects that have a fingerprint, each of which is decoded when it is asked for, and the texts of these. */
export const undecodedEntries = (subjects: readonly Subject[], context: FactContext): KeptPictures => {
  const kept = context.set(fingerprintFact.id);
  const texts: string[] = [];
  const pictures = subjects.flatMap((subject): ComparedPicture[] => {
    const value = kept.get(subject.path);
    if (value === undefined || 'error' in value) return [];
    texts.push(value.value);
    const about = { path: subject.path, product: productOf(subject), role: roleOf(subject) ?? '' };
    return [
      {
        ...about,
        get fingerprint() {
          return decodedOnce(value);
        },
      },
    ];
  });
  return { pictures, texts };
};

/** The subjects that have a fingerprint. */
export const keptEntries = (subjects: readonly Subject[], context: FactContext): ComparedPicture[] => {
  const kept = context.set(fingerprintFact.id);
  return subjects.flatMap((subject) => {
    const value = kept.get(subject.path);
    return value && 'value' in value ? [keptEntry(subject, context)] : [];
  });
};
