import { existsSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { ListingLintError, type Problem, suggest } from '@listing-lint/core';
import { isDay } from '../project/today.ts';
import type { ConfigQuery, LintRunOptions, RenderOptions, RunQuery } from './options.ts';

/** What an option or an argument may be. */
export interface Kind {
  /** As a sentence has it after `must be`. */
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
}

/** A kind for each option that there is. */
export type Kinds<Q> = { readonly [K in keyof Q]-?: Kind };

/** No path and no name holds U+0000, and what opens files takes it for a mistake of the program. */
const isText = (value: unknown): value is string => typeof value === 'string' && !value.includes('\0');
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const TEXT: Kind = { expected: 'a text', holds: isText };
export const TEXTS: Kind = {
  expected: 'a list of texts',
  holds: (value) => Array.isArray(value) && Array.from(value).every(isText),
};
/** Of nothing nothing can be said: an empty list must not pass for an answer. */
export const SOME_TEXTS: Kind = {
  expected: 'a list of one or more texts',
  holds: (value) => TEXTS.holds(value) && Array.isArray(value) && value.length > 0,
};
export const oneOf = (...names: readonly string[]): Kind => ({
  expected: names.map((name) => `"${name}"`).join(' or '),
  holds: (value) => typeof value === 'string' && names.includes(value),
});
export const FLAG: Kind = { expected: 'true or false', holds: (value) => typeof value === 'boolean' };
export const FUNCTION: Kind = { expected: 'a function', holds: (value) => typeof value === 'function' };
export const SIGNAL: Kind = {
  expected: 'an AbortSignal',
  holds: (value) =>
    isObject(value) && 'aborted' in value && typeof value.aborted === 'boolean' && 'throwIfAborted' in value,
};
export const ENVIRONMENT: Kind = {
  expected: 'an object of texts, as process.env is',
  holds: (value) => isObject(value) && Object.values(value).every((each) => each === undefined || isText(each)),
};
export const FOLDER: Kind = {
  expected: 'the absolute path of a folder that is there',
  holds: (value) => isText(value) && isAbsolute(value) && existsSync(value) && statSync(value).isDirectory(),
};
const COUNT: Kind = {
  expected: 'a whole number, at least 1',
  holds: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
};
const MILLISECONDS: Kind = {
  expected: 'a number of milliseconds above 0, at most 86400000',
  holds: (value) => typeof value === 'number' && value > 0 && value <= 86_400_000,
};
const COMMIT: Kind = { expected: 'the name of a commit, or true', holds: (value) => value === true || isText(value) };
export const DAY: Kind = { expected: 'a day such as 2026-11-25', holds: isDay };

export const CONFIG_QUERY: Kinds<ConfigQuery> = {
  cwd: FOLDER,
  config: TEXT,
  rules: TEXTS,
  only: TEXTS,
  ignore: FLAG,
  plugins: FLAG,
  pluginTimeoutMs: MILLISECONDS,
};
export const RUN_QUERY: Kinds<RunQuery> = { ...CONFIG_QUERY, onEvent: FUNCTION, signal: SIGNAL };
export const LINT_OPTIONS: Kinds<LintRunOptions> = {
  ...RUN_QUERY,
  paths: TEXTS,
  formats: TEXTS,
  concurrency: COUNT,
  asOf: DAY,
  staged: FLAG,
  changed: COMMIT,
  baseline: TEXT,
  updateBaseline: FLAG,
  fix: FLAG,
  fixDryRun: FLAG,
  permitLoss: TEXTS,
  cache: FLAG,
  cacheLocation: TEXT,
  cacheStrategy: oneOf('metadata', 'content'),
  env: ENVIRONMENT,
  debug: FLAG,
  stats: FLAG,
};
export const RENDER_OPTIONS: Kinds<RenderOptions> = {
  color: FLAG,
  columns: COUNT,
  quiet: FLAG,
  maxFindings: COUNT,
};

/** What a function was called with. */
export interface CheckedCall<Q> {
  /** Of the function, as programs call it. */
  readonly name: string;
  /** By name, in their order. */
  readonly args?: { readonly [name: string]: readonly [value: unknown, kind: Kind] };
  readonly options: unknown;
  readonly kinds: Kinds<Q>;
  /** Options that cannot be left out. */
  readonly needs?: readonly (keyof Q & string)[];
}

/**
 * Throws one `usage` error with all that is wrong with a call from a program that no compiler has looked at: an argument or an option of
 * another kind, an option that there is not. What is `undefined` is not given.
 */
export const checkCall = <Q>({ name, args = {}, options, kinds, needs = [] }: CheckedCall<Q>): void => {
  const problems = [
    ...Object.entries(args).flatMap(([argument, [value, kind]]) => wrong(argument, value, kind)),
    ...optionProblems(options === undefined ? {} : options, kinds, needs),
  ];
  if (problems.length > 0) throw new ListingLintError('usage', `${name} cannot be called so`, problems);
};

const optionProblems = <Q>(options: unknown, kinds: Kinds<Q>, needs: readonly string[]): readonly Problem[] => {
  if (!isObject(options)) return [{ message: `its options must be an object, and are ${shown(options)}` }];
  const known = new Map<string, Kind>(Object.entries(kinds));
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const missing = needs.filter((name) => !given.some(([key]) => key === name));
  return [
    ...missing.map((name) => ({ message: `${name} is missing: it must be ${known.get(name)?.expected}` })),
    ...given.flatMap(([key, value]): readonly Problem[] => {
      const kind = known.get(key);
      if (kind !== undefined) return wrong(key, value, kind);
      const hint = suggest(key, known.keys()) ?? `there are ${[...known.keys()].join(', ')}`;
      return [{ message: `there is no option ${shown(key)}`, hint }];
    }),
  ];
};

const wrong = (name: string, value: unknown, { expected, holds }: Kind): readonly Problem[] =>
  holds(value) ? [] : [{ message: `${name} must be ${expected}, and is ${shown(value)}` }];

const LONGEST = 60;

const shown = (value: unknown): string => {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
};
