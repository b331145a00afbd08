import { dirname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { resolve as resolveModule } from 'import-meta-resolve';
import { ANYWHERE } from '../../file/path-bound.ts';
import { MAX_DATA_BYTES, readBytesSync } from '../../file/read-file.ts';

/** Address of a module as seen from a file: the rules of Node for packages, plain paths for the rest; undefined where there is none. */
export const resolveFrom = (name: string, file: string): string | undefined => {
  try {
    const url = isPath(name)
      ? pathToFileURL(resolve(dirname(file), name)).href
      : resolveModule(name, pathToFileURL(file).href);
    readBytesSync(fileURLToPath(url), { maxBytes: MAX_DATA_BYTES, within: ANYWHERE });
    return url;
  } catch {
    return undefined;
  }
};

export const isPath = (name: string): boolean => name.startsWith('./') || name.startsWith('../') || isAbsolute(name);
