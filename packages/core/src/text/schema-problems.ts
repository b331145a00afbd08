import type { z } from 'zod';
import type { Problem } from '../model/error.ts';
import { kindName, kindOf } from '../value/kinds.ts';
import { suggest } from './nearest.ts';
import { definitionOf } from './schema-values.ts';
import { type KeyPath, keyText, type PairPart } from './yaml-document.ts';

/** Makes a problem at a place of what the user wrote. `YamlDocument.problemAt` is one. */
export type ProblemAt = (path: KeyPath, message: string, hint?: string, part?: PairPart) => Problem;

/**
 * Turns what zod found wrong into sentences for people, each with its place and the nearest valid name.
 * `value` is what was validated; `schema` must be the one that found the issues.
 */
export const schemaProblems = (
  issues: readonly z.core.$ZodIssue[],
  schema: z.ZodType,
  value: unknown,
  problemAt: ProblemAt,
): Problem[] => issues.flatMap((issue) => issueProblems(issue, schema, value, problemAt));

const issueProblems = (issue: z.core.$ZodIssue, schema: z.ZodType, value: unknown, problemAt: ProblemAt): Problem[] => {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const actual = valueAt(value, path);
  const name = nameOf(path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(schema, path);
      const place = path.length > 0 ? ` in ${name}` : '';
      return issue.keys.map((key) =>
        known.includes(key)
          ? problemAt([...path, key], `key "${key}" does not go with the others${place}`, undefined, 'key')
          : problemAt([...path, key], `unknown key "${key}"${place}`, hintForKey(key, known), 'key'),
      );
    }
    case 'invalid_type':
      if (actual === undefined) return [problemAt(path.slice(0, -1), `${name} is missing`, undefined, 'key')];
      return [problemAt(path, `${name} must be ${typeName(issue.expected)}, not ${describe(actual)}`)];
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      if (actual === undefined)
        return [problemAt(path.slice(0, -1), `${name} is missing`, `one of ${orList(allowed)}`, 'key')];
      const near = typeof actual === 'string' ? suggest(actual, allowed) : undefined;
      return [
        problemAt(
          path,
          `${name} must be ${orList(allowed)}, not ${describe(actual)}`,
          near?.startsWith('did') ? near : undefined,
        ),
      ];
    }
    case 'too_small':
    case 'too_big':
      return [problemAt(path, `${name} ${boundProblem(issue, actual)}`)];
    case 'invalid_format':
      // A pattern has no name of its own: its author's sentence says what it wants.
      return issue.format === 'regex'
        ? [problemAt(path, `${name} must not be ${describe(actual)}`, issue.message)]
        : [problemAt(path, `${name} must be ${FORMATS[issue.format] ?? issue.format}, not ${describe(actual)}`)];
    case 'invalid_key':
      return [problemAt(path, `"${String(path.at(-1))}" is not a valid name`, issue.issues[0]?.message, 'key')];
    case 'invalid_union': {
      if (actual === undefined)
        return [
          problemAt(path.slice(0, -1), `${name} is missing`, undefined, 'key'),
          ...strangers(path.slice(0, -1), schema, value, problemAt),
        ];
      const best = likeliest(issue.errors);
      if (best === undefined)
        return [
          problemAt(
            path,
            `${name} must not be ${describe(actual)}`,
            issue.message === 'Invalid input' ? undefined : issue.message,
          ),
        ];
      return best.flatMap((inner) =>
        issueProblems({ ...inner, path: [...issue.path, ...inner.path] }, schema, value, problemAt),
      );
    }
    default: {
      const problem = problemAt(path, path.length > 0 ? `${name}: ${issue.message}` : issue.message);
      const conceals = issue.code === 'custom' && issue.params?.['conceals'] === true;
      return [conceals ? { ...problem, conceals } : problem];
    }
  }
};

/** Keys of a mapping that no branch of its union has: one of them is what is missing, misspelt. */
const strangers = (path: KeyPath, schema: z.ZodType, value: unknown, problemAt: ProblemAt): Problem[] => {
  const mapping = valueAt(value, path);
  const known = [...new Set(keysAt(schema, path))];
  if (typeof mapping !== 'object' || mapping === null || known.length === 0) return [];
  return Object.keys(mapping)
    .filter((key) => !known.includes(key))
    .map((key) => problemAt([...path, key], `unknown key "${key}" in ${nameOf(path)}`, hintForKey(key, known), 'key'));
};

