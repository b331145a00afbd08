import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { ANYWHERE } from '../file/path-bound.ts';
import { MAX_DATA_BYTES, readTextSync } from '../file/read-file.ts';
import { parseJson } from '../text/parse-json.ts';
import { isRecord } from './document.ts';

export const PACKAGE_FILE = 'package.json';
/** The key of a package.json that holds a config. */
export const PACKAGE_KEY = 'listing-lint';
export const TEXT_EXTENSIONS = ['yaml', 'yml', 'json'];
export const CODE_EXTENSIONS = ['js', 'mjs', 'cjs', 'ts'];
/** What a file that is a config and nothing else may be called. */
export const CONFIG_FILES: readonly string[] = [...TEXT_EXTENSIONS, ...CODE_EXTENSIONS].map(
  (extension) => `listing-lint.config.${extension}`,
);
/** What may hold a config; the first that a folder has is its config. */
export const CONFIG_NAMES: readonly string[] = [...CONFIG_FILES, PACKAGE_FILE];

/** A config that is there; nothing of it has been read. */
export interface FoundConfig {
  /** Absolute folder that it holds for. */
  readonly folder: string;
  /** Absolute. */
  readonly file: string;
  readonly isProgram: boolean;
  /** Absolute paths of configs beside it, which it hides. */
  readonly hidden: readonly string[];
}

export interface FinderOptions {
  /** Its config is never found, and nothing above it. Default: the user's home. */
  readonly home?: string;
  /** Absolute folder above which nothing is looked for. Default: the root of the repository, outside of one that of the file system. */
  readonly top?: string;
}

/** Finds configs by their names, each folder looked at once. */
export interface ConfigFinder {
  /** The config that a folder itself holds. */
  readonly in: (folder: string) => FoundConfig | undefined;
  /** Those of a folder and of the folders above it, the nearest first. */
  readonly above: (folder: string) => readonly FoundConfig[];
  /** The folders in which `above` looks, the nearest first. */
  readonly searched: (folder: string) => readonly string[];
  /** Where a folder and those above it hold none: the nearest one above the repository, which does not count. */
  readonly beyond: (folder: string) => FoundConfig | undefined;
  /** Absolute. */
  readonly home: string;
  readonly isHome: (folder: string) => boolean;
}

export const configFinder = ({ home = homedir(), top }: FinderOptions = {}): ConfigFinder => {
  const homes = [resolve(home), realOf(home)];
  const found = new Map<string, FoundConfig | undefined>();
  const chains = new Map<string, readonly FoundConfig[]>();
  const isHome = (folder: string): boolean => homes.includes(folder);
  const inFolder = (folder: string): FoundConfig | undefined => {
    if (!found.has(folder)) found.set(folder, lookIn(folder));
    return found.get(folder);
  };
  const isLast = (folder: string): boolean =>
    isHome(folder) || folder === top || dirname(folder) === folder || (top === undefined && isRepository(folder));
  const searched = (folder: string): readonly string[] => [
    ...(isHome(folder) ? [] : [folder]),
    ...(isLast(folder) ? [] : searched(dirname(folder))),
  ];
  const above = (folder: string): readonly FoundConfig[] => {
    const known = chains.get(folder);
    if (known !== undefined) return known;
    const own = isHome(folder) ? undefined : inFolder(folder);
    const chain = [...(own === undefined ? [] : [own]), ...(isLast(folder) ? [] : above(dirname(folder)))];
    chains.set(folder, chain);
    return chain;
  };
  const beyond = (folder: string): FoundConfig | undefined => {
    if (top !== undefined || above(folder).length > 0) return undefined;
    for (let at = folder; !isHome(at) && dirname(at) !== at; at = dirname(at)) {
      const found = inFolder(at);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return { in: inFolder, above, searched, beyond, home: realOf(home), isHome };
};

/** A working tree's own folder; in a linked one, or a submodule, `.git` is a file. */
const isRepository = (folder: string): boolean => existsSync(join(folder, '.git'));

const lookIn = (folder: string): FoundConfig | undefined => {
  const [file, ...hidden] = CONFIG_NAMES.map((name) => join(folder, name)).filter(isConfig);
  if (file === undefined) return undefined;
  return { folder, file, isProgram: CODE_EXTENSIONS.includes(extname(file).slice(1)), hidden };
};

/** What cannot be read counts (a link that leads nowhere, a pipe, a folder, no JSON): that is told when it is, not passed over in silence. */
const isConfig = (file: string): boolean => {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  return basename(file) !== PACKAGE_FILE || (!stats.isDirectory() && (!isPlainFile(file) || hasKey(file)));
};

const isPlainFile = (file: string): boolean => {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
};

const hasKey = (file: string): boolean => {
  try {
    const text = readTextSync(file, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE });
    return text.includes(`"${PACKAGE_KEY}"`) && isKeyOf(text);
  } catch {
    return true;
  }
};

/** `true` also where the text is not JSON. */
const isKeyOf = (text: string): boolean => {
  const value = parseJson(text);
  return value === undefined || (isRecord(value) && Object.hasOwn(value, PACKAGE_KEY));
};

const realOf = (path: string): string => {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
};
