import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import {
  isMissingFile,
  leadsOut,
  MAX_DATA_BYTES,
  readBytes,
  replaceFile,
  type Subject,
  sha256,
} from '@listing-lint/core/plugin';
import { pictureId } from './keyed-order.ts';

/** Where the unstamped files go that `inPlace` replaces, under the root. */
export const UNSTAMPED = '.listing-lint/unstamped';

const LEADS_OUT = 'leads out of the folder of the config by a link, and is not written to';
const IGNORE = '.gitignore';
const IGNORE_TEXT = `# Pictures without their mark: whoever has them can publish them as their own. Keep them, but not in git.
*
`;

/** Returns the possible paths, from the root, of the unstamped original with an id of a picture stamped at a path: its own name, or with its id if an earlier picture has that. */
export const unstampedPaths = (path: string, id: string): readonly [first: string, second: string] => {
  const first = `${UNSTAMPED}/${path}`;
  const extension = extname(first);
  return [first, `${first.slice(0, -extension.length || undefined)}.${id}${extension}`];
};

/**
 * Stores a picture before it is stamped: under its own name, or with its id if an earlier picture has that name. Another file is
 * never replaced. Throws if neither name is free, if a link would lead it out of the root, and if the picture has changed since it was read.
 */
export const keepUnstamped = async (root: string, { file, path }: Subject, original: Buffer): Promise<void> => {
  if (leadsOut(root, join(root, UNSTAMPED))) throw new Error(`${UNSTAMPED} ${LEADS_OUT}`);
  await keepOutOfGit(root);
  const { mode } = await stat(file);
  for (const name of unstampedPaths(path, pictureId(original))) {
    const target = join(root, name);
    if (leadsOut(root, target)) throw new Error(`${name} ${LEADS_OUT}`);
    const existing = await readOrNothing(target, root);
    if (existing === undefined) await replaceFile(target, original, { within: root, mode: mode & 0o777 });
    if (existing === undefined || sha256(existing) === sha256(original)) return checkUnchanged(file, original, root);
  }
  throw new Error(`two other files are kept under ${UNSTAMPED}/${path} already: move them away first`);
};

/** A change of the picture during stamping is the user's own, and not stored. */
const checkUnchanged = async (file: string, original: Buffer, within: string): Promise<void> => {
  if (!original.equals(await readBytes(file, { maxBytes: MAX_DATA_BYTES, within })))
    throw new Error('it was changed while it was being stamped: try again');
};

/** Returns the unstamped original of a picture stamped at a path, by its id; undefined if there is none. */
export const unstampedOf = async (
  root: string,
  path: string,
  id: string,
  maxBytes: number,
): Promise<Buffer | undefined> => (await unstampedFileOf(root, path, id, maxBytes))?.bytes;

/** The same with the path of the file, from the root. */
export const unstampedFileOf = async (
  root: string,
  path: string,
  id: string,
  maxBytes: number,
): Promise<{ readonly path: string; readonly bytes: Buffer } | undefined> => {
  for (const name of unstampedPaths(path, id)) {
    const bytes = await readBytes(join(root, name), { maxBytes, within: root }).catch(() => undefined);
    if (bytes !== undefined && pictureId(bytes) === id) return { path: name, bytes };
  }
  return undefined;
};

const keepOutOfGit = async (root: string): Promise<void> => {
  const file = join(root, UNSTAMPED, IGNORE);
  if ((await readOrNothing(file, root)) === undefined) await replaceFile(file, IGNORE_TEXT, { within: root });
};

const readOrNothing = (file: string, within: string): Promise<Buffer | undefined> =>
  readBytes(file, { maxBytes: MAX_DATA_BYTES, within }).catch((error: unknown) => {
    if (isMissingFile(error)) return undefined;
    throw error;
  });
