import { opendir, stat } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import {
  FileRefusal,
  fileFault,
  fileSha256,
  fileSize,
  isMissingFile,
  noteSeen,
  readBytes,
  suggest,
} from '@listing-lint/core/plugin';
import { contentFault, TELLING_BYTES } from './stated-content.ts';

/** What is wrong with a file that a case names; null where nothing is. */
export type FileFault =
  | { readonly kind: 'missing' | 'refused' | 'changed'; readonly message: string; readonly hint?: string }
  // It may be as it should be, and nobody could look.
  | { readonly kind: 'unread'; readonly message: string };

/** Looks at a file of the folder of the config: whether it is a regular file in it, and the one of a SHA-256 where one is known. */
export type FileCheck = (file: string, sha256: string | null) => Promise<FileFault | null>;

/** The files of a folder as cases name them: what is wrong with one, how many bytes it has, and its SHA-256; each null where it cannot be had. */
export interface NamedFiles {
  readonly check: FileCheck;
  readonly sizeOf: (file: string) => Promise<number | null>;
  readonly sha256Of: (file: string) => Promise<string | null>;
}

/** Files below an absolute folder, each opened and hashed once. A larger file than `maxBytes` is not hashed. */
export const filesBelow = (root: string, maxBytes: number): NamedFiles => {
  const sizes = new Map<string, Promise<number | FileFault>>();
  const hashes = new Map<string, Promise<string>>();
  const hints = { left: MOST_HINTS };
  const placeOf = (name: string): string => join(root, posix.normalize(name));
  const sizeOrFault = async (name: string): Promise<number | FileFault> => {
    const file = placeOf(name);
    return outside(name) ?? remembered(sizes, file, () => sizeOrFaultOf(root, file, name, hints));
  };
  const hashOf = (name: string): Promise<string> => {
    const file = placeOf(name);
    return remembered(hashes, file, () => fileSha256(file, { maxBytes, within: root }));
  };
  return {
    check: async (name, sha256) => {
      const found = await sizeOrFault(name);
      if (typeof found !== 'number') return found;
      if (sha256 === null) return null;
      try {
        const actual = await hashOf(name);
        return actual === sha256 ? null : changed(actual, sha256);
      } catch (error) {
        return { kind: 'unread', message: `its SHA-256 cannot be compared: ${fileFault(error)}` };
      }
    },
    sizeOf: async (name) => {
      const found = await sizeOrFault(name);
      return typeof found === 'number' ? found : null;
    },
    sha256Of: async (name) => (typeof (await sizeOrFault(name)) === 'number' ? hashOf(name).catch(() => null) : null),
  };
};

const remembered = <T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> => {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  known.set(key, made);
  return made;
};

const changed = (actual: string, expected: string): FileFault => ({
  kind: 'changed',
  message: `its SHA-256 is ${actual.slice(0, 12)}…, and the case says ${expected.slice(0, 12)}…`,
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u001f\u007f]/;

/** What a name says by itself: an address, or a place that is not in the folder. */
const outside = (name: string): FileFault | null => {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(name)) {
    return { kind: 'refused', message: 'it is an address, not a file', hint: 'save what is there, and name the file' };
  }
  if (CONTROLS.test(name)) return { kind: 'refused', message: 'the name has control characters' };
  if (name.includes('\\')) return { kind: 'refused', message: 'the path has backslashes', hint: 'write it with /' };
  const path = posix.normalize(name);
  if (posix.isAbsolute(path) || /^[a-z]:/i.test(path) || path === '..' || path.startsWith('../')) {
    return { kind: 'refused', message: 'it is outside of the folder of the config' };
  }
  return null;
};

const sizeOrFaultOf = async (
  root: string,
  file: string,
  name: string,
  hints: { left: number },
): Promise<number | FileFault> => {
  try {
    const bounds = { maxBytes: Number.MAX_SAFE_INTEGER, within: root };
    const head = await readBytes(file, { ...bounds, first: TELLING_BYTES });
    return contentFault(head, name) ?? (await fileSize(file, bounds));
  } catch (error) {
    if (isMissingFile(error)) {
      const hint = hints.left-- > 0 ? await hintFor(file, name) : {};
      return { kind: 'missing', message: 'no such file', ...hint };
    }
    if (error instanceof FileRefusal) return { kind: 'refused', message: fileFault(error) };
    return faultCodeIsPath(error)
      ? { kind: 'missing', message: fileFault(error) }
      : { kind: 'unread', message: fileFault(error) };
  }
};

const faultCodeIsPath = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(String(error.code));

/** As many names of a folder are looked at for one that may have been meant, and as often in a run. */
const MOST_NAMES = 2000;
const MOST_HINTS = 100;

const hintFor = async (file: string, name: string): Promise<{ readonly hint?: string }> => {
  const names: string[] = [];
  const folder = dirname(file);
  noteSeen(folder, await stat(folder).catch(() => undefined));
  try {
    for await (const { name: other } of await opendir(folder)) {
      names.push(posix.join(posix.dirname(name), other));
      if (names.length >= MOST_NAMES) break;
    }
  } catch {
    return {};
  }
  const hint = suggest(posix.normalize(name), names);
  return hint === undefined || !hint.startsWith('did you mean') ? {} : { hint };
};
