import { z } from 'zod';
import type { Problem } from '../model/error.ts';
import { schemaProblems } from '../text/schema-problems.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import type { ConfigDocument } from './document.ts';

/** Checks a part of a document against a schema: every problem at its place, or the parsed value where there is none. */
export const checkPart = <T>(
  schema: z.ZodType<T>,
  document: ConfigDocument,
  base: KeyPath,
  part: unknown,
  problems: Problem[],
): T | undefined => {
  const result = schema.safeParse(part);
  if (result.success) return result.data;
  // Seen from the root of the document, so that sentences name the whole key.
  const issues = result.error.issues.map((issue) => ({ ...issue, path: [...base, ...issue.path] }));
  const whole = base.reduceRight<z.ZodType>((inner, key) => z.object({ [key]: inner }), schema);
  const value = base.reduceRight<unknown>((inner, key) => ({ [key]: inner }), part);
  for (const problem of schemaProblems(issues, whole, value, document.problemAt)) problems.push(problem);
  return undefined;
};
