import { statSync } from 'node:fs';
import { posix } from 'node:path';
import { ANYWHERE } from '../file/path-bound.ts';
import { readBytesSync } from '../file/read-file.ts';
import type { Subject } from '../model/subject.ts';

/** Bytes of a document that is searched for names; a larger one counts as naming everything. */
const MOST_BYTES = 16_000_000;

/**
 * Whether a document names one of the paths (from the root), or a folder that holds one: as written from the root or from the folder of the
 * document, in any case of letters. A document that cannot be read, or that writes characters as escapes, counts as naming everything. A
 * folder names what lies in it. Never throws.
 */
export const namesOneOf = ({ path, file }: Subject, paths: readonly string[]): boolean => {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isDirectory() === true) return paths.some((each) => each.startsWith(`${path}/`));
  const text = textOf(file);
  if (text === undefined || text.includes('\\')) return true;
  return paths.some((changed) => {
    const names = namesFrom(changed, posix.dirname(path));
    return (
      names.some((name) => text.includes(name)) ||
      foldersOf(changed).some((folder) => namesFrom(folder, posix.dirname(path)).some((name) => holdsName(text, name)))
    );
  });
};

const textOf = (file: string): string | undefined => {
  try {
    const text = readBytesSync(file, { maxBytes: MOST_BYTES, within: ANYWHERE }).toString('utf8');
    return plain(text).replace(/\s+/g, ' ');
  } catch {
    return undefined;
  }
};

const plain = (text: string): string => text.normalize('NFC').toLowerCase();

/** How a document in a folder may write a path, plain or as in an address. */
const namesFrom = (path: string, folder: string): readonly string[] => {
  const names = [path, posix.relative(folder, path)].map((name) => plain(name).replace(/^(\.\.\/)+/, ''));
  return [...new Set([...names, ...names.map((name) => encodeURI(name).toLowerCase())])].filter((name) => name !== '');
};

/** The folders above a path but for the root: `a/b` and `a` for `a/b/1.jpg`. */
const foldersOf = (path: string): readonly string[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/')).filter((folder) => !/^(\.\.\/?)+$/.test(folder));
};

/** Whether a name stands in a text by itself, and not as the beginning of a longer path or within a word. */
const holdsName = (text: string, name: string): boolean => {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const after = text.slice(at + name.length, at + name.length + 2).replace(/^\//, '');
    if (/^[\s"',\]})#]?$/.test(after.charAt(0)) && !/[\p{L}\p{N}_-]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
};
