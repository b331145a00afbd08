import {
  type KeyPath,
  nearest,
  type Problem,
  readYaml,
  suggest,
  type YamlDocument,
  type YamlSource,
} from '@listing-lint/core';
import type { z } from 'zod';

/** A YAML file read against a schema: its value where all is well, and everything that is wrong, each with its place. */
export interface CheckedYaml<T> {
  readonly document: YamlDocument;
  readonly value: T | null;
  readonly problems: readonly Problem[];
}

/** Reads a YAML text against a schema. Never throws for a bad text; all problems at once, in the order of the text. */
export const checkYaml = <T>(source: YamlSource, schema: z.ZodType<T>): CheckedYaml<T> => {
  const document = readYaml(source);
  if (document.problems.length > 0) return { document, value: null, problems: document.problems };
  const result = schema.safeParse(document.value);
  if (result.success) return { document, value: result.data, problems: [] };
  const problems = result.error.issues.flatMap((issue) => problemsOf(document, issue, schema));
  return { document, value: null, problems: problems.sort(byPlace) };
};

const byPlace = (a: Problem, b: Problem): number => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);

const keyPath = (path: readonly PropertyKey[]): KeyPath =>
  path.map((key) => (typeof key === 'symbol' ? String(key) : key));

const problemsOf = (document: YamlDocument, issue: z.core.$ZodIssue, schema: z.ZodType): Problem[] => {
  const path = keyPath(issue.path);
  const name = path.length === 0 ? '' : `\`${dotted(path)}\`: `;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      document.problemAt([...path, key], `unknown key \`${key}\``, suggest(key, keysAt(schema, path)), 'key'),
    );
  }
  const found = valueAt(document.value, path);
  if (issue.code === 'invalid_type') {
    const message =
      found === undefined && path.length > 0
        ? `\`${dotted(path)}\` is missing`
        : `${name}expected ${typeName(issue.expected)}, found ${nameOfValue(found)}`;
    return [document.problemAt(path, message)];
  }
  if (issue.code === 'invalid_value') {
    if (found === undefined) return [document.problemAt(path, `\`${dotted(path)}\` is missing`)];
    const allowed = issue.values.map(String);
    const hint = typeof found === 'string' ? suggest(found, allowed) : undefined;
    return [document.problemAt(path, `${name}${nameOfValue(found)} is none of ${allowed.join(', ')}`, hint)];
  }
  const missing = issue.code === 'invalid_union' && found === undefined && path.length > 0;
  return [document.problemAt(path, missing ? `\`${dotted(path)}\` is missing` : `${name}${issue.message}`)];
};

const dotted = (path: KeyPath): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');

const valueAt = (value: unknown, path: KeyPath): unknown =>
  path.reduce<unknown>((at, key) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    return Reflect.get(at, key);
  }, value);

/** The keys that a schema knows at a path, for "did you mean". */
const keysAt = (schema: unknown, path: KeyPath): string[] => {
  let at: unknown = schema;
  for (const key of path) {
    at = unwrap(at);
    at = typeof key === 'number' ? property(at, 'element') : property(property(at, 'shape'), key);
  }
  const shape = property(unwrap(at), 'shape');
  return typeof shape === 'object' && shape !== null ? Object.keys(shape) : [];
};

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

const unwrap = (schema: unknown): unknown => {
  let at = schema;
  for (let depth = 0; depth < 8; depth++) {
    const unwrapped = property(at, 'unwrap');
    if (typeof unwrapped !== 'function' || property(at, 'shape') !== undefined || property(at, 'element') !== undefined)
      return at;
    at = unwrapped.call(at);
  }
  return at;
};

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

const typeName = (expected: string): string => TYPE_NAMES[expected] ?? expected;

const nameOfValue = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

/** The known key that an unknown one looks like a misspelling of: near, and with the same first letter. */
export const likelyMeant = (key: string, known: Iterable<string>): string | undefined => {
  const near = nearest(key, known);
  return near?.[0]?.toLowerCase() === key[0]?.toLowerCase() ? near : undefined;
};

/** A problem in one line for a finding: `line 3: unknown key …; did you mean …`. */
export const oneLine = (problem: Problem): string => {
  const place = problem.line === undefined ? '' : ` line ${problem.line}:`;
  const hint = problem.hint === undefined ? '' : `; ${problem.hint}`;
  return `${place} ${problem.message}${hint}`.trim();
};
