import type { z } from 'zod';
import type { Problem } from '../model/error.ts';
import type { YamlSource } from '../model/rule.ts';
import { firstProblems } from './problems.ts';
import { schemaProblems } from './schema-problems.ts';
import { readYaml, type YamlDocument } from './yaml-document.ts';

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
  const problems = schemaProblems(result.error.issues, schema, document.value, document.problemAt);
  return { document, value: null, problems: problemsInOrder(problems) };
};

/** Down the lines of their file; of many the first, and their number. */
export const problemsInOrder = (problems: readonly Problem[]): readonly Problem[] =>
  firstProblems(problems.toSorted(byPlace));

const byPlace = (a: Problem, b: Problem): number => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);

/** Problems as sentences for a finding. The finding itself stands at the first one's line; the others name theirs. */
export const sentencesOf = (problems: readonly Problem[]): string[] =>
  problems.map(({ message, hint, line }, index) => {
    const place = index === 0 || line === undefined ? '' : `line ${line}: `;
    return `${place}${message}${hint === undefined ? '' : ` (${hint})`}`;
  });
