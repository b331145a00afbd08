import { join } from 'node:path';
import { fileSha256 } from '@listing-lint/core/plugin';
import { readCompared, showsStamped } from '@listing-lint/rules/hash';
import { DEFAULT_FILE_MEGABYTES, type Settings } from '@listing-lint/rules/settings';
import type { StampEntry } from '@listing-lint/rules/watermark';
import type { PictureFile } from '../match/read-ours.ts';

/** `stamped`: the stamped file itself. `same-picture`: another file of that picture. `other`: another picture. `nothing`: none that can be read inside the root. */
type NowAt = 'stamped' | 'same-picture' | 'other' | 'nothing';

/** A picture that was stamped, as far as that is known. */
interface WasStamped {
  /** The path, from the root, that it was stamped at, and its line of the stamps file. */
  readonly path: string;
  readonly entry: StampEntry | undefined;
  /** Its unstamped original. */
  readonly unstamped: PictureFile;
}

/** Classifies the current file at the path of a stamped picture: it may have been replaced since, which neither the unstamped original nor the stamps file records. */
export const nowAt = async (
  root: string,
  { path, entry, unstamped }: WasStamped,
  limits: Settings['limits'] = {},
): Promise<NowAt> => {
  const file = join(root, path);
  const maxBytes = (limits.fileMegabytes ?? DEFAULT_FILE_MEGABYTES) * 1e6;
  const content = await fileSha256(file, { maxBytes, within: root }).catch(() => undefined);
  if (content === undefined) return 'nothing';
  if (content === entry?.sha256) return 'stamped';
  try {
    const now = await readCompared(file, path, root, limits);
    const before = await readCompared(unstamped.file, unstamped.name, unstamped.within, limits);
    return showsStamped(now.image, before.image, entry?.place ?? NO_PLACE) ? 'same-picture' : 'other';
  } catch {
    return 'nothing';
  }
};

const NO_PLACE = { x: 0, y: 0, width: 0, height: 0 };
