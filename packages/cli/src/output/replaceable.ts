import { type BigIntStats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ANYWHERE, ListingLintError, type Report, readBytesSync, readTextSync } from '@listing-lint/core';

/** What no report is, by its name: what somebody would miss. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/\.(?:jpe?g|jpe|jfif|png|webp|avif|heic|heif|gif|tiff?|bmp|svg|psd|dng)$/i, 'a picture'],
  [/\.ya?ml$/i, 'a YAML file'],
  [/\.[cm]?[jt]sx?$/i, 'a program'],
  [/(?:^|[\\/])(?:package|package-lock|npm-shrinkwrap|tsconfig|biome|deno)\.json$|\.lock$/i, 'a file of the project'],
  [
    /(?:^|[\\/])(?:listing-lint\.(?:config|exceptions)\.[a-z]+|\.listing-lintrc[^\\/]*|listing\.json)$/i,
    'a file that rules are set by',
  ],
  [/(?:^|[\\/])\.(?:git[a-z]+|npmrc|editorconfig|env[^\\/]*)$/i, 'a file of the project'],
];

/** Case files and monitoring logs may be JSON: what is one of them by what it says. */
const MOST_JSON_BYTES = 256 * 1024;
const recordIn = (file: string, size: bigint): string | undefined => {
  if (!/\.json$/i.test(file) || size > MOST_JSON_BYTES) return undefined;
  try {
    const value: unknown = JSON.parse(readTextSync(file, { maxBytes: MOST_JSON_BYTES, within: ANYWHERE }));
    if (typeof value !== 'object' || value === null) return undefined;
    if ('id' in value && 'status' in value) return 'a case file';
    return 'checks' in value && Array.isArray(value.checks) ? 'a monitoring log' : undefined;
  } catch {
    return undefined;
  }
};

/** Files that a run needs, absolute. */
export interface RunInputs {
  readonly inputs: readonly string[];
  /** Thousands that it has looked at: they are asked for where it matters. */
  readonly subjects?: () => readonly string[];
}

/** Of a report: its subjects, and what they are judged by. `root` is where its paths start. */
export const inputsOf = (report: Report, root: string): Required<RunInputs> => ({
  inputs: policyFilesOf(report, root),
  subjects: () => report.subjects.map(({ path }) => resolve(root, path)),
});

const policyFilesOf = (report: Report, root: string): readonly string[] => [
  ...(report.policy?.files ?? []).map(({ id }) => resolve(root, id)),
  ...(report.projects ?? []).flatMap(({ path, policy }) =>
    (policy?.files ?? []).map(({ id }) => resolve(root, path, id)),
  ),
];

/**
 * Throws `output-failed` where a report (absolute path; `name` as the user typed it) would take the place of a file that is no report: a slip
 * in a command must not cost a picture. No subject is a report as this program writes it in JSON: for one of these no other file is looked at.
 */
export const refuseToReplace = (
  file: string,
  name: string,
  inputs: RunInputs['inputs'],
  subjects: RunInputs['subjects'] = () => [],
): void => {
  const there = statOf(file);
  if (there?.isFile() !== true || there.size === 0n) return;
  const isOneOf = (files: readonly string[]): boolean => files.some((each) => isSame(there, each));
  const what =
    isOneOf(inputs) || (!isReport(file) && isOneOf(subjects()))
      ? 'a file that this run reads'
      : (KINDS.find(([pattern]) => pattern.test(file))?.[1] ?? recordIn(file, there.size));
  if (what === undefined) return;
  throw new ListingLintError(
    'output-failed',
    `cannot write ${name}: it is ${what}, and a report would take its place`,
    [{ message: 'give the report a name of its own, or remove the file first' }],
  );
};

const REPORT_START = /^\{\s*"schemaVersion": \d+,\s*"tool": \{\s*"name": "listing-lint",/;

const isReport = (file: string): boolean => {
  try {
    const bounds = { maxBytes: MOST_JSON_BYTES, first: 128, within: ANYWHERE };
    return REPORT_START.test(readBytesSync(file, bounds).toString('latin1'));
  } catch {
    return false;
  }
};

const isSame = ({ dev, ino }: BigIntStats, file: string): boolean => {
  const other = statOf(file);
  return other?.ino === ino && other.dev === dev;
};

/** None where nothing can be there: a part of the path is a file, say, which is told when it is written. */
const statOf = (file: string): BigIntStats | undefined => {
  try {
    return statSync(file, { bigint: true });
  } catch {
    return undefined;
  }
};
