import { formatProblem } from '../text/problems.ts';
import { type RuleTestResult, ruleTestPassed } from './rule-tests.ts';

/** The result of a rule's tests as text: one line when all is well, else what is not. */
export const formatRuleTest = (result: RuleTestResult): string => {
  const name = result.rule ?? result.path;
  if (ruleTestPassed(result)) {
    return `ok ${name}: ${count(result.cases.length, 'case')} validated, ${count(result.mutants, 'fault')} noticed`;
  }
  const lines = [`not ok ${name} (${result.path})`];
  for (const problem of result.problems) lines.push(indent(formatProblem(problem)));
  for (const { name: title, status, differences } of result.cases) {
    if (status !== 'validated') lines.push(`  ${status}: ${title}`, ...differences.map((line) => `    ${line}`));
  }
  for (const what of result.unnoticed) lines.push(`  no case notices when it is spoilt: ${what}`);
  for (const outcome of result.uncovered) lines.push(`  no case shows the outcome ${outcome}`);
  return lines.join('\n');
};

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
const indent = (text: string): string => text.replace(/^/gm, '  ');
