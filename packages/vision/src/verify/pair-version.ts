/** Raised when pairs of the same fingerprints get other verdicts or descriptions. */
export const PAIR_VERSION = 16;
