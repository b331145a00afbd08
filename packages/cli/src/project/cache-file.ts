import { existsSync, lstatSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  ANYWHERE,
  FileRefusal,
  fileFault,
  isTracked,
  ListingLintError,
  MAX_DATA_BYTES,
  type OpenedCache,
  openCache,
  type Project,
  readBytesSync,
} from '@listing-lint/core';
import { refuseWayOut } from '../output/way-out.ts';
import { CACHE_NAME } from './cache-name.ts';
import { type ProjectPlaces, projectFile } from './project-places.ts';

/** The cache of each project, where one is wanted. Throws `output-failed` where a link leads one out of its repository. */
export const cacheFiles = (
  flags: { readonly cache: boolean; readonly cacheLocation?: string },
  projects: readonly Project[],
  places: ProjectPlaces,
): ReadonlyMap<Project, string> => {
  const { cache, cacheLocation } = flags;
  if (!cache && cacheLocation === undefined) return new Map();
  return new Map(
    projects.map((project) => {
      const root = places.rootOf(project);
      const file =
        cacheLocation === undefined
          ? join(root, CACHE_NAME)
          : projectFile(project, '--cache-location', cacheLocation, places);
      for (const folder of [root, places.cwd]) refuseWayOut(file, cacheLocation ?? CACHE_NAME, folder);
      return [project, file];
    }),
  );
};

/** Whether a cache comes with the repository. Nothing of it can be believed: whoever may send a change could send verdicts with it. */
export const comesWithRepository = (file: string): boolean => existsSync(file) && isTracked(file);

/**
 * What an earlier run left; undefined where there is nothing of use. What is damaged is told by `say`, and begun anew. Throws `output-failed`
 * where a pipe, a device or a folder is in its place, or a file that is no cache: what this run finds could not be kept there, or would take
 * its place.
 */
export const readCache = (file: string, say: (message: string) => void): OpenedCache | undefined => {
  try {
    const bytes = readBytesSync(file, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE });
    const opened = openCache(bytes, () => say(damaged(file)));
    if (opened.state === 'good') return opened;
    if (opened.state === 'foreign' && bytes.length > 0 && !isOwnName(file)) throw noCache(file);
    if (opened.state !== 'other' && bytes.length > 0) say(damaged(file));
    return undefined;
  } catch (error) {
    if (error instanceof FileRefusal && error.code === 'not-a-file')
      throw new ListingLintError('output-failed', `cannot keep the cache in ${file}: ${fileFault(error)}`);
    if (error instanceof ListingLintError) throw error;
    if (error instanceof FileRefusal && error.code !== 'link-not-followed' && !isOwnName(file)) throw noCache(file);
    return undefined;
  }
};

const damaged = (file: string): string => `the cache ${file} is damaged: nothing of it is used, and it is begun anew`;

/** What lies under the cache's own name, and is no link to elsewhere, is a cache, however damaged. */
export const isOwnName = (file: string): boolean =>
  basename(file) === CACHE_NAME && lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() !== true;

const noCache = (file: string): ListingLintError =>
  new ListingLintError('output-failed', `cannot keep the cache in ${file}: it is no cache, and would be lost`, [
    { message: 'name another file, or remove this one' },
  ]);
