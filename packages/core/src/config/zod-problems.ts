import { z } from 'zod';
import type { Problem } from '../model/error.ts';
import { suggest } from '../text/nearest.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { type ConfigDocument, isRecord } from './document.ts';

/**
 * Checks a part of a document against a schema. Every problem at its place, with the nearest known key or value; the parsed
 * value where there is none.
 */
export const checkPart = <T>(
  schema: z.ZodType<T>,
  document: ConfigDocument,
  path: KeyPath,
  part: unknown,
  problems: Problem[],
): T | undefined => {
  const result = schema.safeParse(part);
  if (result.success) return result.data;
  for (const issue of result.error.issues) problems.push(...issueProblems(issue, schema, document, path, part));
  return undefined;
};

const issueProblems = (
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  document: ConfigDocument,
  base: KeyPath,
  part: unknown,
): readonly Problem[] => {
  const inner = keyPath(issue.path);
  const path = [...base, ...inner];
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, inner);
    return issue.keys.map((key) =>
      document.problemAt([...path, key], `unknown key "${key}"`, suggest(key, known), 'key'),
    );
  }
  if (issue.code === 'invalid_union') {
    const best = closestBranch(issue.errors, valueAt(part, inner));
    if (best) {
      return best.flatMap((each) =>
        issueProblems({ ...each, path: [...issue.path, ...each.path] }, schema, document, base, part),
      );
    }
    return [document.problemAt(path, unionMessage(issue, valueAt(part, inner)))];
  }
  if (issue.code === 'invalid_value') {
    const value = valueAt(part, inner);
    const names = issue.values.map(String);
    return [
      document.problemAt(
        path,
        value === undefined ? 'is missing' : `${show(value)} is not one of ${names.join(', ')}`,
        typeof value === 'string' ? nearestOnly(value, names) : undefined,
      ),
    ];
  }
  if (issue.code === 'invalid_type') {
    const value = valueAt(part, inner);
    const name = path.at(-1);
    if (value === undefined && typeof name === 'string') {
      return [document.problemAt(path.slice(0, -1), `"${name}" is missing`, `give it ${article(issue.expected)}`)];
    }
    return [document.problemAt(path, `expected ${article(issue.expected)}, got ${kindOf(value)}`)];
  }
  return [document.problemAt(path, lowerFirst(issue.message))];
};

/** The branch of a union that is meant: the one whose type fits at the top, so that its own problems are worth telling. */
const closestBranch = (
  branches: readonly (readonly z.core.$ZodIssue[])[],
  value: unknown,
): readonly z.core.$ZodIssue[] | undefined => {
  if (value === undefined) return undefined;
  const fitting = branches.filter((issues) => !issues.some((issue) => issue.path.length === 0 && isTypeIssue(issue)));
  return fitting.length === 1 ? fitting[0] : undefined;
};

const isTypeIssue = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'invalid_type' || issue.code === 'invalid_value';

const unionMessage = (issue: z.core.$ZodIssueInvalidUnion, value: unknown): string => {
  const expected = issue.errors.flatMap((errors) =>
    errors.flatMap((error) => (error.code === 'invalid_type' ? [article(error.expected)] : [])),
  );
  const kinds = [...new Set(expected)];
  return kinds.length === 0 ? lowerFirst(issue.message) : `expected ${kinds.join(' or ')}, got ${kindOf(value)}`;
};

const nearestOnly = (value: string, names: readonly string[]): string | undefined => {
  const hint = suggest(value, names);
  return hint?.startsWith('did you mean') ? hint : undefined;
};

/** Keys of the object schema at a path, through optional, default, array, record and union. */
const keysAt = (schema: z.ZodType, path: KeyPath): readonly string[] => {
  const objects = objectsAt(unwrap(schema), path);
  return [...new Set(objects.flatMap((object) => Object.keys(object.shape)))];
};

const objectsAt = (schemas: readonly z.ZodType[], path: KeyPath): readonly z.ZodObject[] => {
  const [head, ...rest] = path;
  if (head === undefined) return schemas.filter((each): each is z.ZodObject => each instanceof z.ZodObject);
  const next = schemas.flatMap((each): readonly z.ZodType[] => {
    if (each instanceof z.ZodObject) return asTypes(each.shape[String(head)]);
    if (each instanceof z.ZodArray) return asTypes(each.element);
    if (each instanceof z.ZodRecord) return asTypes(each.valueType);
    return [];
  });
  return objectsAt(next.flatMap(unwrap), rest);
};

const unwrap = (schema: z.ZodType): readonly z.ZodType[] => {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => asTypes(option)).flatMap(unwrap);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return asTypes(schema.unwrap()).flatMap(unwrap);
  }
  return [schema];
};

const asTypes = (schema: unknown): readonly z.ZodType[] => (schema instanceof z.ZodType ? [schema] : []);

const keyPath = (path: readonly PropertyKey[]): KeyPath =>
  path.map((key) => (typeof key === 'number' ? key : String(key)));

const valueAt = (value: unknown, path: KeyPath): unknown =>
  path.reduce<unknown>((node, key) => {
    if (Array.isArray(node) && typeof key === 'number') return node[key];
    return isRecord(node) ? node[String(key)] : undefined;
  }, value);

export const kindOf = (value: unknown): string => {
  if (value === null) return 'nothing';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return `the ${typeof value} ${show(value)}`;
};

const show = (value: unknown): string => {
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const WORDS: { readonly [kind: string]: string } = {
  array: 'a list',
  object: 'an object',
  record: 'an object',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};
const article = (kind: string): string => WORDS[kind] ?? kind;

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
