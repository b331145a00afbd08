import { defineRunResource, type FactContext, sha256 } from '@listing-lint/core/plugin';
import {
  type ComparedPicture,
  type Copy,
  FINGERPRINT_VERSION,
  isNearDuplicate,
  isUnstamped,
  type Match,
  PIXEL_VERDICTS,
  type PixelVerdict,
  type Thresholds,
} from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { answersOf, nullIfKnown, recently } from '@listing-lint/rules/kernel';
import { SHEET_SIDE } from '../features/pair/sheet.ts';
import { runRasters } from '../features/store/raster-spill.ts';

import { isDoubtedVariant } from './doubted.ts';
import { type MarkPlaces, markPlacesOf } from './mark-places.ts';
import { PAIR_VERSION } from './pair-version.ts';
import type { InDetail, PicturePixels } from './verify-duplicate.ts';

/** Lays pictures of a run on each other that hashes call one. */
export interface PairPixels {
  /**
   * What pixels show of each copy, null where they were not compared: of duplicates by their hashes whether a part shows something else, and of those in
   * other colours whether the shapes are others. Marks of the seller's are left out: the same photo carries one at another place in another listing.
   * `context` is that of a fact over the set.
   */
  readonly verdicts: (
    own: ComparedPicture,
    copies: readonly Copy[],
    thresholds: Thresholds,
    context: FactContext,
  ) => Promise<readonly (PixelVerdict | null)[]>;
  /**
   * Whether two pictures of which points say how they lie on each other show something else in a part of it; `mapping` takes fractions of the first one to those of the other.
   * False where one of both can no longer be read, or carries marks all over.
   */
  readonly differ: (
    pair: readonly [ComparedPicture, ComparedPicture],
    mapping: readonly number[],
    context: FactContext,
  ) => Promise<boolean>;
  /** What was told of pairs, for the next run. */
  readonly remembered: () => string | undefined;
}

/** A picture, and where marks lie on it. */
interface MarkedEntry {
  readonly entry: ComparedPicture;
  readonly marks: MarkPlaces;
}

interface PicturePair {
  readonly pixels: readonly [PicturePixels, PicturePixels];
  readonly inDetail: InDetail;
}

/** Pictures whose pixels are at hand: 0.8 MB each. */
const AT_HAND = 24;
/** The same in all the detail that is compared: 3 MB each. */
const AT_HAND_IN_DETAIL = 6;
/** Copies of a picture that are laid on it, the nearest ones: of the rest hashes alone speak. */
const MOST_LAID = 50;
/** With more in other colours a picture is one of a line, whose shapes are the same: none of them is laid on it. */
const MOST_DOUBTED = 12;

/** Loaded where a pair is not known. */
const laying = async () => await import('./lay-pair.ts');

const verdictOf = ({ isChanged = false, isOtherShape = false }: Match): PixelVerdict => {
  if (isChanged) return isOtherShape ? 'changed-other-shape' : 'changed';
  return isOtherShape ? 'other-shape' : 'same';
};

const sideOf = ({ image: { width, height } }: PicturePixels): number => Math.max(width, height);

/** Pictures of a run with their pixels, and where marks lie on them. */
const pixelsInRun = async (context: FactContext) => {
  const subjects = new Map(context.subjects('image').map((subject) => [subject.path, subject]));
  const kept = await context.useRun(runRasters);
  /** Pictures by what they are known by and their paths, the ones that were asked for last at hand. What can no longer be read is judged by its hashes. */
  const lately = (most: number, read: 'rasterOf' | 'comparedInDetail') =>
    recently(most, async (name: string) => {
      const content = name.slice(0, name.indexOf(' '));
      const subject = subjects.get(name.slice(content.length + 1));
      return subject === undefined ? null : (await laying())[read](subject, content, context).catch(nullIfKnown);
    });
  const decoded = lately(AT_HAND, 'rasterOf');
  /** The same as large as they are compared. */
  const detailed = lately(AT_HAND_IN_DETAIL, 'comparedInDetail');
  const placesBy = new Map<string, Promise<MarkPlaces | null>>();
  /** Asked once, as the fact may be forgotten by then. */
  const placesOn = ({ path, fingerprint }: ComparedPicture, asker: FactContext): Promise<MarkPlaces | null> => {
    const subject = subjects.get(path);
    const find = async (): Promise<MarkPlaces | null> => {
      if (subject === undefined) return null;
      return (await isUnstamped(subject, fingerprint.sha256, asker)) ? [] : markPlacesOf(subject, asker);
    };
    const name = `${fingerprint.sha256} ${path}`;
    const places = placesBy.get(name) ?? find();
    placesBy.set(name, places);
    return places;
  };
  const detailedOf = async (pair: readonly MarkedEntry[]): ReturnType<InDetail> => {
    const images: RgbImage[] = [];
    for (const { entry } of pair) {
      const image = await detailed(`${entry.fingerprint.sha256} ${entry.path}`);
      if (image !== null) images.push(image);
    }
    const [a, b] = images;
    return a && b ? [a, b] : null;
  };
  /** Null where one of both can no longer be read. */
  const pixelsOf = async (pair: readonly MarkedEntry[]): Promise<PicturePair | null> => {
    const pictures: PicturePixels[] = [];
    for (const { entry, marks } of pair) {
      // Where parts of pictures are looked for it was made of the same decode.
      const { sha256: content } = entry.fingerprint;
      const image = kept.get(content) ?? (await decoded(`${content} ${entry.path}`));
      if (image !== null) pictures.push({ fingerprint: entry.fingerprint, image, marks });
    }
    const [a, b] = pictures;
    if (a === undefined || b === undefined) return null;
    // Of the smaller one no more is to be seen than is at hand.
    const hasMore = Math.min(sideOf(a), sideOf(b)) >= SHEET_SIDE;
    return { pixels: [a, b], inDetail: async () => (hasMore ? await detailedOf(pair) : null) };
  };
  const marked = async (entry: ComparedPicture, asker: FactContext): Promise<MarkedEntry | null> => {
    const marks = await placesOn(entry, asker);
    return marks && { entry, marks };
  };
  return { pixelsOf, marked };
};

