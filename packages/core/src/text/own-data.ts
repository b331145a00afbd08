import { z } from 'zod';

/**
 * What a document's writer keeps under the key `custom`: whatever they want, read by no rule. It is the one place of a strict document where
 * unknown keys may stand.
 */
export const ownData = z
  .record(z.string(), z.unknown())
  .describe('data of your own, in whatever shape; no rule reads it')
  .nullish();
