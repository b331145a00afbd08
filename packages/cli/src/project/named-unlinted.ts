import { posix } from 'node:path';
import { type OpenedProjects, type Project, pathFrom, type Report, type Selection } from '@listing-lint/core';

/** A path that the user named, and at or below which no subject of the report lies. */
export interface NamedUnlinted {
  readonly project: Project;
  /** From the root of the project. */
  readonly own: string;
  /** As the report writes paths. */
  readonly path: string;
}

/** Holds paths that were named against what was linted, each by itself: beside others a path must not be greener than alone. */
export const namedUnlinted = (
  { isJoined, root }: OpenedProjects,
  selections: ReadonlyMap<Project, Selection>,
  report: Report,
): readonly NamedUnlinted[] => {
  const named = [...selections].flatMap(([project, { paths }]) => {
    const place = isJoined ? pathFrom(root, project.config.root) : '.';
    const all = project.isWayThrough ? [] : [...new Set(paths)].filter((own) => own !== '.');
    return all.map((own) => ({ project, own, path: posix.join(place, own) }));
  });
  // Most runs name nothing, and may have 100,000 subjects.
  if (named.length === 0) return named;
  const linted = withFoldersAbove(report.subjects.map(({ path }) => path));
  return named.filter(({ path }) => !linted.has(path));
};

/** The paths, and all folders that they lie in. */
export const withFoldersAbove = (paths: readonly string[]): ReadonlySet<string> =>
  new Set(paths.flatMap((path) => [path, ...foldersAbove(path)]));

/** The folders that a path lies in, below the root, the nearest first. */
export const foldersAbove = (path: string): readonly string[] => {
  const folder = posix.dirname(path);
  return folder === '.' || folder === path ? [] : [folder, ...foldersAbove(folder)];
};
