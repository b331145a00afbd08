import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cosmiconfig } from 'cosmiconfig';
import { isKnownError, ListingLintError } from '../model/error.ts';
import { fileFault } from '../text/file-fault.ts';
import { type ConfigDocument, isRecord, textDocument, valueDocument } from './document.ts';

const CONFIG_NAME = 'listing-lint.config';
const PACKAGE_KEY = 'listing-lint';
const TEXT = ['yaml', 'yml', 'json'];
const CODE = ['js', 'mjs', 'cjs', 'ts'];
const SEARCH_PLACES = [...TEXT, ...CODE].map((extension) => `${CONFIG_NAME}.${extension}`).concat('package.json');

export interface SearchOptions {
  /** Absolute folder to look in first, then in its parents. */
  readonly from: string;
  /** Absolute working directory: errors name paths as seen from there. */
  readonly cwd: string;
  /** `false`: a config that is a program is refused, and so is what cosmiconfig would run by itself. */
  readonly allowCode: boolean;
  /** Not searched, nor its parents, unless the search starts there. Default: the user's home. */
  readonly home?: string;
}

/** The nearest config from a folder upwards; undefined where there is none. Never looks in the user's home or global folders. */
export const findConfig = async (options: SearchOptions): Promise<ConfigDocument | undefined> => {
  const explorer = explorerOf(options);
  const home = resolve(options.home ?? homedir());
  for (let folder = resolve(options.from); ; folder = dirname(folder)) {
    const found = documentOf(await explorer.search(folder), options.cwd);
    if (found) return found;
    const parent = dirname(folder);
    if (parent === folder || folder === home || parent === home) return undefined;
  }
};

/** The config that the user named. */
export const readConfig = async (path: string, options: Omit<SearchOptions, 'from'>): Promise<ConfigDocument> => {
  const file = resolve(options.cwd, path);
  const explorer = explorerOf(options);
  try {
    const found = documentOf(await explorer.load(file), options.cwd);
    if (found) return found;
    if (basename(file) !== 'package.json') return emptyDocument(file, labelOf(file, options.cwd));
    throw new ListingLintError('config-not-found', `${path} has no "${PACKAGE_KEY}" key`);
  } catch (error) {
    if (isKnownError(error)) throw error;
    throw new ListingLintError('config-not-found', `cannot read the config ${path}: ${fileFault(error)}`, [], {
      cause: error,
    });
  }
};

type Explorer = ReturnType<typeof cosmiconfig>;

const explorerOf = ({ cwd, allowCode }: Omit<SearchOptions, 'from'>): Explorer => {
  if (!allowCode) refuseMetaConfig(cwd);
  // The wrapper keeps cosmiconfig from reading `$import`, and an empty file from being passed over in silence.
  const text = async (file: string, content: string): Promise<unknown> => loadText(file, content, cwd);
  const code = async (file: string): Promise<unknown> => loadCode(file, cwd, allowCode);
  const loaders = Object.fromEntries([
    ...TEXT.map((extension) => [`.${extension}`, text]),
    ...CODE.map((extension) => [`.${extension}`, code]),
    ['noExt', text],
  ]);
  try {
    return cosmiconfig('listing-lint', {
      searchPlaces: SEARCH_PLACES,
      packageProp: PACKAGE_KEY,
      loaders,
      searchStrategy: 'none',
      ignoreEmptySearchPlaces: false,
      cache: false,
    });
  } catch (error) {
    throw new ListingLintError('config-invalid', `cannot read .config/config.*: ${messageOf(error)}`, [], {
      cause: error,
    });
  }
};

const refuseMetaConfig = (cwd: string): void => {
  for (const folder of new Set([cwd, process.cwd()])) {
    for (const extension of ['js', 'ts', 'cjs', 'mjs']) {
      const file = join(folder, '.config', `config.${extension}`);
      if (!existsSync(file)) continue;
      throw new ListingLintError('config-invalid', `--no-plugins: ${labelOf(file, cwd)} is a program and would be run`);
    }
  }
};

const loadText = (file: string, content: string, cwd: string): unknown => {
  const label = labelOf(file, cwd);
  if (basename(file) !== 'package.json') return { document: textDocument(content, { kind: 'config', label, file }) };
  if (!content.includes(`"${PACKAGE_KEY}"`)) return {};
  const document = textDocument(content, { kind: 'config', label, file, base: [PACKAGE_KEY] });
  return document.value === undefined && document.problems.length === 0 ? {} : { [PACKAGE_KEY]: { document } };
};

const loadCode = async (file: string, cwd: string, allowCode: boolean): Promise<unknown> => {
  const label = labelOf(file, cwd);
  if (!allowCode) {
    throw new ListingLintError('config-invalid', `--no-plugins: the config ${label} is a program`, [
      { message: 'a config that is a program is refused', file: label, hint: 'write it as YAML or JSON' },
    ]);
  }
  return { document: await importConfig(file, label) };
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

const emptyDocument = (file: string, label: string): ConfigDocument =>
  textDocument('', { kind: 'config', label, file });

const documentOf = (found: Awaited<ReturnType<Explorer['search']>>, cwd: string): ConfigDocument | undefined => {
  if (found === null) return undefined;
  const config: unknown = found.config;
  if (isRecord(config) && isDocument(config.document)) return config.document;
  return found.isEmpty === true && basename(found.filepath) !== 'package.json'
    ? emptyDocument(found.filepath, labelOf(found.filepath, cwd))
    : undefined;
};

const isDocument = (value: unknown): value is ConfigDocument => isRecord(value) && 'problemAt' in value;

/** A path as the user would type it: from the working directory where it lies inside, else absolute. */
export const labelOf = (file: string, cwd: string): string => {
  const path = relative(cwd, file);
  return (
    path === '' ? '.' : path.startsWith('..') && !path.startsWith('../..') ? path : path.startsWith('..') ? file : path
  ).replaceAll('\\', '/');
};

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
