import { evaluateRule, type Verdict } from '../evaluate/evaluate.ts';
import type { RuleDocument } from '../model/rule.ts';
import type { Registry } from '../registry/registry.ts';
import type { CompiledRule } from '../rule/formula/formula.ts';
import { GivenSubjects } from './given-subjects.ts';
import type { GivenFiles, RuleTestCase } from './test-file.ts';

/**
 * `validated`: the rule said what the case expects. `noisy`: it spoke where it should be quiet (pass or skip). `missing`: it was quiet
 * where it should speak. `wrong`: another outcome, cause or message, or a fact was asked for that the case does not give.
 */
export type CaseStatus = 'validated' | 'noisy' | 'missing' | 'wrong';

export interface CaseResult {
  readonly name: string;
  readonly status: CaseStatus;
  /** What differs, a line each; empty when validated. */
  readonly differences: readonly string[];
  readonly verdict: Verdict;
}

/** Judges files for a test: runs the rule over them as a lint would, and gives its verdict on `given.subject`. */
export type JudgeFiles = (rule: RuleDocument, test: RuleTestCase, given: GivenFiles) => Promise<Verdict>;

/** Judges one case. `compiled` has the case's options bound. */
export const judgeCase = async (
  test: RuleTestCase,
  compiled: CompiledRule,
  registry: Registry,
  judgeFiles?: JudgeFiles,
): Promise<{ readonly verdict: Verdict; readonly notGiven: readonly string[] }> => {
  if (!('facts' in test.given)) {
    if (!judgeFiles) throw new Error('cases with files need a function that judges files');
    return { verdict: await judgeFiles(compiled.rule, test, test.given), notGiven: [] };
  }
  const { rule } = compiled;
  const given = new GivenSubjects(rule, registry);
  const subject = given.judged(test.given);
  const verdict = await evaluateRule(compiled, subject.resolve, { asOf: test.asOf, related: subject.related });
  return { verdict, notGiven: [...given.notGiven].sort() };
};

/** Compares what a rule said with what its case expects. */
export const compareCase = (test: RuleTestCase, verdict: Verdict, notGiven: readonly string[]): CaseResult => {
  const differences: string[] = [];
  for (const what of notGiven) differences.push(`${what} was asked for, but the case does not give it`);
  if (verdict.outcome !== test.outcome) {
    const why = verdict.message === '' ? '' : `: ${verdict.message}`;
    differences.push(`expected ${test.outcome}, but the rule says ${verdict.outcome}${why}`);
  } else {
    const messages = verdict.causes.map((cause) => cause.message);
    if (test.causes && !sameList(test.causes, messages)) {
      differences.push(`expected causes ${listed(test.causes)}, but they are ${listed(messages)}`);
    }
    if (test.message !== undefined && test.message !== verdict.message) {
      differences.push(`expected message "${test.message}", but it is "${verdict.message}"`);
    }
  }
  return { name: test.name, status: statusOf(test, verdict, differences, notGiven), differences, verdict };
};

const isQuiet = (outcome: Verdict['outcome']): boolean => outcome === 'pass' || outcome === 'skip';

const statusOf = (
  test: RuleTestCase,
  verdict: Verdict,
  differences: readonly string[],
  notGiven: readonly string[],
): CaseStatus => {
  if (differences.length === 0) return 'validated';
  if (notGiven.length > 0 || isQuiet(test.outcome) === isQuiet(verdict.outcome)) return 'wrong';
  return isQuiet(test.outcome) ? 'noisy' : 'missing';
};

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

const listed = (items: readonly string[]): string => `[${items.map((item) => `"${item}"`).join(', ')}]`;
