import { defineRunResource } from '@listing-lint/core/plugin';
import { sheetRaster } from '../../image/features/pair/sheet.ts';
import { recently } from '../../kernel/recently.ts';
import { settingsOf } from '../../settings.ts';
import { readCompared } from '../fingerprint/fingerprint-file.ts';
import { compareFingerprints, isNearDuplicate, type Match, type Thresholds } from './compare.ts';
import type { ComparedPicture, Copy } from './copy-search.ts';
import { toldApart } from './told-apart.ts';

/** Lays pictures of a run on each other that hashes call one. */
export interface PairPixels {
  /**
   * The same copies, nearest first; of those that are duplicates by their hashes each told apart where a part of it shows something else. As they are where the config
   * names marks.
   */
  readonly told: (own: ComparedPicture, copies: readonly Copy[], thresholds: Thresholds) => Promise<readonly Copy[]>;
}

/** Pictures whose pixels are at hand: 0.8 MB each. */
const AT_HAND = 24;
/** Copies of a picture that are laid on it, the nearest ones: of the rest hashes alone speak. */
const MOST_LAID = 50;

export const pairPixels = defineRunResource<PairPixels>({
  id: 'pairPixels',
  create: async (context) => {
    const subjects = new Map(context.subjects('image').map((subject) => [subject.path, subject]));
    const { limits, brand } = settingsOf(context);
    // The same photo carries the mark at another place in another listing: that is what would stand out.
    const isMarked = (brand?.watermarks ?? []).length > 0;
    const rasters = recently(AT_HAND, async (path: string) => {
      const subject = subjects.get(path);
      if (subject === undefined) return null;
      // What can no longer be read is judged by its hashes.
      const read = await readCompared(subject.file, path, limits).catch(() => null);
      return read && sheetRaster(read.image);
    });
    const known = new Map<string, boolean>();
    /** Of two pictures, in the order of their contents, so that both sides say the same. */
    const isChanged = async (a: ComparedPicture, b: ComparedPicture, thresholds: Thresholds): Promise<boolean> => {
      const [image, otherImage] = [await rasters(a.path), await rasters(b.path)];
      if (image === null || otherImage === null) return false;
      const match = compareFingerprints(a.fingerprint, b.fingerprint, thresholds.maxDistance);
      if (match === null) return false;
      const pictures = [
        { fingerprint: a.fingerprint, image },
        { fingerprint: b.fingerprint, image: otherImage },
      ] as const;
      return toldApart(...pictures, match, thresholds).isChanged === true;
    };
    const tell = async (own: ComparedPicture, { entry, match }: Copy, thresholds: Thresholds): Promise<Match> => {
      const [a, b] = own.fingerprint.sha256 < entry.fingerprint.sha256 ? [own, entry] : [entry, own];
      const { maxDistance, maxRecoloured } = thresholds;
      const key = `${a.fingerprint.sha256} ${b.fingerprint.sha256} ${maxDistance} ${maxRecoloured}`;
      const changed = known.get(key) ?? (await isChanged(a, b, thresholds));
      known.set(key, changed);
      return changed ? { ...match, isChanged: true } : match;
    };
    return {
      told: async (own, copies, thresholds) => {
        if (isMarked) return copies;
        const found: Copy[] = [];
        let laid = 0;
        for (const copy of copies) {
          const isLaid = isNearDuplicate(copy.match, thresholds) && laid++ < MOST_LAID;
          found.push(isLaid ? { ...copy, match: await tell(own, copy, thresholds) } : copy);
        }
        return found;
      },
    };
  },
});
