import { basename, dirname, join } from 'node:path';
import {
  CONFIG_FILES,
  compileGlob,
  EXCEPTIONS_NAME,
  inputFilesOf,
  isInside,
  isMissingFile,
  type LineFile,
  MAX_DATA_BYTES,
  type Project,
  pathFrom,
  type ResolvedConfig,
  readTextSync,
  repositoryOr,
  type Selection,
} from '@listing-lint/core';
import { type Changes, type Repository, textIn } from '../git/git.ts';

/** Where a project lies in its repository. */
export interface ProjectPlace {
  readonly repository: Repository;
  /** Absolute root of the project in the working tree, without links on the way. */
  readonly root: string;
}

/**
 * What of a project changes speak for. A changed config, rule, mark, baseline or file of exceptions, also one that is gone, may change the
 * verdict on every picture; a changed line of a file that has one line a picture speaks for that picture.
 */
export const selectionOf = async (
  { config, selection }: Project,
  changes: Changes,
  place: ProjectPlace,
  baseline: string | undefined,
): Promise<Selection> => {
  const { repository, root } = place;
  const named = selection?.paths ?? [];
  const inputs = inputFilesOf(config).map((file) => pathFrom(config.root, file));
  const isSetting = settingTest(config, place, changes, baseline);
  const addedOrRemoved: string[] = [];
  const lineFiles = lineFilesOf(config);
  const paths: string[] = [];
  for (const changed of changes.paths) {
    const path = pathFrom(root, join(repository.top, changed));
    if (await isSetting(changed)) return { paths: within(['.'], named), areChanges: true };
    if (!inputs.includes(path)) {
      paths.push(path);
      if (changes.addedOrRemoved.has(changed)) addedOrRemoved.push(path);
      continue;
    }
    const lineFile = lineFiles.find(({ file }) => file === path);
    const before = lineFile && (await textIn(repository, changes.base, changed));
    const spokenFor = lineFile && subjectsOfLines(lineFile, before ?? '', join(config.root, path));
    if (spokenFor === undefined) return { paths: within(['.'], named), areChanges: true };
    paths.push(...spokenFor);
  }
  return { paths: within([...new Set(paths)], named), areChanges: true, addedOrRemoved };
};

/**
 * Tells whether a changed file (from the top) may be a setting that the config no longer shows, or did not show before: a config or file of
 * exceptions in the root or above it, one of the project's folders that gets or loses its own, a rule file that is gone, a baseline.
 */
const settingTest =
  (
    { root: configRoot, documents }: ResolvedConfig,
    { repository, root }: ProjectPlace,
    changes: Changes,
    baseline: string | undefined,
  ) =>
  async (changed: string): Promise<boolean> => {
    const file = join(repository.top, changed);
    const name = basename(file);
    const isGoneOrNew = changes.addedOrRemoved.has(changed);
    if (baseline !== undefined && name === basename(baseline)) return true;
    if (CONFIG_FILES.includes(name) || name === EXCEPTIONS_NAME)
      return isInside(dirname(file), root) || (isGoneOrNew && isInside(root, file));
    if (name === 'package.json' && isInside(dirname(file), root))
      return (await textIn(repository, changes.base, changed)).includes('"listing-lint"');
    if (!isGoneOrNew) return false;
    return documents.some(({ document, ruleFiles }) => {
      const base = document.file === undefined ? configRoot : dirname(document.file);
      const path = pathFrom(base, join(configRoot, pathFrom(root, file)));
      return ruleFiles.some((glob) => !glob.startsWith('!') && compileGlob(glob).matches(path));
    });
  };

/** Subjects of the lines that a file has more or less than it had before; undefined where a line may be about any. */
const subjectsOfLines = ({ subjectsOf }: LineFile, before: string, file: string): readonly string[] | undefined => {
  const old = new Set(linesOf(before));
  const now = new Set(linesOf(textOf(file)));
  const changed = [...[...old].filter((line) => !now.has(line)), ...[...now].filter((line) => !old.has(line))];
  const subjects = changed.map(subjectsOf);
  return subjects.some((each) => each === undefined) ? undefined : subjects.flatMap((each) => each ?? []);
};

const linesOf = (text: string): readonly string[] => text.split(/\r?\n/).filter((line) => line !== '');

const textOf = (file: string): string => {
  try {
    return readTextSync(file, { maxBytes: MAX_DATA_BYTES, within: repositoryOr(dirname(file)) });
  } catch (error) {
    if (isMissingFile(error)) return '';
    throw error;
  }
};

const lineFilesOf = ({ registry, settings }: ResolvedConfig): readonly LineFile[] =>
  registry.plugins.flatMap((plugin) => plugin.lineFiles?.(settings.of(plugin.name)) ?? []);

/** Changes that lie in the part that the user named, if any. */
const within = (changes: readonly string[], paths: readonly string[]): readonly string[] => {
  if (paths.length === 0 || paths.includes('.')) return changes;
  if (changes.includes('.')) return paths;
  return changes.filter((change) => paths.some((path) => change === path || change.startsWith(`${path}/`)));
};
