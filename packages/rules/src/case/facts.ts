import {
  defineFact,
  defineResource,
  fileFault,
  ListingLintError,
  MAX_YAML_BYTES,
  type Plugin,
  readText,
} from '@listing-lint/core';
import { z } from 'zod';
import { sentencesOf } from '../yaml-file.ts';
import { caseOf, caseSchema } from './case-fact.ts';
import { type ReadCase, readCaseFile } from './case-file.ts';

/** The case file, read and checked once. Throws `file-unreadable`. */
const caseFile = defineResource<ReadCase>({
  id: 'caseFile',
  create: async (subject) => {
    try {
      const text = await readText(subject.file, { maxBytes: MAX_YAML_BYTES, links: 'refuse' });
      return readCaseFile({ path: subject.path, text });
    } catch (error) {
      throw new ListingLintError('file-unreadable', `the case file cannot be read: ${fileFault(error)}`, [], {
        cause: error,
      });
    }
  },
});

const caseFileFact = defineFact({
  id: 'caseFile',
  scope: 'case',
  version: 1,
  title: 'Whether a case file can be read, and what is wrong with it.',
  schema: z.object({
    problems: z.array(z.string()).meta({ title: 'mistakes in the case file' }),
    line: z.number().int().nullable(),
    column: z.number().int().nullable(),
  }),
  compute: async (_subject, _params, context) => {
    const { problems } = await context.use(caseFile);
    return { problems: sentencesOf(problems), line: problems[0]?.line ?? null, column: problems[0]?.column ?? null };
  },
  region: ({ line, column }) =>
    line === null || column === null ? undefined : { startLine: line, startColumn: column },
});

const caseFact = defineFact({
  id: 'case',
  scope: 'case',
  version: 1,
  title: 'A dispute: its damages, its infringements, and what went on after a takedown.',
  schema: caseSchema,
  compute: async (_subject, _params, context) => {
    const { value, problems } = await context.use(caseFile);
    if (value === null) throw new ListingLintError('data-invalid', 'the case file has mistakes', problems);
    return caseOf(value);
  },
});

const damagesFact = defineFact({
  id: 'damages',
  scope: 'case',
  version: 1,
  title: 'The damages of a dispute in USD; cannot be had where the case states none, or in another currency alone.',
  schema: z.object({
    usd: z.number().meta({ title: 'damages', unit: 'USD' }),
    stated: z.string().meta({ title: 'damages as the case states them' }),
  }),
  compute: async (_subject, _params, context) => {
    const { damagesUsd, damagesStated } = await context.get(caseFact.id);
    if (damagesUsd !== null) return { usd: damagesUsd, stated: damagesStated };
    const why =
      damagesStated === 'none stated'
        ? 'the case states no damages'
        : `the case states ${damagesStated}; add "damages.usd" and "damages.rateDate"`;
    throw new ListingLintError('fact-unavailable', why);
  },
});

export const facts: NonNullable<Plugin['facts']> = [caseFileFact, caseFact, damagesFact];
