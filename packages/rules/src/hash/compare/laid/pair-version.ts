/** Raised when pairs of the same fingerprints are told otherwise, by what their pixels show. */
export const PAIR_VERSION = 4;
