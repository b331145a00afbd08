import { isKnownError } from '@listing-lint/core/plugin';
import { explainedMark, findMark, type MarkSources, prepareMarks } from '@listing-lint/rules/watermark';

import type { MarkSeeker } from './record/read-picture.ts';

/** Detects the watermarks of a config, prepared on first use. Unusable ones are reported, and the result is indeterminate. */
export const markSeeker = (sources: MarkSources): MarkSeeker => {
  let pending: ReturnType<typeof prepareMarks> | undefined;
  return async (image, isMirrored) => {
    pending ??= prepareMarks(sources);
    try {
      const { status, template, summary, box } = explainedMark(await findMark(await pending, image, isMirrored));
      return { status, template, summary, box };
    } catch (error) {
      if (!isKnownError(error)) throw error;
      return { status: 'indeterminate', template: null, summary: `unknown: ${error.message}`, box: null };
    }
  };
};
