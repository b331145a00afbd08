import { defineFact, defineRunResource } from '@listing-lint/core';
import { z } from 'zod';
import { comparable, DEFAULT_THRESHOLDS, type Verdict, verdictOf } from './compare.ts';
import { type Copy, type CopySearch, copySearch, type Entry } from './copy-search.ts';
import { describeMatch } from './describe.ts';
import { FORMS } from './dihedral.ts';
import { FINGERPRINT_VERSION } from './fingerprint.ts';
import { fingerprintFact, isCompared, keptEntries, keptEntry } from './fingerprint-fact.ts';
import { LARGEST_RADIUS } from './hash-index.ts';
import { publishedEntries } from './registry-entries.ts';
import { turnOf } from './turn.ts';

/** Matches that a value carries; their full number is `count`. */
const MOST_MATCHES = 50;

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

export const distanceParam = z.number().int().min(0).max(LARGEST_RADIUS);
const copiesParams = z.object({
  verdict: z
    .enum(['duplicate', 'variant', 'suspect'])
    .default('duplicate')
    .meta({ title: 'which kind of match is wanted' }),
  maxDistance: distanceParam.default(DEFAULT_THRESHOLDS.maxDistance),
  suspectDistance: distanceParam.default(DEFAULT_THRESHOLDS.suspectDistance),
  maxRecoloured: z.number().min(0).max(1).default(DEFAULT_THRESHOLDS.maxRecoloured),
});

/** All pictures of the run that may be copies of each other, and those of the registry that the run does not hold. */
const publishedPictures = defineRunResource<CopySearch>({
  id: 'publishedPictures',
  create: async (context) => {
    const entries = keptEntries(context.subjects('image').filter(isCompared), context);
    const paths = new Set(context.subjects('image').map(({ path }) => path));
    const published = await publishedEntries(context);
    return copySearch([...entries, ...published.filter(({ path }) => !paths.has(path))]);
  },
});

export const copiesFact = defineFact({
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
    const own = keptEntry(subject, context);
    const search = await context.useRun(publishedPictures);
    const found = search
      .find(own, Math.max(wanted.maxDistance, wanted.suspectDistance))
      .filter(({ entry, match }) => entry.product !== own.product && verdictOf(match, wanted) === wanted.verdict);
    return copiesValue(own, found, wanted.verdict);
  },
  related: ({ matches }) =>
    matches.map(({ path, description, turn }) => ({ path, message: description, turn: turnOf(turn) })),
});

const copiesValue = (own: Entry, found: readonly Copy[], verdict: Verdict): CopiesFact => {
  const { fingerprint } = own;
  const matches = found.slice(0, MOST_MATCHES).map(({ entry, match }) => ({
    path: entry.path,
    evidence: match.evidence,
    turn: match.form,
    distance: match.distance,
    recoloured: match.recoloured,
    description: describeMatch(match, entry.path, fingerprint, entry.fingerprint, verdict === 'variant'),
    box: fingerprint.colours.box,
    otherBox: entry.fingerprint.colours.box,
  }));
  return {
    count: found.length,
    descriptions: matches.map(({ description }) => description),
    matches,
    comparable: comparable(fingerprint, fingerprint, 'whole') || comparable(fingerprint, fingerprint, 'content'),
  };
};
