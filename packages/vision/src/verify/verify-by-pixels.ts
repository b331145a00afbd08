import { defineExtension } from '@listing-lint/core/plugin';
import { verifyDuplicates } from '@listing-lint/rules/hash';
import { PAIR_VERSION } from './pair-version.ts';

/** Registers one picture on the other and compares their pixels; what does that is loaded where hashes report a copy. */
export const verifyByPixels = defineExtension({
  point: verifyDuplicates,
  version: PAIR_VERSION,
  run: async ({ picture, copies, thresholds }, context) => {
    const { pairPixels } = await import('./pair-pixels.ts');
    return (await context.useRun(pairPixels)).verdicts(picture, copies, thresholds, context);
  },
});
