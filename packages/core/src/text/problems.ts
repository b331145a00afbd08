import type { Problem } from '../model/error.ts';

/**
 * One problem as text, for a terminal or a log:
 * `rules/mine.yaml:7:20 unknown fact "imge"`, then the hint and the code frame, each indented.
 */
export const formatProblem = (problem: Problem): string => {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  const key = problem.message.includes(`"${problem.key}"`) ? undefined : problem.key;
  const head = [place, key].filter((part) => part !== undefined && part !== '').join(' ');
  const lines = [head === '' ? problem.message : `${head} ${problem.message}`];
  if (problem.hint !== undefined) lines.push(`  ${problem.hint}`);
  if (problem.frame !== undefined) lines.push(...problem.frame.split('\n').map((line) => `  ${line}`.trimEnd()));
  return lines.join('\n');
};

/** Problems of one document that are told one by one. */
export const MAX_PROBLEMS = 50;

/**
 * The first problems of one document, and last, in place of the others, their number; `total` where only the first have been made. What
 * has been shortened before may be shortened again.
 */
export const firstProblems = (problems: readonly Problem[], total = countProblems(problems)): readonly Problem[] => {
  const told = problems.filter(({ omitted }) => omitted === undefined).slice(0, MAX_PROBLEMS);
  const omitted = total - told.length;
  if (omitted <= 0) return told;
  const file = problems[0]?.file;
  const rest: Problem = {
    message: `${omitted === 1 ? '1 more problem is' : `${omitted} more problems are`} not shown: correct these first`,
    ...(file === undefined ? {} : { file }),
    omitted,
  };
  return [...told, rest];
};

/** How many problems there are, with those that are not told. */
export const countProblems = (problems: readonly Problem[]): number =>
  problems.reduce((sum, { omitted = 1 }) => sum + omitted, 0);
