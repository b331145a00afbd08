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
