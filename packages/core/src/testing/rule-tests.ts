import type { Verdict } from '../evaluate/evaluate.ts';
import type { Problem } from '../model/error.ts';
import type { Outcome } from '../model/report.ts';
import type { RuleDocument, YamlSource } from '../model/rule.ts';
import type { Registry } from '../registry/registry.ts';
import { compileRule } from '../rule/compile.ts';
import { mutantsOf } from './mutate.ts';
import { type CaseResult, compareCase, type JudgeFiles, judgeCase } from './run-cases.ts';
import { parseRuleTest, type RuleTestCase, type RuleTestFile } from './test-file.ts';

/** What the tests of one rule showed. */
export interface RuleTestResult {
  readonly path: string;
  /** The rule's id; undefined when the test file could not be read. */
  readonly rule?: string;
  /** What is wrong with the test file itself. */
  readonly problems: readonly Problem[];
  readonly cases: readonly CaseResult[];
  /** Deliberate faults in the rule, and those that no case noticed. */
  readonly mutants: number;
  readonly unnoticed: readonly string[];
  /** Outcomes that the rule can have and that no case shows. */
  readonly uncovered: readonly Outcome[];
}

export interface RuleTestOptions {
  /** Rules beside those of the registry, by id. */
  readonly rules?: ReadonlyMap<string, RuleDocument>;
  /** How to judge cases that give files. Without it such cases are a problem of the file. */
  readonly judgeFiles?: JudgeFiles;
}

/**
 * Runs a `<rule>.test.yaml`: every case, then the mutation check over the cases that give facts: the rule is spoilt in one place at a
 * time, and some case must notice. Never throws for a bad test file.
 */
export const runRuleTests = async (
  source: YamlSource,
  registry: Registry,
  options: RuleTestOptions = {},
): Promise<RuleTestResult> => {
  const { file, problems } = parseRuleTest(source, registry, options.rules);
  const nothing = { path: source.path, problems, cases: [], mutants: 0, unnoticed: [], uncovered: [] };
  if (!file) return nothing;
  if (!options.judgeFiles && file.cases.some((test) => 'files' in test.given)) {
    return { ...nothing, problems: [file.document.problemAt(['cases'], 'cases with files cannot be judged here')] };
  }
  const cases = await Promise.all(file.cases.map((test) => runCase(test, file.rule, registry, options.judgeFiles)));
  const mutation = await checkMutants(file, registry);
  const shown = new Set(file.cases.map((test) => test.outcome));
  const possible: readonly Outcome[] = ['pass', 'fail', ...(file.rule.when ? (['skip'] as const) : []), 'inconclusive'];
  return {
    path: source.path,
    rule: file.rule.id,
    problems: [],
    cases,
    ...mutation,
    uncovered: possible.filter((outcome) => !shown.has(outcome)),
  };
};

/** `true` when every case is validated, every fault noticed and every outcome shown. */
export const ruleTestPassed = (result: RuleTestResult): boolean =>
  result.problems.length === 0 &&
  result.cases.every(({ status }) => status === 'validated') &&
  result.unnoticed.length === 0 &&
  result.uncovered.length === 0;

const runCase = async (
  test: RuleTestCase,
  rule: RuleDocument,
  registry: Registry,
  judgeFiles: JudgeFiles | undefined,
): Promise<CaseResult> => {
  const { verdict, notGiven } = await judgeCase(test, compileRule(rule, test.options, registry), registry, judgeFiles);
  return compareCase(test, verdict, notGiven);
};

const checkMutants = async (
  file: RuleTestFile,
  registry: Registry,
): Promise<Pick<RuleTestResult, 'mutants' | 'unnoticed'>> => {
  const tests = file.cases.filter((test) => 'facts' in test.given);
  const sound = await Promise.all(
    tests.map(async (test) => {
      const compiled = compileRule(file.rule, test.options, registry);
      return { test, compiled, key: verdictKey(await judgeCase(test, compiled, registry)) };
    }),
  );
  const mutants = mutantsOf(compileRule(file.rule, {}, registry), registry.operators);
  const unnoticed: string[] = [];
  for (const mutant of mutants) {
    let noticed = false;
    for (const { test, compiled, key } of sound) {
      noticed = verdictKey(await judgeCase(test, mutant.mutate(compiled), registry)) !== key;
      if (noticed) break;
    }
    if (!noticed) unnoticed.push(mutant.what);
  }
  return { mutants: mutants.length, unnoticed };
};

/** What a case sees of a verdict: outcome and where the causes lie; not their words, which quote the threshold. */
const verdictKey = ({ verdict, notGiven }: { verdict: Verdict; notGiven: readonly string[] }): string =>
  JSON.stringify([verdict.outcome, verdict.causes.map(({ fact, path }) => [fact, path]), notGiven]);
