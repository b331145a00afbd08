import { join, relative } from 'node:path';
import type { LintOptions, ResolvedConfig } from '@listing-lint/core';
import type { Io } from '../output/io.ts';
import { UsageError } from '../output/known-error.ts';
import { changedPaths, repositoryOf, stagedPaths } from './git.ts';
import { mirrorIndex } from './staged-mirror.ts';

export interface ScopeFlags {
  readonly staged?: boolean;
  /** `true` without a ref. */
  readonly changed?: string | true;
}

/** Which part of the set is reported, and where its content is read. */
export interface ScopeOfRun {
  readonly options: Pick<LintOptions, 'selection' | 'contentRoot' | 'allowEmpty'>;
  readonly done: () => Promise<void>;
}

const nothingToDo = async (): Promise<void> => undefined;

/** By paths, by what is staged, or by what has changed since a commit. */
export const scopeOfRun = async (
  config: ResolvedConfig,
  paths: readonly string[],
  flags: ScopeFlags,
  io: Io,
): Promise<ScopeOfRun> => {
  const isStaged = flags.staged === true;
  const { changed } = flags;
  if (isStaged && changed !== undefined) throw new UsageError('--staged and --changed cannot be used together');
  if (!isStaged && changed === undefined) {
    return { options: paths.length === 0 ? {} : { selection: { paths } }, done: nothingToDo };
  }
  const repository = await repositoryOf(config.root, { ...process.env, ...io.env });
  const changes = isStaged
    ? await stagedPaths(repository)
    : await changedPaths(repository, typeof changed === 'string' ? changed : 'HEAD');
  const inputs = inputsOf(config);
  // A changed config, rule or mark may change the verdict on every picture.
  const selected = changes.some((path) => inputs.includes(path)) ? ['.'] : changes;
  const options = { allowEmpty: true, selection: { paths: within(selected, paths), areChanges: true } };
  if (!isStaged) return { options, done: nothingToDo };
  const mirror = await mirrorIndex(repository, inputs);
  return { options: { ...options, contentRoot: mirror.root }, done: mirror.remove };
};

/** Files that all verdicts depend on, relative to the root. */
const inputsOf = (config: ResolvedConfig): readonly string[] => {
  const { root, registry, settings } = config;
  const rel = (file: string): string => relative(root, file).replaceAll('\\', '/');
  return [
    ...(config.file === undefined ? [] : [config.file.path]),
    ...(config.exceptions === undefined ? [] : [rel(config.exceptions.file)]),
    ...config.documents.flatMap(({ document }) => (document.file === undefined ? [] : [rel(document.file)])),
    ...config.ruleFiles.map(rel),
    ...registry.plugins
      .flatMap((plugin) => plugin.files?.(settings.of(plugin.name), root) ?? [])
      .map((path) => rel(join(root, path))),
  ];
};

/** Changes that lie in the part that the user named, if any. */
const within = (changes: readonly string[], paths: readonly string[]): readonly string[] => {
  if (paths.length === 0 || paths.includes('.')) return changes;
  if (changes.includes('.')) return paths;
  return changes.filter((change) => paths.some((path) => change === path || change.startsWith(`${path}/`)));
};
