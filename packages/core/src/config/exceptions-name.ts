import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../model/error.ts';
import { misspelt } from '../text/nearest.ts';
import { labelOf } from './search.ts';

export const EXCEPTIONS_NAME = 'listing-lint.exceptions.yaml';

const PLAIN = 'listinglintexceptions';
/** Words that other programs have for exceptions. */
const OTHERS: readonly string[] = ['listinglintsuppressions', 'listinglintignores', 'listinglintexclusions'];
const TEXT = /\.(?:ya?ml|json|jsonc|txt)$/i;

/** Files beside a config that are called almost as the exceptions are: nobody reads them, and what they except is not excepted. */
export const misnamedExceptions = (root: string, cwd: string): readonly Problem[] =>
  namesIn(root)
    .filter((name) => name !== EXCEPTIONS_NAME && isMeant(name))
    .map((name) => ({
      message: `this file is not read, so no exception in it holds: exceptions stand in ${EXCEPTIONS_NAME}`,
      file: labelOf(join(root, name), cwd),
      line: 1,
      column: 1,
      hint: `did you mean "${EXCEPTIONS_NAME}"? Give it that name, or move it away`,
    }));

const isMeant = (name: string): boolean => {
  if (!TEXT.test(name)) return false;
  const bare = name
    .replace(TEXT, '')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
  return bare === PLAIN || OTHERS.includes(bare) || misspelt(bare, [PLAIN]) !== undefined;
};

const namesIn = (root: string): readonly string[] => {
  try {
    return readdirSync(root).sort();
  } catch {
    // Whoever reads the config or walks the folder says what is wrong with it.
    return [];
  }
};
