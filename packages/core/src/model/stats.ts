/** How often something was made in a run, and how long that took in all, ms of the clock with what it waited for. */
export interface TimedCount {
  readonly id: string;
  readonly count: number;
  readonly ms: number;
}

/** What a run cost. Times are of the clock unless told, and of what goes side by side each counts whole. */
export interface StatsReport {
  readonly wallMs: number;
  /** Of all cores. */
  readonly cpuMs: number;
  /** Most memory that the process has had. */
  readonly peakBytes: number;
  /** Parts of the run, in order. */
  readonly stages: readonly { readonly name: string; readonly ms: number }[];
  readonly facts: readonly TimedCount[];
  readonly rules: readonly TimedCount[];
  /** What facts share of a subject: bytes that were read, pixels that were decoded. */
  readonly resources: readonly TimedCount[];
  /** Files that were opened, and what was read of them. */
  readonly files: number;
  readonly bytes: number;
  readonly cache: {
    /** The report is that of the run before. */
    readonly standing: boolean;
    /** Subjects of which an earlier run had found what was asked. */
    readonly remembered: number;
    readonly looked: number;
    /** Records that were kept on this machine (edges of marks, local features), were damaged, and have been made anew. */
    readonly damaged: number;
  };
}