export const pairPixels = defineRunResource<PairPixels>({
  id: 'pairPixels',
  create: async (context, remembered) => {
    const pictures = await pixelsInRun(context);
    const answers = answersOf(remembered, PIXEL_VERDICTS);
    const asked = new Map<string, Promise<PixelVerdict | null>>();
    /** `how` is all that an answer depends on beside the two pictures. */
    const answered = async (
      pair: readonly MarkedEntry[],
      how: readonly unknown[],
      say: (both: PicturePair) => Promise<PixelVerdict | null>,
    ): Promise<PixelVerdict | null> => {
      const key = keyOf([...how, ...pair.map((each) => [each.entry.fingerprint.sha256, each.marks])]);
      const known = answers.get(key);
      if (known !== undefined) return known;
      const saidOfPair = async () => {
        const both = await pictures.pixelsOf(pair);
        return both && say(both);
      };
      // Both pictures of a pair may ask at the same time.
      const asking = asked.get(key) ?? saidOfPair();
      asked.set(key, asking);
      const said = await asking;
      if (said !== null) answers.set(key, said);
      return said;
    };
    const tell = async (own: ComparedPicture, { entry }: Copy, thresholds: Thresholds, asker: FactContext) => {
      const [one, other] = [await pictures.marked(own, asker), await pictures.marked(entry, asker)];
      if (one === null || other === null) return null;
      // In the order of their contents, so that both sides say the same.
      const pair = [one, other].sort((a, b) => (a.entry.fingerprint.sha256 < b.entry.fingerprint.sha256 ? -1 : 1));
      const { maxDistance, maxRecoloured } = thresholds;
      return answered(pair, [maxDistance, maxRecoloured], async ({ pixels: [a, b], inDetail }) => {
        const laid = await (await laying()).laidOnEachOther(a, b, thresholds, inDetail);
        return laid && verdictOf(laid);
      });
    };
    return {
      verdicts: async (own, copies, thresholds, asker) => {
        const verdicts: (PixelVerdict | null)[] = [];
        const doubted = copies.filter(({ match }) => isDoubtedVariant(match, thresholds)).length;
        let laid = 0;
        for (const copy of copies) {
          const { match } = copy;
          const isAsked = isNearDuplicate(match, thresholds)
            ? laid++ < MOST_LAID
            : doubted <= MOST_DOUBTED && isDoubtedVariant(match, thresholds);
          verdicts.push(isAsked ? await tell(own, copy, thresholds, asker) : null);
        }
        return verdicts;
      },
      differ: async ([own, other], mapping, asker) => {
        const pair = [await pictures.marked(own, asker), await pictures.marked(other, asker)];
        if (!pair.every((each) => each !== null)) return false;
        const said = await answered(pair, ['as laid', ...mapping.map(rounded)], async ({ pixels }) =>
          (await laying()).differ(pixels, mapping) ? 'changed' : 'same',
        );
        return said === 'changed';
      },
      remembered: answers.written,
    };
  },
  remember: ({ remembered }) => remembered(),
});

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Of all that an answer depends on, and what finds it. */
const keyOf = (pair: readonly unknown[]): string =>
  sha256(JSON.stringify([FINGERPRINT_VERSION, PAIR_VERSION, ...pair])).slice(0, 32);
