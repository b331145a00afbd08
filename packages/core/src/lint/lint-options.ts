import type { ResolvedConfig } from '../config/load.ts';
import type { ScannedFiles } from '../file/scanned-files.ts';
import type { SeenFiles } from '../file/watch/watch-files.ts';
import type { Finding, Notice, Report } from '../model/report.ts';
import type { TreeEntry } from '../model/subject-kind.ts';
import type { CacheData } from '../run/cache/judgement-cache.ts';
import type { SubjectSet } from '../run/discover.ts';
import type { Selection } from '../run/selection.ts';
import type { FoundByShards } from '../shard/found-by-shards.ts';
import type { Baseline, BaselineEntry } from '../suppress/baseline.ts';
import type { CachedReport } from './cached-report.ts';
import type { RunStats } from './run-stats.ts';

/** Why a run does what it does: which config holds, why a subject has an attribute, why a rule judges it or not, what took how long. */
export interface DebugEntry {
  /** `config`, `rule`, `time`, or the name of an attribute: `role`. */
  readonly topic: string;
  /** Path of the subject that it is about. */
  readonly path?: string;
  readonly message: string;
}

/** How far a run is: `path` is that of the subject that has just been looked at. */
export interface RunProgress {
  readonly done: number;
  readonly total: number;
  readonly path: string;
}

export interface LintOptions {
  readonly config: ResolvedConfig;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO date that stands for today. */
  readonly asOf: string;
  /** What is reported; the set that pictures are compared with is always everything configured. */
  readonly selection?: Selection;
  /** Entries below the root, if already walked. */
  readonly entries?: readonly TreeEntry[];
  /** What stands for the names below the root (`treeHash`). */
  readonly tree?: string;
  /** Subjects that are worked on at the same time. Default: one a core, at least 2. */
  readonly concurrency?: number;
  /** `true`: a selection of nothing is no error. */
  readonly allowEmpty?: boolean;
  readonly onProgress?: (progress: RunProgress) => void;
  /** Called with messages about slow steps, each message once. */
  readonly onSay?: (message: string) => void;
  /** What the run costs is counted there. */
  readonly stats?: RunStats;
  /** Called with explanations; without it none are computed. */
  readonly onDebug?: (entry: DebugEntry) => void;
  /** Where it is aborted, no further work begins, and the run rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Findings that are known already. */
  readonly baseline?: Baseline;
  /** What an earlier run found; `new` begins one. */
  readonly cache?: CacheData | 'new';
  /** States of files, scanned to decide whether the report of the run before is valid. */
  readonly scanned?: ScannedFiles;
  /** `true`: a file is what its content is, whatever its size and times say. */
  readonly readsAll?: boolean;
  /** Absolute paths of files that the run writes apart from its reports (the cache): their presence is ignored. */
  readonly own?: readonly string[];
  /** What the run looks at on disk, seen from before its subjects are found: with it, its report may stand for another run. */
  readonly watched?: Watched;
  /** Absolute paths of other files that the run depends on, for the policy (the baseline). */
  readonly files?: readonly string[];
  /** `true`: pictures of subjects with findings and of those that they are related to are made for the reports. */
  readonly thumbnails?: boolean;
  /** At most so many thumbnails. Default 2,000. */
  readonly thumbnailLimit?: number;
  /** What shards of this run have found: the first pass takes it from there. */
  readonly foundByShards?: FoundByShards;
  /** Notices to add to those of the run. */
  readonly notices?: readonly Notice[];
}

/** What is looked at since a time, ms since 1970. */
export interface Watched {
  readonly seen: SeenFiles;
  readonly startedAt: number;
}

export interface LintResult {
  readonly report: Report;
  /** All subjects of the config. */
  readonly subjects: SubjectSet;
  /** Texts of the policy, by their sha256. */
  readonly policyTexts: ReadonlyMap<string, string>;
  /** For the next run; undefined without `cache`. */
  readonly cache: CacheData | undefined;
  /** The report with all that it was made from, where another run would come to the same as long as that stays. */
  readonly cachedReport: CachedReport | undefined;
  /** Entries of the baseline that no finding stands for. */
  readonly unusedBaseline: readonly BaselineEntry[];
  /** Rules that could not judge unreadable files, reported once; one by one if that is accepted. */
  readonly untold: readonly Finding[];
  /** By path of the image. */
  readonly thumbnails: ReadonlyMap<string, string>;
}
