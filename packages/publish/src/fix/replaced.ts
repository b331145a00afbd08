import { posix } from 'node:path';

/** Among what has changed of a picture: its pixels were encoded anew. */
export const ENCODED_ANEW = 'the picture, encoded anew';
/** What has to be permitted for it. */
export const RE_ENCODING = 're-encoding';
/** Where the files go as they were, under the root. */
export const REPLACED = '.listing-lint/replaced';

const DIGITS = 12;

/** Where a picture is kept as it was, from the root: under its own path, with the beginning of its SHA-256, so that no other version has that name. */
export const replacedPath = (path: string, sha256: string): string => {
  const { dir, name, ext } = posix.parse(path);
  return posix.join(REPLACED, dir, `${name}.${sha256.slice(0, DIGITS)}${ext}`);
};
