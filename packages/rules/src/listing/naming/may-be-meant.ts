import { fileFault, readBytes } from '@listing-lint/core/plugin';
import { extensionOf } from '../../image/read/header.ts';
import { isListingFile } from '../../subject.ts';
import { EMPTY_FOLDER, isTextOrMedia, MARK_BYTES, whyByBytes, whyByName } from '../beside.ts';
import { isPictureName } from '../tree.ts';

/**
 * Why a file that the user named and no subject is of may be meant all the same, or cannot be told to be none; undefined for what is no picture. `file` is
 * absolute; no link out of `root` is followed.
 */
export const mayBeMeant = async (file: string, root: string): Promise<string | undefined> => {
  if (isListingFile(file)) return 'name the folder of the listing';
  if (isPictureName(file)) return 'no listing holds it, and no glob of the config';
  const why = whyByName(file);
  if (why !== undefined || isTextOrMedia(extensionOf(file))) return why;
  const bounds = { maxBytes: MARK_BYTES, first: MARK_BYTES, within: root };
  try {
    return whyByBytes(await readBytes(file, bounds), file);
  } catch (error) {
    return fileFault(error);
  }
};

/** The same of an empty folder: one that has the name of a picture may be meant. */
export const emptyMayBeMeant = (path: string): string | undefined => (isPictureName(path) ? EMPTY_FOLDER : undefined);
