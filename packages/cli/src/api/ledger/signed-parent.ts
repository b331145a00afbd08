import { basename, join, resolve } from 'node:path';
import { fileFault, isKnownError, ListingLintError, pathFrom, readBytes } from '@listing-lint/core';
import { carriesCredentials, type PictureToArchive, type SignedParent } from '@listing-lint/provenance';
import { readComparedBytes } from '@listing-lint/rules/hash';
import { readHeader } from '@listing-lint/rules/image';
import type { Settings } from '@listing-lint/rules/settings';
import { showsOriginal } from '@listing-lint/vision';

/** A picture of more is not signed. */
export const SIGNED_BYTES = 256e6;

/** The file that a picture was made from, absolute: the one that the call names, else what its listing.yaml does; undefined where none or several are named. */
export const originalToKeep = (
  { original }: PictureToArchive,
  root: string,
  { parents, cwd }: { readonly parents: readonly string[]; readonly cwd: string },
): string | undefined => {
  const [parent, ...more] = parents;
  if (parent !== undefined) return more.length === 0 ? resolve(cwd, parent) : undefined;
  return original === undefined ? undefined : join(root, original);
};

interface ParentPlace {
  /** Absolute. */
  readonly root: string;
  readonly limits: Settings['limits'];
}

/**
 * The original with its Content Credentials; undefined where it has none. Throws `content-unreadable` where it cannot be read, and where the picture does not
 * show it: that it was made from it would be under the signature. One that is not decoded here (HEIC) is taken for what the user says that it is.
 */
export const parentIn = async (
  file: string,
  picture: { readonly path: string; readonly bytes: Buffer },
  { root, limits }: ParentPlace,
): Promise<SignedParent | undefined> => {
  const name = pathFrom(root, file);
  const bytes = await readOriginal(file, name, root);
  const { format } = await readHeader(bytes, '');
  if (!carriesCredentials(bytes, format)) return undefined;
  if ((await shownAs(picture, { path: name, bytes }, limits)) === 'not-shown')
    throw new ListingLintError('content-unreadable', `it does not show ${name}, from which it is said to be made`);
  return { title: basename(file), bytes, format };
};

const readOriginal = async (file: string, name: string, root: string): Promise<Buffer> => {
  try {
    return await readBytes(file, { maxBytes: SIGNED_BYTES, within: root });
  } catch (error) {
    throw new ListingLintError('content-unreadable', `its original ${name} cannot be read: ${fileFault(error)}`);
  }
};

interface NamedBytes {
  readonly path: string;
  readonly bytes: Buffer;
}

const shownAs = async (picture: NamedBytes, original: NamedBytes, limits: Settings['limits']) => {
  try {
    const both = [picture, original].map(({ bytes, path }) => readComparedBytes(bytes, path, limits));
    const [shown, whole] = await Promise.all(both);
    return shown && whole ? await showsOriginal(shown, whole) : undefined;
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return undefined;
  }
};
