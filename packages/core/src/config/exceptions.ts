import { join } from 'node:path';
import { z } from 'zod';
import { fileFault, isMissingFile } from '../file/file-fault.ts';
import { repositoryOr } from '../file/path-bound.ts';
import { readTextSync } from '../file/read-file.ts';
import type { Problem } from '../model/error.ts';
import { suggest } from '../text/nearest.ts';
import { ownData } from '../text/own-data.ts';
import { MAX_YAML_BYTES } from '../text/parse-yaml.ts';
import { globFor } from '../text/path-keys.ts';
import { checkPart } from './check-part.ts';
import { isRecord, textDocument } from './document.ts';
import { labelOf } from './search.ts';

export const EXCEPTIONS_NAME = 'listing-lint.exceptions.yaml';

const exceptionSchema = z
  .strictObject({
    rule: z.string().min(1).describe('id of the rule'),
    subject: globFor('pattern', 'project', 'glob of the subjects, relative to the folder of the config').optional(),
    content: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'the SHA-256 of a file is 64 hex digits')
      .describe('SHA-256 of the file: holds wherever the file lies')
      .optional(),
    reason: z.string().min(1).describe('why the rule does not hold here'),
    owner: z.string().min(1).describe('who answers for it'),
    expires: z.iso.date().describe('last day on which it holds').optional(),
    custom: ownData,
  })
  .refine(({ subject, content }) => (subject === undefined) !== (content === undefined), {
    message: 'an exception needs either a subject (glob) or a content (SHA-256)',
  });
export type Exception = z.infer<typeof exceptionSchema>;

/** For editors. */
export const exceptionsSchema = z.strictObject({
  $schema: z.string().optional(),
  exceptions: z.array(exceptionSchema).describe('findings that are accepted, each with a reason and an owner'),
});

export interface ExceptionsFile {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
  readonly exceptions: readonly Exception[];
}

/** Reads the exceptions beside the config; undefined where there are none. Every fault is a problem at its place. */
export const readExceptions = (
  root: string,
  cwd: string,
  ruleIds: Iterable<string>,
  problems: Problem[],
): ExceptionsFile | undefined => {
  const file = join(root, EXCEPTIONS_NAME);
  const label = labelOf(file, cwd);
  let text: string;
  try {
    text = readTextSync(file, { maxBytes: MAX_YAML_BYTES, within: repositoryOr(root) });
  } catch (error) {
    if (!isMissingFile(error)) {
      problems.push({ message: `the exceptions cannot be read: ${fileFault(error)}`, file: label });
    }
    return undefined;
  }
  const document = textDocument(text, { kind: 'config', label, file });
  problems.push(...document.problems);
  if (document.problems.length > 0) return undefined;
  const { exceptions: entries, ...rest } = isRecord(document.value) ? document.value : {};
  const shell = isRecord(document.value) ? { ...rest, exceptions: [] } : (document.value ?? { exceptions: [] });
  checkPart(exceptionsSchema, document, [], shell, problems);
  if (entries !== undefined && !Array.isArray(entries)) {
    problems.push(document.problemAt(['exceptions'], '"exceptions" must be a list'));
  }
  const known = [...ruleIds];
  const exceptions = (Array.isArray(entries) ? entries : []).flatMap((entry: unknown, index) => {
    const exception = checkPart(exceptionSchema, document, ['exceptions', index], entry, problems);
    if (exception === undefined) return [];
    if (!known.includes(exception.rule)) {
      const hint = suggest(exception.rule, known) ?? 'see `listing-lint rules`';
      problems.push(document.problemAt(['exceptions', index, 'rule'], `unknown rule "${exception.rule}"`, hint));
    }
    return [exception];
  });
  return { file, text, exceptions };
};
