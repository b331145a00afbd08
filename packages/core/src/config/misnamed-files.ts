import { extname, join } from 'node:path';
import { ANYWHERE } from '../file/path-bound.ts';
import { MAX_DATA_BYTES, readTextSync } from '../file/read-file.ts';
import type { Problem } from '../model/error.ts';
import type { Notice } from '../model/report.ts';
import { misspelt } from '../text/nearest.ts';
import { parseJson } from '../text/parse-json.ts';
import { namesIn } from '../tree/names-in.ts';
import { isRecord } from './document.ts';
import { EXCEPTIONS_NAME } from './exceptions.ts';
import { CONFIG_FILES, type ConfigFinder } from './find.ts';
import { labelOf } from './search.ts';

const TEXT = /(?:\.(?:ya?ml|jsonc?|txt))+$/i;
const CODE = /\.[cm]?[jt]s$/i;

const EXCEPTIONS = 'listinglintexceptions';
/** Words that other programs have for exceptions. */
const OTHER_EXCEPTIONS: readonly string[] = ['listinglintsuppressions', 'listinglintignores', 'listinglintexclusions'];

/** Files beside a config that are called almost as the exceptions are: nobody reads them, and what they except is not excepted. */
export const misnamedExceptions = (root: string, cwd: string): readonly Problem[] =>
  namesIn(root)
    .filter((name) => name !== EXCEPTIONS_NAME && TEXT.test(name) && isNearly(name, EXCEPTIONS, OTHER_EXCEPTIONS))
    .map((name) => ({
      message: `this file is not read, so no exception in it holds: exceptions stand in ${EXCEPTIONS_NAME}`,
      file: labelOf(join(root, name), cwd),
      line: 1,
      column: 1,
      hint: `did you mean "${EXCEPTIONS_NAME}"? Give it that name, or move it away`,
    }));

const BARE = 'listinglint';
const CONFIG = 'listinglintconfig';

/** Returns a notice for each file that is named almost as a config is, in a folder for which no config was found and in those above it. */
export const misnamedConfigs = (finder: ConfigFinder, from: string, cwd: string): readonly Notice[] =>
  finder.searched(from).flatMap((folder) =>
    namesIn(folder)
      .filter((name) => isNearlyConfig(join(folder, name), name))
      .map((name) => ({
        level: 'warning' as const,
        code: 'config-misnamed',
        message: `${labelOf(join(folder, name), cwd)} is not read: if it is the config, name it ${CONFIG_FILES[0]}`,
      })),
  );

const isNearlyConfig = (file: string, name: string): boolean => {
  if (CONFIG_FILES.includes(name)) return false;
  if (bareName(name) === `${BARE}rc`) return true;
  if (!(TEXT.test(name) || CODE.test(name)) || !isNearly(name, CONFIG, [BARE])) return false;
  // A program may be called listing-lint.js, a report listing-lint.json.
  if (bareName(name) !== BARE || name.startsWith('.')) return true;
  return !CODE.test(name) && (extname(name).toLowerCase() !== '.json' || hasConfigKeys(file));
};

/** `true` also where the file cannot be read. */
const hasConfigKeys = (file: string): boolean => {
  try {
    const value = parseJson(readTextSync(file, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE }));
    return (
      value === undefined ||
      (isRecord(value) && ['extends', 'rules', 'overrides'].some((key) => Object.hasOwn(value, key)))
    );
  } catch {
    return true;
  }
};

const isNearly = (name: string, plain: string, others: readonly string[]): boolean => {
  const bare = bareName(name);
  return bare === plain || others.includes(bare) || misspelt(bare, [plain]) !== undefined;
};

/** The letters of a name without its extension. */
const bareName = (name: string): string =>
  name
    .replace(TEXT, '')
    .replace(CODE, '')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
