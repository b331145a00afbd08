import { defineFact, type FactContext, ListingLintError, type Subject } from '@listing-lint/core/plugin';
import {
  type Copy,
  copyVerdictOf,
  DEFAULT_THRESHOLDS,
  FINGERPRINT_VERSION,
  fingerprintedEntries,
  fingerprintedEntry,
  fingerprintFact,
  readCompared,
  withPixelVerdicts,
} from '@listing-lint/rules/hash';
import { DECODE_VERSION } from '@listing-lint/rules/image';
import { settingsOf } from '@listing-lint/rules/settings';
import { z } from 'zod';
import { FEATURES_VERSION } from '../features/store/feature-record.ts';

import { pairPixels } from '../verify/pair-pixels.ts';
import { PAIR_VERSION } from '../verify/pair-version.ts';

import { originalPictures } from './matched-originals-fact.ts';
import { STATED_BY, statedOriginals } from './stated-originals.ts';

const MOST_NAMED = 5;
const RADIUS = Math.max(DEFAULT_THRESHOLDS.maxDistance, DEFAULT_THRESHOLDS.suspectDistance);

export const statedOriginalFact = defineFact({
  id: 'statedOriginal',
  scope: 'image',
  version: 1 + PAIR_VERSION + FINGERPRINT_VERSION + FEATURES_VERSION + DECODE_VERSION,
  title: 'The original that the picture is said to come from, and whether it shows that.',
  schema: z.object({
    path: z.string().meta({ title: 'the original' }),
    by: z.enum(STATED_BY).meta({ title: 'what says so' }),
    shown: z.boolean().meta({
      title: 'whether it shows its original',
      description: 'whole or in part: cropped, turned, in other colours, on another background, in a collage.',
    }),
    instead: z
      .array(z.string())
      .meta({ title: 'what it shows instead', description: 'originals, where it does not show this one.' }),
  }),
  needsSet: [fingerprintFact.id],
  compute: async (subject, _params, context) => {
    const { original, by } = (await context.useRun(statedOriginals)).of(subject);
    const own = fingerprintedEntry(subject, context);
    const search = await context.useRun(originalPictures);
    const pixels = await context.useRun(pairPixels);
    const copies = search.find(own, RADIUS);
    const near = withPixelVerdicts(copies, await pixels.verdicts(own, copies, DEFAULT_THRESHOLDS, context));
    const stated = near.find(({ entry }) => entry.path === original.path);
    const instead = near.filter((copy) => copy !== stated && verdictOf(copy) === 'duplicate').map(pathOf);
    const verdict = stated === undefined ? null : verdictOf(stated);
    // Where another one is what it shows, the stated one, which may be like it, is another product of one line. Of camera raw, which has no fingerprint, nobody knows yet.
    const isAnother = instead.length > 0 && fingerprintedEntries([original], context).length > 0;
    const isLike = verdict === 'variant' || verdict === 'suspect';
    const shown =
      verdict === 'duplicate' || (!isAnother && (isLike || (await showsByRegistration(subject, original, context))));
    return { path: original.path, by, shown, instead: shown ? [] : instead.slice(0, MOST_NAMED) };
  },
  related: ({ path, by, shown, instead }) =>
    shown
      ? []
      : [
          { path, message: `its original by ${by}` },
          ...instead.map((other) => ({ path: other, message: 'what it shows' })),
        ],
});

const pathOf = ({ entry }: Copy): string => entry.path;
const verdictOf = ({ match }: Copy): ReturnType<typeof copyVerdictOf> => copyVerdictOf(match, DEFAULT_THRESHOLDS);

/** Rejects where one cannot be decoded, or has too little detail. */
const showsByRegistration = async (picture: Subject, original: Subject, context: FactContext): Promise<boolean> => {
  // Few pictures get as far as that.
  const { readOriginal } = await import('./read-original.ts');
  const { showsOriginal } = await import('./shows-original.ts');
  const { limits } = settingsOf(context);
  const source = await readOriginal(original.file, original.path, context.root, limits);
  const own = await readCompared(picture.file, picture.path, context.root, limits);
  const said = await showsOriginal(own, source);
  own.dispose();
  source.dispose();
  if (said !== 'plain') return said !== 'not-shown';
  const message = `${original.path} or the picture has too little detail to be compared`;
  throw new ListingLintError('fact-unavailable', message);
};
