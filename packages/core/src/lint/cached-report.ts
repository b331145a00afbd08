/**
 * The report of a run with all that it was made from, so that a run over the very same is told at once: nothing is discovered, no fact is
 * decoded, no rule judged. It stands as long as its key is the same, the same names lie below the root, and every file that was looked at is
 * in the state in which it was then; whatever else (another day, where that is in the report; a file changed within the last moments) makes
 * the run look for itself.
 */
export interface CachedReport {
  /** Of config, rules, program and machine. */
  readonly key: string;
  /** Milliseconds since 1970, before anything was looked at: a file changed then or later may have changed again since. */
  readonly startedAt: number;
  /** Of all names and kinds below the root. */
  readonly tree: string;
  /** What was looked at, as paths from the root. */
  readonly paths: readonly string[];
  /** Of each of those four numbers, as `FileState`; four times NaN where nothing could be opened. */
  readonly states: Float64Array;
  /** The report, as `packedReport` writes it. */
  readonly report: string;
}
