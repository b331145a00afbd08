/// <reference path="./cosmiconfig.d.ts" />
import { existsSync } from 'node:fs';
import { basename, extname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Explorer } from 'cosmiconfig/dist/Explorer.js';
import { fileFault, isMissingFile } from '../file/file-fault.ts';
import { ANYWHERE } from '../file/path-bound.ts';
import { readTextSync } from '../file/read-file.ts';
import { ListingLintError } from '../model/error.ts';
import { CallError } from '../plugin/call.ts';
import type { Guard } from '../plugin/guard.ts';
import { MAX_YAML_BYTES } from '../text/parse-yaml.ts';
import { type ConfigDocument, isRecord, textDocument, valueDocument } from './document.ts';
import {
  CODE_EXTENSIONS,
  CONFIG_NAMES,
  configFinder,
  type FinderOptions,
  PACKAGE_FILE,
  PACKAGE_KEY,
  TEXT_EXTENSIONS,
} from './find.ts';
import { type FileView, OWN_PLACES } from './view.ts';

export interface ReadOptions {
  /** Absolute working directory: errors name paths as seen from there. */
  readonly cwd: string;
  /** `false`: a config that is a program is refused. */
  readonly allowCode: boolean;
  /** What a config that is a program runs under. */
  readonly guard: Guard;
  /** Default: every file is read and run where it lies. */
  readonly view?: FileView;
}

/** The nearest config from an absolute folder upwards (see `configFinder`); undefined where there is none. */
export const findConfig = async (
  options: ReadOptions & FinderOptions & { readonly from: string },
): Promise<ConfigDocument | undefined> => {
  const [found] = configFinder(options).above(resolve(options.from));
  return found === undefined ? undefined : readConfig(labelOf(found.file, options.cwd), options);
};

/** The config in a file, which the user or a search has named. Throws `config-not-found` where it cannot be read. */
export const readConfig = async (path: string, options: ReadOptions): Promise<ConfigDocument> => {
  const file = resolve(options.cwd, path);
  const extension = extname(file).slice(1);
  if (![...TEXT_EXTENSIONS, ...CODE_EXTENSIONS, ''].includes(extension)) {
    throw new ListingLintError(
      'config-not-found',
      `cannot read the config ${path}: a config is YAML, JSON or a program`,
      [{ message: `it may end in ${[...TEXT_EXTENSIONS, ...CODE_EXTENSIONS].map((each) => `.${each}`).join(', ')}` }],
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
const openConfig = async (file: string, options: ReadOptions): Promise<ConfigDocument | undefined> => {
  const label = labelOf(file, options.cwd);
  try {
    // Opened as a regular file within its bound first: cosmiconfig would wait for a pipe, and take any size.
    const isDocument = TEXT_EXTENSIONS.includes(extname(file).slice(1)) && basename(file) !== PACKAGE_FILE;
    readTextSync(file, { maxBytes: isDocument ? MAX_YAML_BYTES : MAX_PACKAGE_BYTES, within: ANYWHERE });
  } catch (cause) {
    if (isMissingFile(cause)) return undefined;
    throw new ListingLintError('config-not-found', `cannot read the config ${label}: ${fileFault(cause)}`, [], {
      cause,
    });
  }
  const found = await explorerOf(label, options).load(file);
  const config: unknown = found?.config;
  if (isRecord(config) && isDocumentOf(config.document)) return config.document;
  return found?.isEmpty === true && basename(file) !== PACKAGE_FILE
    ? textDocument('', { kind: 'config', label, file })
    : undefined;
};

const isDocumentOf = (value: unknown): value is ConfigDocument => isRecord(value) && 'problemAt' in value;

/** A package.json and a program hold more than a config: and it is read whole. */
const MAX_PACKAGE_BYTES = 4 * 1024 * 1024;

/**
 * cosmiconfig with loaders that keep places of YAML and JSON, and run programs under the guard; searching is `configFinder`'s. Its `Explorer` is constructed
 * directly: the function `cosmiconfig` first loads settings of its own from package.json, package.yaml and .config of the working directory, of any
 * size, and runs the programs that they import.
 */
const explorerOf = (label: string, { allowCode, guard, view = OWN_PLACES }: ReadOptions): Explorer => {
  const text = (file: string, content: string): unknown => {
    if (basename(file) !== PACKAGE_FILE) return { document: textDocument(content, { kind: 'config', label, file }) };
    const document = packageDocument(content, file, label);
    return document === undefined ? {} : { [PACKAGE_KEY]: { document } };
  };
  const code = async (file: string): Promise<unknown> => ({
    document: await runConfig(file, label, guard, allowCode ? view : undefined),
  });
  const loaders = Object.fromEntries([
    ...TEXT_EXTENSIONS.map((extension) => [`.${extension}`, text]),
    ...CODE_EXTENSIONS.map((extension) => [`.${extension}`, code]),
    ['noExt', text],
  ]);
  return new Explorer({
    moduleName: PACKAGE_KEY,
    searchPlaces: [...CONFIG_NAMES],
    packageProp: PACKAGE_KEY,
    loaders,
    transform: (result) => result,
    searchStrategy: 'none',
    ignoreEmptySearchPlaces: false,
    mergeImportArrays: false,
    mergeSearchPlaces: false,
    cache: false,
  });
};

const packageDocument = (text: string, file: string, label: string): ConfigDocument | undefined => {
  if (!text.includes(`"${PACKAGE_KEY}"`)) return undefined;
  const document = textDocument(text, {
    kind: 'config',
    label,
    file,
    base: [PACKAGE_KEY],
    maxBytes: MAX_PACKAGE_BYTES,
  });
  return document.value === undefined && document.problems.length === 0 ? undefined : document;
};

/** Runs a config that is a program, as the view has it, or refuses to without one; its default export is the config. */
const runConfig = async (
  file: string,
  label: string,
  guard: Guard,
  view: FileView | undefined,
): Promise<ConfigDocument> => {
  if (view === undefined) {
    throw new ListingLintError('config-invalid', `--no-plugins: the config ${label} is a program`, [
      { message: 'a config that is a program is refused', file: label, hint: 'write it as YAML or JSON' },
    ]);
  }
  if (extname(file) === '.ts' && !('typescript' in process.features)) {
    throw new ListingLintError('config-invalid', `${label}: a config in TypeScript needs Node 22.18 or later`);
  }
  const program = view.programOf(file);
  let module: unknown;
  try {
    const call = { who: `the config ${label}`, what: 'import', module: program };
    module = await guard.run(call, () => import(pathToFileURL(program).href));
  } catch (error) {
    const why = error instanceof CallError ? error.reason : String(error);
    throw new ListingLintError('config-invalid', `${label} cannot be run: ${why}`, [], { cause: error });
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
