import { type PathBound, readBytes, sha256 } from '@listing-lint/core/plugin';
import { decodeCanonical, loadSharp } from '@listing-lint/rules/image';

import type { SentPicture } from './adapter.ts';

const QUALITY = 88;

export interface OurWork {
  readonly file: string;
  readonly within: PathBound;
  /** Path from the folder of the config. */
  readonly path: string;
  readonly sha256: string;
}

/** A work as it is sent: upright, of at most `side` px, without any metadata, and the same bytes each time. Throws `content-unreadable` and what `readBytes` does. */
export const sentPicture = async (
  { file, within, path, sha256: workSha256 }: OurWork,
  { side, maxBytes, maxPixels }: { readonly side: number; readonly maxBytes: number; readonly maxPixels: number },
): Promise<SentPicture> => {
  const { data, width, height } = await decodeCanonical(await readBytes(file, { maxBytes, within }), maxPixels);
  const sharp = await loadSharp();
  const { data: jpeg, info } = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true });
  return { work: path, workSha256, jpeg, sha256: sha256(jpeg), width: info.width, height: info.height };
};
