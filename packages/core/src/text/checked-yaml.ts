import { z } from 'zod';
import type { Problem } from '../model/error.ts';
import type { YamlSource } from '../model/rule.ts';
import { firstProblems } from './problems.ts';
import { schemaProblems } from './schema-problems.ts';
import { definitionOf, schemaValues } from './schema-values.ts';
import { type ReadYamlOptions, readYaml, type YamlDocument } from './yaml-document.ts';

/** A YAML file read against a schema: its value where all is well, and everything that is wrong, each with its place. */
export interface CheckedYaml<T> {
  readonly document: YamlDocument;
  readonly value: T | null;
  readonly problems: readonly Problem[];
}

/** Reads a YAML text against a schema. Never throws for a bad text; all problems at once, in the order of the text. */
export const checkYaml = <T>(
  source: YamlSource,
  schema: z.ZodType<T>,
  options: ReadYamlOptions = {},
): CheckedYaml<T> => {
  const document = readYaml(source, options);
  if (document.problems.length > 0) return { document, value: null, problems: document.problems };
  const result = schema.safeParse(document.value);
  const changed = changedNames(schema, document);
  if (result.success && changed.length === 0) return { document, value: result.data, problems: [] };
  const problems = result.success
    ? []
    : schemaProblems(result.error.issues, schema, document.value, document.problemAt);
  return { document, value: null, problems: problemsInOrder([...problems, ...changed]) };
};

/** Numbers where a text may stand as well, such as the name of a product, that are not read as they are written: `12E5` is 1200000. */
const changedNames = (schema: z.ZodType, document: YamlDocument): readonly Problem[] =>
  [...schemaValues(schema, document.value)].flatMap(({ schema: own, path, value }) => {
    if (typeof value !== 'number' || !mayBeText(own) || !own.safeParse(value).success) return [];
    const written = document.numberAt(path);
    return written === undefined || written === String(value)
      ? []
      : [document.problemAt(path, `the number ${written} would be read as ${value}`, 'put it in quotes')];
  });

const mayBeText = (schema: z.ZodType): boolean => {
  const { options } = definitionOf(schema);
  return Array.isArray(options) && options.some((option) => option instanceof z.ZodString);
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
