import {
  defineResource,
  type FactContext,
  fileFault,
  ListingLintError,
  MAX_YAML_BYTES,
  type Problem,
  type Region,
  readText,
  sentencesOf,
} from '@listing-lint/core/plugin';
import { settingsOf } from '@listing-lint/rules/settings';
import { z } from 'zod';
import { type CaseFile, type ReadCase, readCaseFile } from './case-file.ts';

/** The case file, read and checked once. Throws `file-unreadable`. */
export const caseResource = defineResource<ReadCase>({
  id: 'caseFile',
  create: async (subject, context) => {
    try {
      const text = await readText(subject.file, { maxBytes: MAX_YAML_BYTES, within: context.root, links: 'refuse' });
      return readCaseFile({ path: subject.path, text }, settingsOf(context));
    } catch (error) {
      throw new ListingLintError('file-unreadable', `the case file cannot be read: ${fileFault(error)}`, [], {
        cause: error,
      });
    }
  },
});

/** Where a value of a case speaks of, in the schema of a fact. */
export const placeSchema = { line: z.number().int().nullable(), column: z.number().int().nullable() };
export interface CasePlace {
  readonly line: number | null;
  readonly column: number | null;
}

/** The place of the first problem; the others say theirs. */
/** Sentences for a finding that tells each in a line of its own: where there are several, each names its line of the file. */
export const linesOf = (problems: readonly Problem[]): string[] => {
  const [first, ...others] = sentencesOf(problems);
  if (first === undefined || others.length === 0) return first === undefined ? [] : [first];
  const { line } = problems[0] ?? {};
  return [line === undefined ? first : `line ${line}: ${first}`, ...others];
};

export const placeInCase = (problems: readonly Problem[]): CasePlace => ({
  line: problems[0]?.line ?? null,
  column: problems[0]?.column ?? null,
});

export const regionOf = ({ line, column }: CasePlace): Region | undefined =>
  line === null || column === null ? undefined : { startLine: line, startColumn: column };

/** The case of a context, and how to name a place of it. Throws `data-invalid` where the file has mistakes: what it does say would be judged by what is missing. */
export const soundCase = async (context: FactContext): Promise<ReadCase & { readonly value: CaseFile }> => {
  const read = await context.use(caseResource);
  const { value, problems } = read;
  if (value === null) throw new ListingLintError('data-invalid', 'the case file has mistakes', problems);
  return { ...read, value };
};
