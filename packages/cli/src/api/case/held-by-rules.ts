import type { Finding } from '@listing-lint/core';
import { casePathsIn } from '@listing-lint/disputes';
import { UsageError } from '../../output/known-error.ts';
import { builtinSettings } from '../../project/registry-file.ts';
import { configOptionsOf, type Program, queryOf } from '../flags.ts';
import { linterFor } from '../lint.ts';
import type { CaseQuery, OpenedCase } from './find-case.ts';

/** Sentences on a case, each after the rule that says it. */
interface CaseHold {
  /** Why nothing may be written that rests on it. */
  readonly reasons: readonly string[];
  /** What could not be told, and may be so. */
  readonly notes: readonly string[];
}

/** Rules that are asked of a case before anything is written from it. */
interface HoldingRules {
  /** Hold where they do not pass. */
  readonly unlessPassed?: readonly string[];
  /** Hold where they fail; what they cannot tell, as of a file that cannot be decoded, is noted. */
  readonly whereFailed: readonly string[];
}

/**
 * Asks rules of a case, with the options of the config: the case alone does not show what its files and the other cases do. Rejects with
 * `usage` where the config does not name the case: no rule looks at it then.
 */
export const heldByRules = async (
  query: CaseQuery,
  { config, cwd, found, today }: OpenedCase,
  { unlessPassed = [], whereFailed }: HoldingRules,
  program: Program | undefined,
): Promise<CaseHold> => {
  if (!casePathsIn(config.root, builtinSettings(config)).includes(found.path)) {
    throw new UsageError(
      `${found.path} is none of the cases of the config, and nothing is written from a case that no rule has looked at`,
      'let `cases` in the config name it',
    );
  }
  const { report } = await linterFor(program)({
    ...queryOf(configOptionsOf(query), { cwd }),
    paths: [found.file],
    only: [...unlessPassed, ...whereFailed],
    asOf: today,
  });
  const isOpen = ({ ruleId, outcome }: Finding): boolean => outcome !== 'fail' && !unlessPassed.includes(ruleId);
  const sentences = (findings: readonly Finding[]): readonly string[] => findings.flatMap(sentencesIn);
  return {
    reasons: sentences(report.findings.filter((each) => !isOpen(each))),
    notes: sentences(report.findings.filter(isOpen)),
  };
};

/** What a finding says: each cause of several, as the headline only counts them. */
const sentencesIn = ({ ruleId, message, causes }: Finding): readonly string[] =>
  (causes.length > 1 ? causes.map((cause) => cause.message) : [message]).map((text) => `${ruleId}: ${text}`);
