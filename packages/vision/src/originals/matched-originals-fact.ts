import { defineFact, defineRunResource } from '@listing-lint/core/plugin';
import {
  type CopySearch,
  copySearch,
  copyVerdictOf,
  DEFAULT_THRESHOLDS,
  FINGERPRINT_VERSION,
  fingerprintedEntries,
  fingerprintedEntry,
  fingerprintFact,
} from '@listing-lint/rules/hash';
import { isOriginal } from '@listing-lint/rules/subject';
import { z } from 'zod';

const MOST_ORIGINALS = 20;

/** Search index of the originals of the run. */
export const originalPictures = defineRunResource<CopySearch>({
  id: 'originalPictures',
  create: (context) => copySearch(fingerprintedEntries(context.subjects('image').filter(isOriginal), context)),
});

export const matchedOriginalsFact = defineFact({
  id: 'shownOriginals',
  scope: 'image',
  version: FINGERPRINT_VERSION,
  title: 'Originals of the shop that the picture shows, by its fingerprint.',
  schema: z.object({
    matches: z
      .array(
        z.object({
          path: z.string(),
          distance: z.number().int().meta({ title: 'bits, of 256, in which the hashes differ' }),
        }),
      )
      .meta({ title: 'originals that it shows', description: 'nearest first.' }),
  }),
  needsSet: [fingerprintFact.id],
  compute: async (subject, _params, context) => {
    const own = fingerprintedEntry(subject, context);
    const search = await context.useRun(originalPictures);
    const matches = search
      .find(own, DEFAULT_THRESHOLDS.maxDistance)
      .filter(({ match }) => copyVerdictOf(match, DEFAULT_THRESHOLDS) === 'duplicate')
      .slice(0, MOST_ORIGINALS)
      .map(({ entry: { path }, match: { distance } }) => ({ path, distance }));
    return { matches };
  },
});
