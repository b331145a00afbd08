import { ListingLintError } from '@listing-lint/core/plugin';

/** A file whose metadata are better left as they are, and why. */
export const unwritable = (reason: string): ListingLintError => new ListingLintError('metadata-unwritable', reason);
