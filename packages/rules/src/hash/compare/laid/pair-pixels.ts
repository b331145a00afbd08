import { defineRunResource, type FactContext } from '@listing-lint/core/plugin';
import { sheetRaster } from '../../../image/features/pair/sheet.ts';
import { runRasters } from '../../../image/features/store/kept-rasters.ts';
import { nullIfKnown } from '../../../kernel/null-if-known.ts';
import { recently } from '../../../kernel/recently.ts';
import { settingsOf } from '../../../settings.ts';
import { readCompared } from '../../fingerprint/fingerprint-file.ts';
import { compareFingerprints, isNearDuplicate, isStrangeVariant, type Match, type Thresholds } from '../compare.ts';
import type { ComparedPicture, Copy } from '../copy-search.ts';
import { type MarkPlaces, markPlacesOf } from './mark-places.ts';
import { shapesCompared } from './other-shape.ts';
import { type PicturePixels, toldApart } from './told-apart.ts';

/** Lays pictures of a run on each other that hashes call one. */
export interface PairPixels {
  /**
   * The same copies, nearest first; of those that are duplicates by their hashes each told apart where a part of it shows something else, and of those in
   * other colours each where its shapes are others. Marks of the seller's are left out: the same photo carries one at another place in another listing.
   * `context` is that of a fact over the set.
   */
  readonly told: (
    own: ComparedPicture,
    copies: readonly Copy[],
    thresholds: Thresholds,
    context: FactContext,
  ) => Promise<readonly Copy[]>;
}

/** A picture, and where marks lie on it. */
interface MarkedEntry {
  readonly entry: ComparedPicture;
  readonly marks: MarkPlaces;
}

/** Pictures whose pixels are at hand: 0.8 MB each. */
const AT_HAND = 24;
/** Copies of a picture that are laid on it, the nearest ones: of the rest hashes alone speak. */
const MOST_LAID = 50;
/** With more in other colours a picture is one of a line, whose shapes are the same: none of them is laid on it. */
const MOST_STRANGE = 12;

/** What pixels say of what hashes call a copy. */
type Told = Pick<Match, 'isChanged' | 'isOtherShape'>;

export const pairPixels = defineRunResource<PairPixels>({
  id: 'pairPixels',
  create: async (context) => {
    const subjects = new Map(context.subjects('image').map((subject) => [subject.path, subject]));
    const { limits } = settingsOf(context);
    const kept = await context.useRun(runRasters);
    const decoded = recently(AT_HAND, async (path: string) => {
      const subject = subjects.get(path);
      if (subject === undefined) return null;
      // What can no longer be read is judged by its hashes.
      const read = await readCompared(subject.file, path, limits).catch(nullIfKnown);
      return read && sheetRaster(read.image);
    });
    const placesBy = new Map<string, Promise<MarkPlaces | null>>();
    /** Asked once, as the fact may be forgotten by then. */
    const placesOn = ({ path }: ComparedPicture, asker: FactContext): Promise<MarkPlaces | null> => {
      const subject = subjects.get(path);
      const places = placesBy.get(path) ?? (subject ? markPlacesOf(subject, asker) : Promise.resolve(null));
      placesBy.set(path, places);
      return places;
    };
    const toldOf = async (pair: readonly MarkedEntry[], thresholds: Thresholds): Promise<Told> => {
      const pictures: PicturePixels[] = [];
      for (const { entry, marks } of pair) {
        // Where parts of pictures are looked for it was made of the same decode.
        const image = kept.get(entry.fingerprint.sha256) ?? (await decoded(entry.path));
        if (image !== null) pictures.push({ fingerprint: entry.fingerprint, image, marks });
      }
      const [a, b] = pictures;
      const match = a && b && compareFingerprints(a.fingerprint, b.fingerprint, thresholds.maxDistance);
      if (!a || !b || !match) return {};
      const { isChanged, isOtherShape } = shapesCompared(a, b, toldApart(a, b, match, thresholds), thresholds);
      return { ...(isChanged && { isChanged }), ...(isOtherShape && { isOtherShape }) };
    };
    const known = new Map<string, Promise<Told>>();
    const tell = async (own: ComparedPicture, { entry, match }: Copy, thresholds: Thresholds, asker: FactContext) => {
      const [marks, theirMarks] = [await placesOn(own, asker), await placesOn(entry, asker)];
      if (marks === null || theirMarks === null) return match;
      // In the order of their contents, so that both sides say the same.
      const pair = [
        { entry: own, marks },
        { entry, marks: theirMarks },
      ].sort((a, b) => (a.entry.fingerprint.sha256 < b.entry.fingerprint.sha256 ? -1 : 1));
      const { maxDistance, maxRecoloured } = thresholds;
      const key = JSON.stringify([
        maxDistance,
        maxRecoloured,
        ...pair.map((each) => [each.entry.fingerprint.sha256, each.marks]),
      ]);
      // Both pictures of a pair may ask at the same time.
      const told = known.get(key) ?? toldOf(pair, thresholds);
      known.set(key, told);
      return { ...match, ...(await told) };
    };
    return {
      told: async (own, copies, thresholds, asker) => {
        const found: Copy[] = [];
        const strange = copies.filter(({ match }) => isStrangeVariant(match, thresholds)).length;
        let laid = 0;
        for (const copy of copies) {
          const { match } = copy;
          const isAsked = isNearDuplicate(match, thresholds)
            ? laid++ < MOST_LAID
            : strange <= MOST_STRANGE && isStrangeVariant(match, thresholds);
          found.push(isAsked ? { ...copy, match: await tell(own, copy, thresholds, asker) } : copy);
        }
        return found;
      },
    };
  },
});
