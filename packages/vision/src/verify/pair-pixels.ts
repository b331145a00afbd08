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

/** Verifies matches by hash of a run by registered pixels. */
export interface PairPixels {
  /**
   * Returns the verdict by pixels for each copy, null if not compared: for duplicates by hash whether a part has other content, and for those in
   * other colours whether the shapes differ. The seller's watermarks are excluded: the same photo may carry one at another place in another listing.
   * `context` is that of a fact over the set.
   */
  readonly verdicts: (
    own: ComparedPicture,
    copies: readonly Copy[],
    thresholds: Thresholds,
    context: FactContext,
  ) => Promise<readonly (PixelVerdict | null)[]>;
  /**
   * Whether two pictures registered by keypoints have other content in a common part; `mapping` maps fractions of the first one to those of the second.
   * False if one of them can no longer be read, or has tiled watermarks.
   */
  readonly differ: (
    pair: readonly [ComparedPicture, ComparedPicture],
    mapping: readonly number[],
    context: FactContext,
  ) => Promise<boolean>;
  /** Serialized verdicts, for the next run. */
  readonly remembered: () => string | undefined;
}

/** A picture, and the boxes of its watermarks. */
interface MarkedEntry {
  readonly entry: ComparedPicture;
  readonly marks: MarkPlaces;
}

interface PicturePair {
  readonly pixels: readonly [PicturePixels, PicturePixels];
  readonly inDetail: InDetail;
}

/** Most cached rasters: 0.8 MB each. */
const AT_HAND = 24;
/** Most cached rasters in full detail: 3 MB each. */
const AT_HAND_IN_DETAIL = 6;
/** Most copies of a picture that are registered, the nearest ones: the rest is decided by hash. */
const MOST_REGISTERED = 50;
/** With more copies in other colours a picture belongs to a line of equal shapes: none is registered. */
const MOST_DOUBTED = 12;

/** Loaded on first use. */
const pixelComparison = async () => await import('./compare-pixels.ts');

const verdictOf = ({ isChanged = false, isOtherShape = false }: Match): PixelVerdict => {
  if (isChanged) return isOtherShape ? 'changed-other-shape' : 'changed';
  return isOtherShape ? 'other-shape' : 'same';
};

const sideOf = ({ image: { width, height } }: PicturePixels): number => Math.max(width, height);

/** The pictures of a run with their pixels and watermark boxes. */
const pixelsInRun = async (context: FactContext) => {
  const subjects = new Map(context.subjects('image').map((subject) => [subject.path, subject]));
  const rasters = await context.useRun(runRasters);
  /** Caches pictures by content and path, most recently used. Unreadable ones are decided by hash. */
  const lately = (most: number, read: 'rasterOf' | 'comparedInDetail') =>
    recently(most, async (name: string) => {
      const content = name.slice(0, name.indexOf(' '));
      const subject = subjects.get(name.slice(content.length + 1));
      return subject === undefined
        ? null
        : (await pixelComparison())[read](subject, content, context).catch(nullIfKnown);
    });
  const decoded = lately(AT_HAND, 'rasterOf');
  /** The same in full detail. */
  const detailed = lately(AT_HAND_IN_DETAIL, 'comparedInDetail');
  const placesBy = new Map<string, Promise<MarkPlaces | null>>();
  /** Memoized, as the fact may be evicted by then. */
  const placesOn = ({ path, fingerprint }: ComparedPicture, caller: FactContext): Promise<MarkPlaces | null> => {
    const subject = subjects.get(path);
    const find = async (): Promise<MarkPlaces | null> => {
      if (subject === undefined) return null;
      return (await isUnstamped(subject, fingerprint.sha256, caller)) ? [] : markPlacesOf(subject, caller);
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
  /** Null if one of them can no longer be read. */
  const pixelsOf = async (pair: readonly MarkedEntry[]): Promise<PicturePair | null> => {
    const pictures: PicturePixels[] = [];
    for (const { entry, marks } of pair) {
      // `runRasters` has the same decode if local features are searched for.
      const { sha256: content } = entry.fingerprint;
      const image = rasters.get(content) ?? (await decoded(`${content} ${entry.path}`));
      if (image !== null) pictures.push({ fingerprint: entry.fingerprint, image, marks });
    }
    const [a, b] = pictures;
    if (a === undefined || b === undefined) return null;
    // The smaller one has no more detail than its raster.
    const hasMore = Math.min(sideOf(a), sideOf(b)) >= SHEET_SIDE;
    return { pixels: [a, b], inDetail: async () => (hasMore ? await detailedOf(pair) : null) };
  };
  const marked = async (entry: ComparedPicture, caller: FactContext): Promise<MarkedEntry | null> => {
    const marks = await placesOn(entry, caller);
    return marks && { entry, marks };
  };
  return { pixelsOf, marked };
};

export const pairPixels = defineRunResource<PairPixels>({
  id: 'pairPixels',
  create: async (context, remembered) => {
    const pictures = await pixelsInRun(context);
    const answers = answersOf(remembered, PIXEL_VERDICTS);
    const pending = new Map<string, Promise<PixelVerdict | null>>();
    /** `how`: all other inputs of the verdict. */
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
      // Both pictures of a pair may query at the same time.
      const running = pending.get(key) ?? saidOfPair();
      pending.set(key, running);
      const verdict = await running;
      if (verdict !== null) answers.set(key, verdict);
      return verdict;
    };
    const verify = async (own: ComparedPicture, { entry }: Copy, thresholds: Thresholds, caller: FactContext) => {
      const [one, other] = [await pictures.marked(own, caller), await pictures.marked(entry, caller)];
      if (one === null || other === null) return null;
      // Sorted by content, so that both sides have the same verdict.
      const pair = [one, other].sort((a, b) => (a.entry.fingerprint.sha256 < b.entry.fingerprint.sha256 ? -1 : 1));
      const { maxDistance, maxRecoloured } = thresholds;
      return answered(pair, [maxDistance, maxRecoloured], async ({ pixels: [a, b], inDetail }) => {
        const comparison = await (await pixelComparison()).comparePixels(a, b, thresholds, inDetail);
        return comparison && verdictOf(comparison);
      });
    };
    return {
      verdicts: async (own, copies, thresholds, caller) => {
        const verdicts: (PixelVerdict | null)[] = [];
        const doubted = copies.filter(({ match }) => isDoubtedVariant(match, thresholds)).length;
        let registered = 0;
        for (const copy of copies) {
          const { match } = copy;
          const isVerified = isNearDuplicate(match, thresholds)
            ? registered++ < MOST_REGISTERED
            : doubted <= MOST_DOUBTED && isDoubtedVariant(match, thresholds);
          verdicts.push(isVerified ? await verify(own, copy, thresholds, caller) : null);
        }
        return verdicts;
      },
      differ: async ([own, other], mapping, caller) => {
        const pair = [await pictures.marked(own, caller), await pictures.marked(other, caller)];
        if (!pair.every((each) => each !== null)) return false;
        const said = await answered(pair, ['registered', ...mapping.map(rounded)], async ({ pixels }) =>
          (await pixelComparison()).differ(pixels, mapping) ? 'changed' : 'same',
        );
        return said === 'changed';
      },
      remembered: answers.written,
    };
  },
  remember: ({ remembered }) => remembered(),
});

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Cache key of all inputs of a verdict, with versions. */
const keyOf = (pair: readonly unknown[]): string =>
  sha256(JSON.stringify([FINGERPRINT_VERSION, PAIR_VERSION, ...pair])).slice(0, 32);
