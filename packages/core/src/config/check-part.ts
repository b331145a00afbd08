import type { z } from 'zod';
import type { Problem } from '../model/error.ts';
import { schemaProblems } from '../text/schema-problems.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { type ConfigDocument, keyText } from './document.ts';

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
  const found = schemaProblems(result.error.issues, schema, part, (path, message, hint, pairPart) =>
    document.problemAt([...base, ...path], message.replace(/^the document\b/, `"${keyText(base)}"`), hint, pairPart),
  );
  problems.push(...found);
  return undefined;
};
