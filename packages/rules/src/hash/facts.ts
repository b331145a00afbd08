import { posix } from 'node:path';
import {
  defineFact,
  defineRunResource,
  type FactContext,
  ListingLintError,
  type Plugin,
  type Subject,
} from '@listing-lint/core';
import { z } from 'zod';
import { fileBytes } from '../image/bytes.ts';
import { canonicalImage } from '../image/decode.ts';
import { imageHeader } from '../image/header.ts';
import { comparable, DEFAULT_THRESHOLDS, type Verdict, verdictOf } from './compare.ts';
import { type Copy, type CopySearch, copySearch, type Entry } from './copy-search.ts';
import { describeMatch } from './describe.ts';
import { FORMS } from './dihedral.ts';
import { decodeFingerprint, encodeFingerprint, FINGERPRINT_VERSION, fingerprintOf } from './fingerprint.ts';
import { LARGEST_RADIUS } from './hash-index.ts';
import { hashToHex } from './hash256.ts';
import { turnOf } from './turn.ts';

/** Matches that a value carries; their full number is `count`. */
const MOST_MATCHES = 50;
/** Roles that never take part: archived originals are copies by design, one size chart may serve many products. */
const APART = ['original', 'chart'];

const fingerprintFact = defineFact({
  id: 'fingerprint',
  scope: 'image',
  version: FINGERPRINT_VERSION,
  title: 'What is kept of the picture to find its copies, 395 characters.',
  schema: z.string(),
  compute: async (_subject, _params, context) => {
    const image = await context.use(canonicalImage);
    const { width, height } = await context.use(imageHeader);
    const source = width === null || height === null ? image : { width, height };
    return encodeFingerprint(fingerprintOf(await context.use(fileBytes), image, source));
  },
});

const pdqFact = defineFact({
  id: 'pdq',
  scope: 'image',
  version: FINGERPRINT_VERSION,
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

const box = z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() });
const matchSchema = z.object({
  path: z.string(),
  evidence: z.enum(['identical', 'same-data', 'near']),
  turn: z.enum(FORMS).meta({ title: 'the turn that makes the other picture into this one' }),
  distance: z.number().int().meta({ title: 'bits, of 256, in which the hashes differ' }),
  recoloured: z.number().meta({ title: 'share of the picture whose colour differs once both lie on each other' }),
  description: z.string(),
  box: box.meta({ title: 'content of this picture, without frame and plain background; fractions' }),
  otherBox: box.meta({ title: 'the same of the other picture' }),
});
const copiesSchema = z.object({
  count: z.number().int(),
  descriptions: z.array(z.string()).meta({ title: 'how this picture follows from each of the others, nearest first' }),
  matches: z.array(matchSchema),
  comparable: z.boolean().meta({ title: 'false for a picture too plain to be told from others by its shapes' }),
});
type CopiesFact = z.infer<typeof copiesSchema>;

const distance = z.number().int().min(0).max(LARGEST_RADIUS);
const copiesParams = z.object({
  verdict: z.enum(['duplicate', 'variant', 'suspect']).meta({ title: 'which kind of match is wanted' }),
  maxDistance: distance.default(DEFAULT_THRESHOLDS.maxDistance),
  suspectDistance: distance.default(DEFAULT_THRESHOLDS.suspectDistance),
  maxRecoloured: z.number().min(0).max(1).default(DEFAULT_THRESHOLDS.maxRecoloured),
});

const productOf = (subject: Subject): string => subject.product ?? subject.listing ?? posix.dirname(subject.path);

/** All pictures of the run that have a fingerprint, but for the roles apart. */
const publishedPictures = defineRunResource<CopySearch>({
  id: 'publishedPictures',
  create: (context) => {
    const kept = context.set(fingerprintFact.id);
    const entries = context.subjects('image').flatMap((subject): Entry[] => {
      const value = kept.get(subject.path);
      if (!value || !('value' in value) || APART.includes(subject.role ?? '')) return [];
      return [entryOf(subject, value.value)];
    });
    return copySearch(entries);
  },
});

const entryOf = (subject: Subject, fingerprint: string): Entry => ({
  path: subject.path,
  product: productOf(subject),
  role: subject.role ?? '',
  fingerprint: decodeFingerprint(fingerprint),
});

const ownEntry = (subject: Subject, context: FactContext): Entry => {
  const kept = context.set(fingerprintFact.id).get(subject.path);
  if (!kept) throw new ListingLintError('fact-unavailable', 'the picture has no fingerprint');
  if ('error' in kept) throw new ListingLintError('fact-unavailable', kept.error);
  return entryOf(subject, kept.value);
};

const copiesFact = defineFact({
  id: 'copies',
  scope: 'image',
  version: FINGERPRINT_VERSION,
  title:
    'Pictures of other products that this one repeats: re-encoded, resized, turned, mirrored, framed or recoloured.',
  schema: copiesSchema,
  params: copiesParams,
  needsSet: [fingerprintFact.id],
  compute: async (subject, params, context) => {
    const wanted = copiesParams.parse(params);
    const own = ownEntry(subject, context);
    const search = await context.useRun(publishedPictures);
    const found = search
      .find(own, Math.max(wanted.maxDistance, wanted.suspectDistance))
      .filter((copy) => copy.entry.product !== own.product && verdictOf(copy.match, wanted) === wanted.verdict);
    return copiesValue(own, found, wanted.verdict);
  },
  related: ({ matches }) =>
    matches.map(({ path, description, turn }) => ({ path, message: description, turn: turnOf(turn) })),
});

const copiesValue = (own: Entry, found: readonly Copy[], verdict: Verdict): CopiesFact => {
  const matches = found.slice(0, MOST_MATCHES).map(({ entry, match }) => ({
    path: entry.path,
    evidence: match.evidence,
    turn: match.form,
    distance: match.distance,
    recoloured: match.recoloured,
    description: describeMatch(match, entry.path, own.fingerprint, entry.fingerprint, verdict === 'variant'),
    box: own.fingerprint.colours.box,
    otherBox: entry.fingerprint.colours.box,
  }));
  const { fingerprint } = own;
  return {
    count: found.length,
    descriptions: matches.map(({ description }) => description),
    matches,
    comparable: comparable(fingerprint, fingerprint, 'whole') || comparable(fingerprint, fingerprint, 'content'),
  };
};

export const facts: NonNullable<Plugin['facts']> = [fingerprintFact, pdqFact, copiesFact];
