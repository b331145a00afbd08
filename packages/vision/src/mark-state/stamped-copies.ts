import { join } from 'node:path';
import { sha256 } from '@listing-lint/core/plugin';
import { fingerprintOfPart, readCompared } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { recently } from '@listing-lint/rules/kernel';
import type { Settings } from '@listing-lint/rules/settings';
import { type OpenMatch, openMatch } from '../match/match.ts';
import type { OurPicture } from '../match/our-picture.ts';

/** Stamped files that are held to be compared with. */
const MOST_OPEN = 8;

/**
 * Compares a picture with stamped files. A copy of the stamped file differs from the unmarked picture, which makes it a variant of that by its
 * content; it is a copy of the stamped file. A file that cannot be read changes nothing.
 */
export const stampedCopies = (root: string, limits: Settings['limits']) => {
  const opened = recently(MOST_OPEN, async (path): Promise<OpenMatch> => {
    const files = [{ file: join(root, path), name: path, within: root }];
    return openMatch(files, [], (file, name) => readCompared(file, name, root, limits));
  });
  /** Returns a variant as a duplicate of its stamped file if it is one, otherwise the variant. */
  return async (image: RgbImage, match: OurPicture, stamped: string): Promise<OurPicture> => {
    // What was found of a suspect is remembered by its content.
    const picture = { fingerprint: fingerprintOfPart(image, sha256(image.data)), image };
    const { matches } = await (await opened(stamped)).match(
      { file: '', name: 'a suspect', within: root },
      async () => picture,
    );
    const copy = matches.find(({ verdict }) => verdict === 'duplicate');
    if (copy === undefined) return match;
    const { path, product } = match;
    return { ...copy, path, product, description: `${copy.description}, which was stamped from ${path}` };
  };
};
