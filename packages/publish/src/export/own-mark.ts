import { isKnownError } from '@listing-lint/core/plugin';
import type { RgbImage } from '@listing-lint/rules/image';
import { findMark, type MarkSources, prepareMarks } from '@listing-lint/rules/watermark';

/** Whether a picture carries the seller's mark: `unsure` where that has to be looked at. */
export type OwnMark = 'carried' | 'unsure' | 'none';
export type OwnMarkFinder = (image: RgbImage) => Promise<OwnMark>;

/** Looks for the marks of a config, prepared when the first picture asks. Marks that cannot be used leave the question open. */
export const ownMarkFinder = (sources: MarkSources): OwnMarkFinder => {
  let pending: ReturnType<typeof prepareMarks> | undefined;
  return async (image) => {
    pending ??= prepareMarks(sources);
    try {
      const { status } = await findMark(await pending, image);
      if (status === 'present' || status === 'illegible') return 'carried';
      return status === 'absent' ? 'none' : 'unsure';
    } catch (error) {
      if (!isKnownError(error)) throw error;
      return 'unsure';
    }
  };
};
