import { z } from 'zod';
import type { Problem } from '../model/error.ts';
import { schemaProblems } from '../text/schema-problems.ts';
import { definitionOf, schemaValues } from '../text/schema-values.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { type ConfigDocument, isRecord } from './document.ts';

/**
 * Checks a part of a document against a schema: every problem at its place, or the parsed value where there is none. Keys that the schema
 * would drop in silence (`z.object` of a plugin) are problems as in a strict one.
 */
export const checkPart = <T>(
  schema: z.ZodType<T>,
  document: ConfigDocument,
  base: KeyPath,
  part: unknown,
  problems: Problem[],
): T | undefined => {
  const result = schema.safeParse(part);
  const found = result.success ? droppedKeys(schema, part) : result.error.issues;
  if (result.success && found.length === 0) return result.data;
  // Seen from the root of the document, so that sentences name the whole key.
  const issues = found.map((issue) => ({ ...issue, path: [...base, ...issue.path] }));
  const whole = base.reduceRight<z.ZodType>((inner, key) => z.object({ [key]: inner }), schema);
  const value = base.reduceRight<unknown>((inner, key) => ({ [key]: inner }), part);
  for (const problem of schemaProblems(issues, whole, value, document.problemAt)) problems.push(problem);
  return undefined;
};

/** Keys that are in a value and that its schema neither knows nor takes up. */
const droppedKeys = (schema: z.ZodType, part: unknown): z.core.$ZodIssue[] =>
  [...schemaValues(schema, part)].flatMap(({ schema: each, path, value }): z.core.$ZodIssue[] => {
    const { shape, catchall } = definitionOf(each);
    if (typeof shape !== 'object' || shape === null || catchall !== undefined) return [];
    if (!isRecord(value)) return [];
    const keys = Object.keys(value).filter((key) => !Object.hasOwn(shape, key));
    return keys.length === 0 ? [] : [{ code: 'unrecognized_keys', keys, path: [...path], input: value, message: '' }];
  });
