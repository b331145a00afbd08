import { dirname, isAbsolute, relative, sep } from 'node:path';

/** Whether an absolute path is a folder itself or lies in it. */
export const isInside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
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
