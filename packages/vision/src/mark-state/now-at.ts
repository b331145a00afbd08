import { join } from 'node:path';
import { fileSha256 } from '@listing-lint/core/plugin';
import { readCompared, showsStamped } from '@listing-lint/rules/hash';
import { DEFAULT_FILE_MEGABYTES, type Settings } from '@listing-lint/rules/settings';
import type { StampEntry } from '@listing-lint/rules/watermark';
import type { PictureFile } from '../match/read-ours.ts';

/** `stamped`: the very file that was stamped. `shown`: another file of that picture. `other`: another picture. `nothing`: none that can be read inside the root. */
type NowAt = 'stamped' | 'shown' | 'other' | 'nothing';

/** A picture that was stamped, as far as that is known. */
interface WasStamped {
  /** The path, from the root, that it was stamped at, and its line of the stamps file. */
  readonly path: string;
  readonly entry: StampEntry | undefined;
  /** What was kept of it. */
  readonly kept: PictureFile;
}

/** What lies now where a picture was stamped: a file may have been put in its place since, of which neither what was kept nor the stamps file says anything. */
export const nowAt = async (
  root: string,
  { path, entry, kept }: WasStamped,
  limits: Settings['limits'] = {},
): Promise<NowAt> => {
  const file = join(root, path);
  const maxBytes = (limits.fileMegabytes ?? DEFAULT_FILE_MEGABYTES) * 1e6;
  const content = await fileSha256(file, { maxBytes, within: root }).catch(() => undefined);
  if (content === undefined) return 'nothing';
  if (content === entry?.sha256) return 'stamped';
  try {
    const now = await readCompared(file, path, root, limits);
    const before = await readCompared(kept.file, kept.name, kept.within, limits);
    return showsStamped(now.image, before.image, entry?.place ?? NO_PLACE) ? 'shown' : 'other';
  } catch {
    return 'nothing';
  }
};

const NO_PLACE = { x: 0, y: 0, width: 0, height: 0 };
