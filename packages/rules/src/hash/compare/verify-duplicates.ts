import { defineExtensionPoint, type FactContext } from '@listing-lint/core/plugin';
import { z } from 'zod';
import type { Match, Thresholds } from './compare.ts';
import type { ComparedPicture, Copy } from './copy-search.ts';

/** What the pixels of two pictures show that are copies of each other by their hashes: the same, a part that was changed, other shapes, or both. */
export const PIXEL_VERDICTS = ['same', 'changed', 'other-shape', 'changed-other-shape'] as const;
export type PixelVerdict = (typeof PIXEL_VERDICTS)[number];

const EVIDENCE_OF: { readonly [verdict in PixelVerdict]: Pick<Match, 'isChanged' | 'isOtherShape'> } = {
  same: {},
  changed: { isChanged: true },
  'other-shape': { isOtherShape: true },
  'changed-other-shape': { isChanged: true, isOtherShape: true },
};

export interface DuplicateQuery {
  readonly picture: ComparedPicture;
  /** Copies that hashes report, nearest first. */
  readonly copies: readonly Copy[];
  readonly thresholds: Thresholds;
}

/** "Verify a duplicate": hashes report copies, and extensions compare pixels. One verdict per copy, in their order; null where pixels were not compared. */
export const verifyDuplicates = defineExtensionPoint<DuplicateQuery, readonly (PixelVerdict | null)[]>({
  id: 'verify-duplicates',
  sharedAs: 'listing-lint/verify-duplicates@1',
  title: 'Compares the pixels of pictures that are copies of each other by their hashes.',
  result: z.array(z.enum(PIXEL_VERDICTS).nullable()),
});

/** The copies with what pixels show of them. */
export const withPixelVerdicts = (
  copies: readonly Copy[],
  verdicts: readonly (PixelVerdict | null)[],
): readonly Copy[] =>
  copies.map((copy, k) => {
    const verdict = verdicts[k] ?? null;
    return verdict === null ? copy : { ...copy, match: { ...copy.match, ...EVIDENCE_OF[verdict] } };
  });

/** The copies with what all extensions say of their pixels. Without an extension hashes alone decide. */
export const verifiedCopies = async (
  { picture, copies, thresholds }: DuplicateQuery,
  context: FactContext,
): Promise<readonly Copy[]> => {
  let verified = copies;
  for (const verify of context.extensions(verifyDuplicates))
    verified = withPixelVerdicts(verified, await verify({ picture, copies: verified, thresholds }));
  return verified;
};
