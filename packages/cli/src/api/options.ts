import type { DebugEntry, Report, RunProgress } from '@listing-lint/core';

/** What says which config holds. */
export interface ConfigQuery {
  /** Absolute working directory, from which paths start. Default: that of the process. */
  readonly cwd?: string;
  /** The one config for everything, instead of the nearest above each path. */
  readonly config?: string;
  /** Settings of rules over the config: `'id: severity'`, `'id: { severity: warn, option: value }'`. */
  readonly rules?: readonly string[];
  /** Ids of the only rules that are judged; the report says which were left out. One that the config leaves off is judged, too. */
  readonly only?: readonly string[];
  /** `false`: what `ignores` of the config and .gitignore name is linted, too. Default `true`. */
  readonly ignore?: boolean;
  /** `false`: no code that the config names is run: no plugins, no config that is a program. Default `true`. */
  readonly plugins?: boolean;
  /** How long a function of a plugin may take, ms. Default 60,000. */
  readonly pluginTimeoutMs?: number;
}

/** The same, for what takes its time. */
export interface RunQuery extends ConfigQuery {
  /** Told how it goes, as it goes. What it throws ends the run. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Where it is aborted, nothing further is begun, and the call rejects with its reason; no file is left half written. */
  readonly signal?: AbortSignal;
}

export type RunEvent = ProgressEvent | TellingEvent;

/** What is linted, and how. */
export interface LintRunOptions extends ConfigQuery {
  /** Files, folders and globs to report on. Default: all that the config of the working directory, and those below it, name. */
  readonly paths?: readonly string[];
  /** Reports that will be rendered, by the names of `--format`: checked first; what they need (thumbnails, say) is made on the way. */
  readonly formats?: readonly string[];
  /** Subjects that are worked on at the same time. Default: one a core, at least 2. */
  readonly concurrency?: number;
  /** The day that rules about time take for today, `YYYY-MM-DD`. Default: today. */
  readonly asOf?: string;
  /** `true`: only what git has staged is reported, as it is staged. */
  readonly staged?: boolean;
  /** Only what has changed since the branch left this commit is reported; `true` for HEAD. */
  readonly changed?: string | true;
  /** A file of findings that are known already and not reported. */
  readonly baseline?: string;
  /** `true`: the present findings are written into `baseline`. */
  readonly updateBaseline?: boolean;
  /** `true`: the files of what is found are mended, as far as that can be done without harm, and what has changed is linted again. */
  readonly fix?: boolean;
  /** `true`: the report says what `fix` would do; nothing is written. */
  readonly fixDryRun?: boolean;
  /** What a fix may take along, such as `c2pa-manifest`. */
  readonly permitLoss?: readonly string[];
  /** `true`: what is found of each file is kept beside the config, and only files that have changed are looked at again. Default `false`. */
  readonly cache?: boolean;
  /** Where that is kept, instead; turns it on. */
  readonly cacheLocation?: string;
  /**
   * What tells that a file is unchanged: `metadata`, its size, times and inode, and its content where these differ (default); `content` alone, for
   * file systems whose times are not to be trusted.
   */
  readonly cacheStrategy?: 'metadata' | 'content';
  /** Environment of git, and of `SOURCE_DATE_EPOCH`. Default: that of the process. */
  readonly env?: { readonly [name: string]: string | undefined };
  /** Where it is aborted, nothing further is begun, and `lint` rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Told how the run goes, as it goes. What it throws ends the run. */
  readonly onEvent?: (event: LintEvent) => void;
  /** `true`: the report says what the run cost (`stats`): of two runs over the same it is never the same. Default `false`. */
  readonly stats?: boolean;
  /** `true`: events of type `debug` say why things are as they are. Default `false`. */
  readonly debug?: boolean;
}

/** What a run tells on its way. */
export type LintEvent = OpenedEvent | ProgressEvent | TellingEvent | DebugEvent;

/** Which configs hold. */
export interface OpenedEvent {
  readonly type: 'opened';
  /** Each for a folder (absolute); `config` is its path from there, and null where there is none, and the preset `recommended` holds. */
  readonly projects: readonly { readonly root: string; readonly config: string | null }[];
}

/** A subject has been looked at; `total` grows where several sets turn out to be compared. */
export interface ProgressEvent extends RunProgress {
  readonly type: 'progress';
}

/** Something takes long, or is not done as asked: for whoever waits. */
export interface TellingEvent {
  readonly type: 'message';
  readonly message: string;
}

/** Why something is as it is: only with `debug`. */
export interface DebugEvent extends DebugEntry {
  readonly type: 'debug';
}

/** How a report is written. */
export interface RenderOptions {
  /** Terminal colours in `text`. Default `false`. */
  readonly color?: boolean;
  /** Columns of the terminal. Default 80. */
  readonly columns?: number;
  /** `true`: errors only; warnings stay counted. Default `false`. */
  readonly quiet?: boolean;
  /** Most findings that `text`, `compact` and `markdown` list, a group of them as one. What is left out stays counted. Default: all. */
  readonly maxFindings?: number;
}

/** What a run has come to. */
export interface LintRunResult {
  /** The object that `--format json` writes; `listing-lint/schemas/report.schema.json` is its JSON Schema. */
  readonly report: Report;
  /** Absolute folder from which the paths of the report start. */
  readonly root: string;
  /** What could not be done beside the report: a cache or a baseline that could not be written. */
  readonly faults: readonly unknown[];
  /** The date that reports bear, where one was asked for by `asOf` or `SOURCE_DATE_EPOCH`. */
  readonly date: string | undefined;
  /** The report as one of `formats`, or of those that need nothing more. Rejects where the reporter fails or there is none of that name. */
  readonly render: (format: string, options?: RenderOptions) => Promise<string>;
}
