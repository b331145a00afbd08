import { statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileFault, isMissingFile } from '../../file/file-fault.ts';
import { ANYWHERE } from '../../file/path-bound.ts';
import { MAX_DATA_BYTES, readBytesSync, readTextSync } from '../../file/read-file.ts';
import { jsonProblems, parseJson } from '../../text/parse-json.ts';
import { isRecord } from '../document.ts';

/** The module that a path of `plugins` leads to, absolute; or why it leads to none, to follow the name of the plugin. */
export type PluginEntry = { readonly module: string } | { readonly fault: string; readonly hint?: string };

/** A file is its own entry; of a folder its package.json says which file is, as it does for packages that are installed. */
export const pluginEntry = (path: string): PluginEntry => {
  if (!isFolder(path)) return readable(path) ?? { module: path };
  const manifest = manifestIn(path);
  if ('fault' in manifest) return manifest;
  const named = entryNamed(manifest.value);
  if (named === undefined) return { fault: 'names no module in the exports of its package.json' };
  const module = join(path, named);
  // As for packages, an entry lies in its folder.
  if (relative(path, module).startsWith('..')) return { fault: `names ${named} as its entry, beyond its folder` };
  const unread = readable(module);
  if (unread === undefined) return { module };
  return {
    fault: `names ${named} as its entry in package.json, which ${unread.fault}`,
    hint: 'where it is made by a build, build the plugin first',
  };
};

/** What cannot be looked at, such as a link in a circle, is read as a file, which says why. */
const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
};

const NO_MANIFEST = 'name the file that exports the plugin, or a folder with a package.json';

const manifestIn = (folder: string): { readonly value: unknown } | Extract<PluginEntry, { fault: string }> => {
  try {
    const text = readTextSync(join(folder, 'package.json'), { maxBytes: MAX_DATA_BYTES, within: ANYWHERE });
    const value = parseJson(text);
    if (value !== undefined) return { value };
    const [{ line = 1, column = 1 } = {}] = jsonProblems(text, 'package.json', MAX_DATA_BYTES);
    return { fault: `has a package.json that is not JSON: line ${line}, column ${column}` };
  } catch (error) {
    if (isMissingFile(error)) return { fault: 'is a folder without a package.json', hint: NO_MANIFEST };
    return { fault: `has a package.json that cannot be read: ${fileFault(error)}` };
  }
};

const readable = (file: string): Extract<PluginEntry, { fault: string }> | undefined => {
  try {
    readBytesSync(file, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE });
    return undefined;
  } catch (error) {
    return { fault: isMissingFile(error) ? 'does not exist' : `cannot be read: ${fileFault(error)}` };
  }
};

/** What `import` of such a package loads: `exports`, else `main`, else index.js. */
const entryNamed = (manifest: unknown): string | undefined => {
  if (!isRecord(manifest)) return undefined;
  const { exports, main } = manifest;
  if (exports === undefined || exports === null) return typeof main === 'string' ? main : 'index.js';
  return targetOf(isRecord(exports) && '.' in exports ? exports['.'] : exports);
};

const CONDITIONS: readonly string[] = ['node', 'import', 'module-sync', 'default'];

/** The first target whose conditions hold, in the order in which they stand. */
const targetOf = (target: unknown): string | undefined => {
  if (typeof target === 'string') return target;
  const inner: readonly unknown[] = Array.isArray(target)
    ? target
    : isRecord(target)
      ? Object.entries(target).flatMap(([name, each]) => (CONDITIONS.includes(name) ? [each] : []))
      : [];
  return inner.map(targetOf).find((each) => each !== undefined);
};
