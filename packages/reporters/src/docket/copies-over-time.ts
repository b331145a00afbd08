/** What a day's runs have come to: counts of places. */
export interface CopiesDay {
  readonly at: string;
  readonly fresh: number;
  readonly back: number;
  readonly gone: number;
  /** Those that are known to be up at the end of the day. */
  readonly up: number;
}

/** How long copies stay up on a platform: days from when each was found. */
export interface CopiesPlatform {
  readonly name: string;
  /** Of those that are gone. */
  readonly taken: readonly number[];
  /** Of those that are still up, until the day of the run. */
  readonly up: readonly number[];
}
