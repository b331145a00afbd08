import { join } from 'node:path';
import { sha256 } from '@listing-lint/core/plugin';
import { fingerprintOfPart } from '../../hash/fingerprint/fingerprint.ts';
import { readCompared } from '../../hash/fingerprint/fingerprint-file.ts';
import { type OpenMatch, openMatch } from '../../hash/match/match.ts';
import type { OurPicture } from '../../hash/match/our-picture.ts';
import type { RgbImage } from '../../image/read/raster.ts';
import { recently } from '../../kernel/recently.ts';
import type { Settings } from '../../settings.ts';

/** Stamped files that are held to be compared with. */
const MOST_OPEN = 8;

/**
 * Asks stamped files what a picture is of them. Beside the picture before its mark, a copy of the stamped file shows something else, which makes it a variant by all that the
 * two show: beside the stamped file it is a copy. Of a file that cannot be read nothing is said.
 */
export const stampedCopies = (root: string, limits: Settings['limits']) => {
  const opened = recently(MOST_OPEN, async (path): Promise<OpenMatch> => {
    const files = [{ file: join(root, path), name: path, within: root }];
    return openMatch(files, [], (file, name) => readCompared(file, name, root, limits));
  });
  /** What of a variant of ours is a duplicate of its stamped file, told as such; the variant where it is none. */
  return async (image: RgbImage, match: OurPicture, stamped: string): Promise<OurPicture> => {
    // What was found of a suspect is remembered by its content.
    const asked = { fingerprint: fingerprintOfPart(image, sha256(image.data)), image };
    const { matches } = await (await opened(stamped)).match(
      { file: '', name: 'a suspect', within: root },
      async () => asked,
    );
    const copy = matches.find(({ verdict }) => verdict === 'duplicate');
    if (copy === undefined) return match;
    const { path, product } = match;
    return { ...copy, path, product, description: `${copy.description}, which was stamped from ${path}` };
  };
};
