/** Raised when pairs of the same fingerprints are told otherwise, by what their pixels show or in other words. */
export const PAIR_VERSION = 16;
