import { ANYWHERE, fileFault, ListingLintError, readTextSync } from '@listing-lint/core/plugin';

/** Environment variables that hold the seller's key, or name a file that does. */
export const KEY_VARIABLE = 'LISTING_LINT_STAMP_KEY';
export const KEY_FILE_VARIABLE = 'LISTING_LINT_STAMP_KEY_FILE';
const SHORTEST = 16;
const MOST_BYTES = 65_536;

/**
 * The seller's key, from a file or the environment, never from the config: whoever reads the repository must not learn it. Undefined where
 * none is given. Throws `usage` for a key of fewer than 16 characters or a file that cannot be read.
 */
export const stampKey = (
  env: { readonly [name: string]: string | undefined },
  keyFile: string | undefined = env[KEY_FILE_VARIABLE],
): string | undefined => {
  const key = keyFile === undefined || keyFile === '' ? env[KEY_VARIABLE] : read(keyFile);
  if (key === undefined || key === '') return undefined;
  const trimmed = key.trim();
  if (trimmed.length >= SHORTEST) return trimmed;
  throw new ListingLintError('usage', `the stamp key is too short: at least ${SHORTEST} characters are needed`);
};

const read = (file: string): string => {
  try {
    return readTextSync(file, { maxBytes: MOST_BYTES, within: ANYWHERE });
  } catch (cause) {
    throw new ListingLintError('usage', `the key file ${file} cannot be read: ${fileFault(cause)}`, [], { cause });
  }
};
