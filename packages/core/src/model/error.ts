/** One thing that is wrong with what the user gave, and where. */
export interface Problem {
  readonly message: string;
  /** Path as the user would type it. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
  /** Key path (`rules.hash-unique.maxDistance`) where there are no lines, as in a JS config. */
  readonly key?: string;
  /** What to do, or the nearest valid name. */
  readonly hint?: string;
  /** The lines around the place, marked. */
  readonly frame?: string;
  /** At its place stands what must not be shown, such as a key: no line of its file is. */
  readonly conceals?: true;
  /** It stands for so many problems of its file, which are not told. */
  readonly omitted?: number;
}

/** What a plugin has against a value of its settings; `path` starts at the settings. */
export interface SettingsProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint?: string;
  /** It is about a part of the value, and the rest of that holds: not told of what a preset says. */
  readonly isPartial?: true;
}

export type ErrorCode =
  | 'usage'
  | 'config-invalid'
  | 'config-not-found'
  | 'rule-invalid'
  | 'plugin-failed'
  | 'plugin-timeout'
  | 'no-subjects'
  | 'shard-invalid'
  | 'database-failed'
  | 'store-failed'
  | 'output-failed'
  | 'file-unreadable'
  | 'content-unreadable'
  | 'metadata-unwritable'
  | 'content-too-large'
  | 'metadata-only'
  | 'fact-unavailable'
  | 'work-timeout'
  | 'data-invalid';

/** The one class of known errors; told apart by `code`, never by `instanceof`. Anything else thrown is a bug and keeps its stack. */
export class ListingLintError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];
  constructor(code: ErrorCode, message: string, problems: readonly Problem[] = [], options?: ErrorOptions) {
    super(message, options);
    this.name = 'ListingLintError';
    this.code = code;
    this.problems = problems;
  }
}

/** `true` for a known error with this code (any code when none is given), from whichever copy of the module. */
export const isKnownError = (error: unknown, code?: ErrorCode): error is ListingLintError =>
  error instanceof Error &&
  error.name === 'ListingLintError' &&
  'code' in error &&
  (code === undefined || error.code === code);
