import { readdir, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { noteSeen } from '../file/seen-files.ts';
import type { DiscoverContext } from '../model/subject-kind.ts';
import { compareText } from '../text/compare.ts';

/** Entries of folders that a walk has not entered that are looked through. */
const MOST = 5000;
const PACKAGES = 'node_modules';
/** Names of our own, and of git: what they hold is nobody's subject. */
const OWN_NAME = /^\.(?:git|listing-lint)/;
/** What a name ends in and nobody sees, or hardly; Windows hides that a text is one. */
const UNSEEN_END = /[\s\p{Cf}\p{Cc}.]+$|(?<=\.(?:ya?ml|json))\.txt$/iu;

/** A path without what its name ends in and nobody sees: blanks, dots, characters of no width, the second ending of `a.yaml.txt`. */
export const withoutUnseenEnd = (path: string): string => path.replace(UNSEEN_END, '');

/**
 * Files that are hidden, or lie in a hidden folder or in one called `node_modules`, for which `isNear` holds: it is asked for the entry that a
 * walk has passed over, by the path that it would have if nothing of it were hidden. Left out are ignored files, and the `node_modules` of a
 * package manager, beside its package.json. Sorted, 5,000 at most; no link is followed.
 */
export const filesPassedOver = async (
  { root, ignored, entries, passedOver }: Pick<DiscoverContext, 'root' | 'ignored' | 'entries' | 'passedOver'>,
  isNear: (path: string) => boolean,
): Promise<readonly string[]> => {
  const isOfPackages = (path: string): boolean => {
    const manifest = posix.join(posix.dirname(path), 'package.json');
    return posix.basename(path) === PACKAGES && entries.some((entry) => entry.path === manifest);
  };
  const found: string[] = [];
  for (const { path, kind } of [...passedOver].sort((a, b) => compareText(a.path, b.path))) {
    if (OWN_NAME.test(posix.basename(path)) || !isNear(withoutDots(path)) || isOfPackages(path)) continue;
    const files = kind === 'folder' ? await filesBelow(root, path, MOST - found.length) : kind === 'file' ? [path] : [];
    found.push(...files.filter((file) => isInPackages(file) || !ignored(file)));
  }
  return found;
};

/** Whether a path lies in a folder called `node_modules`. */
export const isInPackages = (path: string): boolean => path.split('/').slice(0, -1).includes(PACKAGES);

const withoutDots = (path: string): string => path.replace(/(^|\/)\.+(?=[^/])/g, '$1');

/** Files below a folder, no more than `most`; links are not followed, and what cannot be read is left out. */
const filesBelow = async (root: string, folder: string, most: number): Promise<readonly string[]> => {
  const found: string[] = [];
  const waiting = [folder];
  for (let at = waiting.pop(); at !== undefined && found.length < most; at = waiting.pop()) {
    noteSeen(join(root, at), await stat(join(root, at)).catch(() => undefined));
    for (const dirent of await readdir(join(root, at), { withFileTypes: true }).catch(() => [])) {
      const path = `${at}/${dirent.name}`;
      if (dirent.isDirectory()) waiting.push(path);
      else if (dirent.isFile() && found.length < most) found.push(path);
    }
  }
  return found.sort();
};
