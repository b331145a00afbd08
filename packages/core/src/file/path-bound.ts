import { existsSync, readlinkSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { isInside } from './folders.ts';
import { noteSeen, noteUnrepeatable } from './seen-files.ts';
import { isInOwnFolder, isTemporaryName } from './temporary/temporary-folder.ts';

/** No bound: the user named the path (argument, option, environment variable, caller of the Node API), or it is a file of this program. */
export const ANYWHERE: Anywhere = { isAnywhere: true };

interface Anywhere {
  readonly isAnywhere: true;
}

/**
 * How far a path may lead: an absolute folder that it must really be in, links followed, and not in a `.git` there; or `ANYWHERE`. A path that a document
 * names (config, listing, case, log, ledger, list) or that a walk has found always has a folder. Temporary folders of this process are within every bound.
 */
export type PathBound = string | Anywhere;

/** The folder of a bound; undefined for `ANYWHERE`. Throws a `TypeError` for what is neither, as where a plugin without types leaves it out. */
export const folderOfBound = (within: PathBound): string | undefined => {
  if (typeof within === 'string') return within;
  if (within === ANYWHERE) return undefined;
  throw new TypeError(
    '`within` is missing: give the folder that the file must be in, or ANYWHERE for what the user named',
  );
};

/** Code points that HFS+ leaves out when it compares names. */
const IGNORED_IN_NAMES = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;
/** `.git` as file systems take it that ignore case, dots and blanks at the end, name streams after `:`, or cut names to eight letters. */
const GIT_FOLDER = /^(?:\.git|git~\d+)[ .]*(?::.*)?$/i;

/** Whether a part of a path is the folder that git keeps for itself, on whatever file system. */
export const hasGitFolder = (path: string): boolean =>
  path.split(/[\\/]+/).some((part) => GIT_FOLDER.test(part.replace(IGNORED_IN_NAMES, '')));

/** A chain of more links is a circle. */
const MOST_LINKS = 40;

/** The real path of an absolute path, links followed, also where nothing is there yet: a file written to that path would be there. */
export const realPlaceOf = (path: string, links = 0): string => {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    if (parent === path || links > MOST_LINKS) return path;
    const folder = realPlaceOf(parent, links + 1);
    const target = linkAt(path);
    return target === undefined ? join(folder, basename(path)) : realPlaceOf(resolve(folder, target), links + 1);
  }
};

const linkAt = (path: string): string | undefined => {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
};

/** Why a path is not within a bound. */
export interface BoundFault {
  readonly code: 'link-not-followed' | 'out-of-bounds' | 'in-git';
  readonly message: string;
}

/** Why an absolute path is not within a bound; undefined where it is. What is not there yet is judged by where it would be. */
export const boundFault = (path: string, within: PathBound, called?: string): BoundFault | undefined => {
  const folder = folderOfBound(within);
  return folder === undefined ? undefined : faultOfPlace(path, realPlaceOf(path), folder, realPlaceOf(folder), called);
};

/** The same of a path and a folder whose real paths are known; `called` is what messages call the folder. */
export const faultOfPlace = (
  path: string,
  real: string,
  within: string,
  realWithin: string,
  called = 'the folder of the config',
): BoundFault | undefined => {
  if (isInOwnFolder(real)) return undefined;
  const inGit = faultOfName(path, within) ?? faultOfName(real, realWithin);
  if (inGit !== undefined) return inGit;
  if (isInside(realWithin, real)) return undefined;
  if (!isInside(within, path)) return { code: 'out-of-bounds', message: `it is outside of ${called}` };
  const isLast = isInside(realWithin, join(realPlaceOf(dirname(path)), basename(path)));
  const what = isLast ? 'it is a link that leads' : 'a folder of its path is a link that leads';
  return { code: 'link-not-followed', message: `${what} out of ${called}, and is not followed` };
};

/** Why the name of a path by itself, whether or not anything is there, is none within a folder. */
export const faultOfName = (path: string, within: string): BoundFault | undefined =>
  isInside(within, path) && hasGitFolder(relative(within, path))
    ? { code: 'in-git', message: 'it is in .git, which is never used' }
    : undefined;

/** Whether an absolute path leads out of a folder, or into a `.git` there, as `boundFault` has it. */
export const leadsOut = (folder: string, path: string): boolean => {
  if (boundFault(path, folder) === undefined) return false;
  // Where a link leads has no state that a later run could ask for.
  noteUnrepeatable();
  return true;
};

/**
 * The folder that files which a config names must be in: the repository that holds the folder of the config (absolute), else that folder. A repository of the
 * whole home folder separates nothing, so it is none; a copy of what is staged stands for its repository.
 */
export const repositoryOr = (folder: string): string => repositoryAround(folder) ?? folder;

/** The repository that holds an absolute folder, as `repositoryOr` knows it; undefined outside of one. */
export const repositoryAround = (folder: string): string | undefined => {
  const home = realPlaceOf(homedir());
  for (let at = folder; at !== home && dirname(at) !== at; at = dirname(at)) {
    if (isTemporaryName(basename(at)) || existsSync(join(at, '.git'))) return at;
    // That there is none is what a later run has to find again.
    noteSeen(join(at, '.git'), undefined);
  }
  return undefined;
};
