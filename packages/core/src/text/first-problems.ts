import type { Problem } from '../model/error.ts';

/** Problems of one document that are told one by one. */
export const MAX_PROBLEMS = 50;

/** The first problems of one document, and in place of the others their number; `total` where only the first have been made. */
export const firstProblems = (problems: readonly Problem[], total = problems.length): readonly Problem[] => {
  const more = total - MAX_PROBLEMS;
  if (more <= 0) return problems;
  const file = problems[0]?.file;
  const rest: Problem = {
    message: `${more === 1 ? '1 more problem is' : `${more} more problems are`} not shown: correct these first`,
    ...(file === undefined ? {} : { file }),
  };
  return [...problems.slice(0, MAX_PROBLEMS), rest];
};
