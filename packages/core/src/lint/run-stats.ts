import { type SeenFiles, watchFiles } from '../file/watch/watch-files.ts';
import type { StatsReport, TimedCount } from '../model/stats.ts';
import { compareText } from '../text/compare.ts';

/** What a run costs, counted as it goes. `close` in the end, whatever happened. */
export class RunStats {
  readonly #started = performance.now();
  readonly #cpu = process.cpuUsage();
  readonly #files: SeenFiles | undefined;
  readonly #stages = new Map<string, number>();
  readonly #facts: Counts = new Map();
  readonly #rules: Counts = new Map();
  readonly #resources: Counts = new Map();
  #remembered = 0;
  #processed = 0;

  /** `watches`: files are counted, too, until it is closed. */
  constructor({ watches = false }: { readonly watches?: boolean } = {}) {
    this.#files = watches ? watchFiles() : undefined;
  }

  /** `ms` of the clock that a part of the run took; parts of several projects add up. */
  addStage(name: string, ms: number): void {
    this.#stages.set(name, (this.#stages.get(name) ?? 0) + ms);
  }

  async during<T>(name: string, work: () => T | Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.addStage(name, performance.now() - started);
    }
  }

  readonly addFact = (id: string, ms: number): void => add(this.#facts, id, ms);
  readonly addRule = (id: string, ms: number): void => add(this.#rules, id, ms);
  readonly addResource = (id: string, ms: number): void => add(this.#resources, id, ms);

  /** Counts a subject that was processed, or restored from an earlier run. */
  readonly addSubject = (isRemembered: boolean): void => {
    if (isRemembered) this.#remembered++;
    else this.#processed++;
  };

  /** Returns the statistics so far. `isReportReused`: the report is that of the run before. */
  report(isReportReused: boolean): StatsReport {
    const { user, system } = process.cpuUsage(this.#cpu);
    return {
      wallMs: rounded(performance.now() - this.#started),
      cpuMs: rounded((user + system) / 1000),
      peakBytes: process.resourceUsage().maxRSS * 1024,
      stages: [...this.#stages].map(([name, ms]) => ({ name, ms: rounded(ms) })),
      facts: listed(this.#facts),
      rules: listed(this.#rules),
      resources: listed(this.#resources),
      files: this.#files?.opened ?? 0,
      bytes: this.#files?.bytes ?? 0,
      cache: {
        standing: isReportReused,
        remembered: this.#remembered,
        looked: this.#processed,
        damaged: this.#files?.damaged ?? 0,
      },
    };
  }

  close(): void {
    this.#files?.close();
  }
}

type Counts = Map<string, { count: number; ms: number }>;

const add = (counts: Counts, id: string, ms: number): void => {
  const known = counts.get(id);
  if (known === undefined) counts.set(id, { count: 1, ms });
  else {
    known.count++;
    known.ms += ms;
  }
};

/** Those first that took longest. */
const listed = (counts: Counts): readonly TimedCount[] =>
  [...counts]
    .sort(([a, one], [b, other]) => other.ms - one.ms || compareText(a, b))
    .map(([id, { count, ms }]) => ({ id, count, ms: rounded(ms) }));

const rounded = (ms: number): number => Math.round(ms * 10) / 10;
