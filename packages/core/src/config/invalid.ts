import { ListingLintError, type Problem } from '../model/error.ts';
import { countProblems, firstProblems } from '../text/problems.ts';

/** The error that tells the problems of configs and rules, each once. */
export const invalidConfig = (problems: readonly Problem[]): ListingLintError => {
  const unique = inOrder([...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]);
  const total = countProblems(unique);
  const count = total === 1 ? '1 problem' : `${total} problems`;
  const files = [...new Set(unique.map(({ file }) => file))];
  const told = files.flatMap((file) => firstProblems(shown(unique.filter((problem) => problem.file === file))));
  return new ListingLintError('config-invalid', `${count} in the config and the rules`, told);
};

/** The problems of one file, without its lines where one of them shows what must not be. */
const shown = (problems: readonly Problem[]): readonly Problem[] =>
  problems.some(({ conceals }) => conceals === true)
    ? problems.map(({ frame: _, conceals: __, ...problem }) => problem)
    : problems;

/** File by file as they came up, and down the lines of each. */
const inOrder = (problems: readonly Problem[]): readonly Problem[] => {
  const files = [...new Set(problems.map(({ file }) => file))];
  return problems.toSorted(
    (a, b) =>
      files.indexOf(a.file) - files.indexOf(b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
};
