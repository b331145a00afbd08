import { isKnownError } from '@listing-lint/core/plugin';

/** For `catch`: null for an error that is known, as of a file that cannot be read; anything else is thrown on. */
export const nullIfKnown = (error: unknown): null => {
  if (isKnownError(error)) return null;
  throw error;
};
