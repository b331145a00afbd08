import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { isInside } from '../file/folders.ts';
import { hasGitFolder, repositoryAround } from '../file/path-bound.ts';
import type { Problem } from '../model/error.ts';
import { OWN_PLACES } from './view.ts';

/**
 * How much of a file's text an error may show. A config can name any file of the machine, and what is wrong with it goes to logs that
 * others read: `all` of what lies in the folder of the config, `sentences` without the lines of the file in its repository, `nothing` beyond. What git keeps for
 * itself is `refused`: it is not even read.
 */
export type Disclosure = 'all' | 'sentences' | 'nothing' | 'refused';

/** What may be shown of a file (absolute), links followed, to those who may read the folder of the config, `root`. */
export const disclosureFor = (root: string, view = OWN_PLACES): ((file: string) => Disclosure) => {
  const placeOf = (path: string): string => realOf(view.originalOf(realOf(path)));
  const folder = placeOf(root);
  const repository = repositoryAround(folder);
  return (file) => {
    const place = placeOf(file);
    const top = repository ?? folder;
    if (hasGitFolder(isInside(top, place) ? relative(top, place) : place)) return 'refused';
    if (isInside(folder, place)) return 'all';
    return repository !== undefined && isInside(repository, place) ? 'sentences' : 'nothing';
  };
};

/** The path with links followed; itself where nothing is there. */
export const realOf = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
};

/** Problems with no more of the files than may be shown. `files` are the files (absolute) by what problems call them. */
export const disclosed = (
  problems: readonly Problem[],
  files: ReadonlyMap<string, string>,
  disclosureOf: (file: string) => Disclosure,
): readonly Problem[] => {
  const closed = new Set<string>();
  return problems.flatMap((problem): readonly Problem[] => {
    const { frame, ...sentence } = problem;
    const file = files.get(problem.file ?? '');
    const disclosure = file === undefined || problem.file === undefined ? 'all' : disclosureOf(file);
    if ((disclosure !== 'nothing' && disclosure !== 'refused') || problem.file === undefined) {
      return [disclosure === 'all' && frame !== undefined ? problem : sentence];
    }
    if (closed.has(problem.file)) return [];
    closed.add(problem.file);
    const { line, column } = problem;
    return [
      {
        message: 'this file is not what is needed; it lies outside, so nothing of its text is shown',
        file: problem.file,
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
        hint: 'copy it into the folder of the config to see what is wrong',
      },
    ];
  });
};

/** Message and hint where a file is named that git keeps for itself. */
export const gitRefusal = (what: string): readonly [string, string] => [
  `${what} is in .git, which is never used`,
  'name a file beside what the repository holds',
];

/** Message and hint where `--no-plugins` refuses a file for its place. */
export const refusal = (what: string): readonly [string, string] => [
  `--no-plugins: ${what} is refused, as it lies outside`,
  'leave --no-plugins out, or copy the file into the folder of the config',
];
