import { isAbsolute, join, resolve } from 'node:path';
import type { Project } from '@listing-lint/core';
import { UsageError } from '../output/known-error.ts';

/** Where files of projects lie that the command line names. */
export interface ProjectPlaces {
  /** There are several: each has files of its own. */
  readonly isJoined: boolean;
  readonly cwd: string;
  /** Absolute. */
  readonly rootOf: (project: Project) => string;
}

/** A file that an option names: from the working directory, and where there are several projects, from the folder of each. */
export const projectFile = (
  project: Project,
  option: string,
  name: string,
  { isJoined, cwd, rootOf }: ProjectPlaces,
): string => {
  if (!isJoined) return resolve(cwd, name);
  if (!isAbsolute(name)) return join(rootOf(project), name);
  throw new UsageError(
    `${option} ${name}: one file cannot be that of several projects`,
    'give a name without its folder: each project has the file in its own folder',
  );
};
