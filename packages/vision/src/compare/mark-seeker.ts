import { isKnownError } from '@listing-lint/core/plugin';
import { explainedMark, findMark, type MarkSources, prepareMarks } from '@listing-lint/rules/watermark';

import type { MarkSeeker } from './record/read-picture.ts';

/** Looks for the marks of a config, prepared when the first picture asks. Marks that cannot be used are told, and leave the question open. */
export const markSeeker = (sources: MarkSources): MarkSeeker => {
  let pending: ReturnType<typeof prepareMarks> | undefined;
  return async (image, isMirrored) => {
    pending ??= prepareMarks(sources);
    try {
      const { status, template, summary, box } = explainedMark(await findMark(await pending, image, isMirrored));
      return { status, template, summary, box };
    } catch (error) {
      if (!isKnownError(error)) throw error;
      return { status: 'indeterminate', template: null, summary: `cannot be told: ${error.message}`, box: null };
    }
  };
};
