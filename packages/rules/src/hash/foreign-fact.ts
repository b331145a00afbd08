import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { DEFAULT_THRESHOLDS } from './compare/compare.ts';
import { distanceParam } from './copies-fact.ts';
import { decodeFingerprint, FINGERPRINT_VERSION } from './fingerprint/fingerprint-record.ts';
import { fingerprintFact } from './fingerprint-fact.ts';
import { foreignMatches, foreignPictures } from './registry/foreign.ts';

const foreignParams = z.object({
  maxDistance: distanceParam.default(DEFAULT_THRESHOLDS.maxDistance),
  maxRecoloured: z.number().min(0).max(1).default(DEFAULT_THRESHOLDS.maxRecoloured),
});
const MOST_MATCHES = 50;

export const foreignFact = defineFact({
  id: 'foreign',
  scope: 'image',
  version: FINGERPRINT_VERSION,
  title: 'Pictures listed under `foreign` in the config as somebody else’s that this one repeats.',
  schema: z.object({
    count: z.number().int(),
    descriptions: z.array(z.string()).meta({ title: 'how this picture follows from each of them, nearest first' }),
    owners: z.array(z.string()),
  }),
  params: foreignParams,
  compute: async (_subject, params, context) => {
    const thresholds = { ...DEFAULT_THRESHOLDS, ...foreignParams.parse(params) };
    const fingerprint = decodeFingerprint(await context.get(fingerprintFact.id));
    const found = foreignMatches(await context.useRun(foreignPictures), fingerprint, thresholds);
    return {
      count: found.length,
      descriptions: found.slice(0, MOST_MATCHES).map(({ description }) => description),
      owners: [...new Set(found.map(({ owner }) => owner))].sort(),
    };
  },
});
