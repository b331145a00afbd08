import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isInside } from '../file/folders.ts';
import type { Problem } from '../model/error.ts';
import type { FileView } from './view.ts';

/**
 * How much of a file's text an error may show. A config can name any file of the machine, and what is wrong with it goes to logs that
 * others read: `all` of what lies in the folder of the config, `sentences` without the lines of the file in its repository, `nothing` beyond.
 */
export type Disclosure = 'all' | 'sentences' | 'nothing';

/** What may be shown of a file (absolute), links followed, to those who may read the folder of the config, `root`. */
export const disclosureFor = (root: string, view: FileView): ((file: string) => Disclosure) => {
  const placeOf = (path: string): string => realOf(view.originalOf(realOf(path)));
  const folder = placeOf(root);
  const repository = repositoryOf(folder);
  return (file) => {
    const place = placeOf(file);
    if (isInside(folder, place)) return 'all';
    return repository !== undefined && isInside(repository, place) ? 'sentences' : 'nothing';
  };
};

/** A repository of the whole home folder keeps nobody apart, so it is none. */
const repositoryOf = (folder: string): string | undefined => {
  const home = realOf(homedir());
  for (let at = folder; at !== home && dirname(at) !== at; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
  }
  return undefined;
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
    if (disclosure !== 'nothing' || problem.file === undefined) {
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

/** Message and hint where `--no-plugins` refuses a file for its place. */
export const refusal = (what: string): readonly [string, string] => [
  `--no-plugins: ${what} is refused, as it lies outside`,
  'leave --no-plugins out, or copy the file into the folder of the config',
];
