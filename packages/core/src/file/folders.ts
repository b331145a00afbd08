import { realpathSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, sep } from 'node:path';
import { noteUnrepeatable } from './seen-files.ts';

/** Whether an absolute path is a folder itself or lies in it. */
export const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
};

/** `isInside` of what two absolute paths lead to, links followed. Rejects where nothing stands at one of them. */
export const leadsInside = async (folder: string, path: string): Promise<boolean> =>
  isInside(await realpath(folder), await realpath(path));

/**
 * Whether a path leads out of a folder by a link, be it that path or a folder on the way to it. Of what does not exist that is said of the nearest folder above that does: what
 * is written there lies where that leads.
 */
export const leadsOut = (folder: string, path: string): boolean => {
  if (isInside(realpathSync(folder), realOf(path))) return false;
  // Where a link leads has no state that a later run could ask for.
  noteUnrepeatable();
  return true;
};

const realOf = (path: string): string => {
  try {
    return realpathSync(path);
  } catch (error) {
    const above = dirname(path);
    if (above === path) throw error;
    return realOf(above);
  }
};

/** A path as reports write it: from an absolute folder, with `/`; `.` for the folder itself, `../…` for what lies beside it. */
export const pathFrom = (folder: string, path: string): string => {
  if (sep === '/' && folder !== '' && path.startsWith(`${folder}/`)) {
    const way = path.slice(folder.length + 1);
    if (!UNRESOLVED.test(way)) return way;
  }
  return relative(folder, path).replaceAll(sep, '/') || '.';
};
/** A part of a path that stands for another one, or for none: few have it. */
const UNRESOLVED = /(^|\/)\.{0,2}(\/|$)/;

/** The folder that holds all of these absolute folders; undefined for none. */
export const commonFolder = (folders: readonly string[]): string | undefined => {
  const [first, ...rest] = folders;
  if (first === undefined) return undefined;
  return rest.reduce((common, folder) => {
    let shared = common;
    while (!isInside(shared, folder)) shared = dirname(shared);
    return shared;
  }, first);
};
