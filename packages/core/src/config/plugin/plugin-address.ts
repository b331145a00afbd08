import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { resolve as resolveModule } from 'import-meta-resolve';
import { ANYWHERE } from '../../file/path-bound.ts';
import { MAX_DATA_BYTES, readBytesSync } from '../../file/read-file.ts';

/** Address of a module as seen from a file: the rules of Node for packages, plain paths for the rest; undefined where there is none. */
export const resolveFrom = (name: string, file: string): string | undefined => {
  try {
    const url = isPath(name) ? pathToFileURL(resolve(dirname(file), name)).href : resolvePackage(name, file);
    readBytesSync(fileURLToPath(url), { maxBytes: MAX_DATA_BYTES, within: ANYWHERE });
    return url;
  } catch {
    return undefined;
  }
};

/** Larger than any package.json that people or package managers write. */
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

/**
 * The address that Node would load a package by, as seen from a file (absolute). Throws where there is none, and where a package.json that the search
 * would read is no regular file or too large: `import-meta-resolve` itself waits for a pipe and reads any size. `#` names may lead to any package: none.
 */
export const resolvePackage = (name: string, file: string): string => {
  if (name.startsWith('#')) throw new Error(`${name} is no package`);
  const parts = name.split('/', name.startsWith('@') ? 2 : 1);
  for (let folder = dirname(file), last = ''; folder !== last; last = folder, folder = dirname(folder)) {
    for (const manifest of [join(folder, 'package.json'), join(folder, 'node_modules', ...parts, 'package.json')]) {
      const stats = statSync(manifest, { throwIfNoEntry: false });
      if (stats !== undefined && (!stats.isFile() || stats.size > MAX_MANIFEST_BYTES))
        throw new Error(`${manifest} cannot be read`);
    }
  }
  return resolveModule(name, pathToFileURL(file).href);
};

export const isPath = (name: string): boolean => name.startsWith('./') || name.startsWith('../') || isAbsolute(name);
