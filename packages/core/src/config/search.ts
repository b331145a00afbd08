import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fileFault, isMissingFile } from '../file/file-fault.ts';
import { MAX_DATA_BYTES, readTextSync } from '../file/read-file.ts';
import { ListingLintError } from '../model/error.ts';
import { MAX_YAML_BYTES } from '../text/parse-yaml.ts';
import { type ConfigDocument, isRecord, textDocument, valueDocument } from './document.ts';

const CONFIG_NAME = 'listing-lint.config';
const PACKAGE_FILE = 'package.json';
const PACKAGE_KEY = 'listing-lint';
const TEXT = ['yaml', 'yml', 'json'];
const CODE = ['js', 'mjs', 'cjs', 'ts'];
const SEARCH_PLACES = [...TEXT, ...CODE].map((extension) => `${CONFIG_NAME}.${extension}`).concat(PACKAGE_FILE);

export interface SearchOptions {
  /** Absolute folder to look in first, then in its parents. */
  readonly from: string;
  /** Absolute working directory: errors name paths as seen from there. */
  readonly cwd: string;
  /** `false`: a config that is a program is refused. */
  readonly allowCode: boolean;
  /** Not searched, nor its parents, unless the search starts there. Default: the user's home. */
  readonly home?: string;
}

/** The nearest config from a folder upwards; undefined where there is none. Never looks in the user's home. */
export const findConfig = async (options: SearchOptions): Promise<ConfigDocument | undefined> => {
  const home = resolve(options.home ?? homedir());
  for (let folder = resolve(options.from); ; folder = dirname(folder)) {
    for (const name of SEARCH_PLACES) {
      const found = await openConfig(join(folder, name), options);
      if (found) return found;
    }
    const parent = dirname(folder);
    if (parent === folder || folder === home || parent === home) return undefined;
  }
};

/** The config that the user named. */
export const readConfig = async (path: string, options: Omit<SearchOptions, 'from'>): Promise<ConfigDocument> => {
  const file = resolve(options.cwd, path);
  const extension = extname(file).slice(1);
  if (![...TEXT, ...CODE, ''].includes(extension)) {
    throw new ListingLintError(
      'config-not-found',
      `cannot read the config ${path}: a config is YAML, JSON or a program`,
      [{ message: `it may end in ${[...TEXT, ...CODE].map((each) => `.${each}`).join(', ')}` }],
    );
  }
  const found = await openConfig(file, options);
  if (found) return found;
  const isPackage = basename(file) === PACKAGE_FILE && existsSync(file);
  throw new ListingLintError(
    'config-not-found',
    isPackage ? `${path} has no "${PACKAGE_KEY}" key` : `cannot read the config ${path}: no such file`,
  );
};

/** Undefined where there is no such file, or it is a package.json that says nothing of us. Throws `config-not-found` for what cannot be read. */
const openConfig = async (
  file: string,
  { cwd, allowCode }: Omit<SearchOptions, 'from'>,
): Promise<ConfigDocument | undefined> => {
  const label = labelOf(file, cwd);
  let text: string;
  try {
    const isDocument = TEXT.includes(extname(file).slice(1)) && basename(file) !== PACKAGE_FILE;
    text = readTextSync(file, { maxBytes: isDocument ? MAX_YAML_BYTES : MAX_DATA_BYTES });
  } catch (cause) {
    if (isMissingFile(cause)) return undefined;
    throw new ListingLintError('config-not-found', `cannot read the config ${label}: ${fileFault(cause)}`, [], {
      cause,
    });
  }
  if (basename(file) === PACKAGE_FILE) return packageDocument(text, file, label);
  return CODE.includes(extname(file).slice(1))
    ? runConfig(file, label, allowCode)
    : textDocument(text, { kind: 'config', label, file });
};

const packageDocument = (text: string, file: string, label: string): ConfigDocument | undefined => {
  if (!text.includes(`"${PACKAGE_KEY}"`)) return undefined;
  const document = textDocument(text, { kind: 'config', label, file, base: [PACKAGE_KEY] });
  return document.value === undefined && document.problems.length === 0 ? undefined : document;
};

const runConfig = (file: string, label: string, allowCode: boolean): Promise<ConfigDocument> => {
  if (allowCode) return importConfig(file, label);
  throw new ListingLintError('config-invalid', `--no-plugins: the config ${label} is a program`, [
    { message: 'a config that is a program is refused', file: label, hint: 'write it as YAML or JSON' },
  ]);
};

/** Runs a config that is a program; its default export is the config. */
const importConfig = async (file: string, label: string): Promise<ConfigDocument> => {
  if (extname(file) === '.ts' && !('typescript' in process.features)) {
    throw new ListingLintError('config-invalid', `${label}: a config in TypeScript needs Node 22.18 or later`);
  }
  let module: unknown;
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    throw new ListingLintError('config-invalid', `${label} cannot be run: ${messageOf(error)}`, [], { cause: error });
  }
  const value: unknown = isRecord(module) ? module.default : undefined;
  if (value === undefined) throw new ListingLintError('config-invalid', `${label} has no default export`);
  return valueDocument(value, { kind: 'config', label, file });
};

/** A path as the user would type it: from the working directory where it lies inside, else absolute. */
export const labelOf = (file: string, cwd: string): string => {
  const path = relative(cwd, file);
  return (
    path === '' ? '.' : path.startsWith('..') && !path.startsWith('../..') ? path : path.startsWith('..') ? file : path
  ).replaceAll('\\', '/');
};

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