/** The known key that was meant, or the known ones; where data of one's own has a place, that. */
const hintForKey = (key: string, known: readonly string[]): string | undefined => {
  const hint = suggest(
    key,
    known.filter((name) => name !== '$schema' || key.startsWith('$')),
  );
  if (!known.includes('custom') || hint?.startsWith('did you mean') === true) return hint;
  const place = 'data of your own goes under `custom`';
  return hint === undefined ? place : `${hint}; ${place}`;
};

const FORMATS: { readonly [format: string]: string } = {
  date: 'a date (YYYY-MM-DD)',
  datetime: 'a date with time (YYYY-MM-DDThh:mm:ssZ)',
  url: 'a web address (https://…)',
  email: 'an email address',
};

/**
 * The branch of a union that its writer meant: one that the kind of value fits and that has the fewest faults. Undefined where the value fits none,
 * and a sentence about the whole says more.
 */
const likeliest = (branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined => {
  const fitting = branches.filter(
    (branch) => branch.length > 0 && branch.every(({ code, path }) => path.length > 0 || code === 'unrecognized_keys'),
  );
  return fitting.toSorted((a, b) => a.length - b.length || deepest(b) - deepest(a))[0];
};

const deepest = (issues: readonly z.core.$ZodIssue[]): number =>
  Math.max(0, ...issues.map((issue) => issue.path.length));

const nameOf = (path: KeyPath): string => (path.length === 0 ? 'the document' : `"${keyText(path)}"`);

const typeName = (expected: string): string => {
  if (expected === 'string') return 'text';
  if (expected === 'int') return 'a whole number';
  if (expected === 'record' || expected === 'object') return 'a mapping (key: value)';
  if (expected === 'boolean') return 'true or false';
  return expected === 'number' || expected === 'array' || expected === 'null' ? kindName(expected) : expected;
};

/** What a value is that is too small or too large: a number by itself, a text by its characters, a list by its entries. */
const boundProblem = (
  issue: Extract<z.core.$ZodIssue, { readonly code: 'too_small' | 'too_big' }>,
  actual: unknown,
): string => {
  const isLow = issue.code === 'too_small';
  const bound = isLow ? issue.minimum : issue.maximum;
  if (typeof actual !== 'string' && !Array.isArray(actual)) {
    const words = issue.inclusive === false ? ['more than', 'less than'] : ['at least', 'at most'];
    return `must be ${isLow ? words[0] : words[1]} ${bound}, not ${describe(actual)}`;
  }
  if (isLow && actual.length === 0) return 'is empty';
  const unit = typeof actual === 'string' ? 'character' : 'entry';
  const units = typeof actual === 'string' ? 'characters' : 'entries';
  return `must have ${isLow ? 'at least' : 'at most'} ${bound} ${Number(bound) === 1 ? unit : units}, not ${actual.length}`;
};

/** A value as an error quotes it: short, and its kind where quoting would not help. */
export const describe = (value: unknown): string => {
  if (typeof value === 'string') return value.length <= 60 ? `"${value}"` : 'a long text';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return kindOf(value) === 'object' ? 'a mapping' : kindName(kindOf(value));
};

/** "a, b or c" */
export const orList = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

const valueAt = (value: unknown, path: KeyPath): unknown =>
  path.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, key) ? Reflect.get(node, key) : undefined,
    value,
  );

/** Keys that a strict object schema takes at a path; none where the schema is not followed (unions, records). */
const keysAt = (schema: unknown, path: KeyPath): string[] => {
  const definition = definitionOf(schema);
  if (definition.innerType !== undefined) return keysAt(definition.innerType, path);
  if (definition.in !== undefined) return keysAt(definition.in, path);
  if (Array.isArray(definition.options)) return definition.options.flatMap((option) => keysAt(option, path));
  const [step, ...rest] = path;
  const shape = definition.shape;
  if (typeof shape === 'object' && shape !== null) {
    if (step === undefined) return Object.keys(shape);
    return Object.hasOwn(shape, step) ? keysAt(Reflect.get(shape, step), rest) : [];
  }
  if (step === undefined) return [];
  return keysAt(definition.element ?? definition.valueType, rest);
};
