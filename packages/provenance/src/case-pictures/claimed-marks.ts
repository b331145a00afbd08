import { defineRunResource, type FactContext, isKnownError, type Subject } from '@listing-lint/core/plugin';
import type { RgbImage } from '@listing-lint/rules/image';
import { settingsOf } from '@listing-lint/rules/settings';
import { isOriginal } from '@listing-lint/rules/subject';
import { explainedMark, findMark, marksOfRun } from '@listing-lint/rules/watermark';
import { type MarkOnSuspect, markClassifier, matchesWith, type PictureFile } from '@listing-lint/vision';
import { isRead, type NotCompared, namedPictures } from './named-pictures.ts';
import { rememberedPairs } from './remembered-pairs.ts';

type MarkState = MarkOnSuspect['state'];

/** Pictures of which one may be what was stamped: originals, and where stamped copies lie in another folder, any other. */
const mayBeUnmarked = (images: readonly Subject[], within: string): readonly PictureFile[] => {
  const others = images.filter((subject) => !isOriginal(subject));
  return [...images.filter(isOriginal), ...others].map(({ file, path }) => ({ file, name: path, within }));
};

/** What became of marks of ours on pictures that cases name, by their paths from the folder of the config. */
export interface ClaimedMarks {
  /**
   * What became of the mark of `ours`, a stamped picture or its original, on `theirs`; with its ground where that is not known. Null where ours was
   * never stamped, or theirs does not show it.
   */
  readonly stateOn: (theirs: string, ours: string) => Promise<MarkState | NotCompared | null>;
  /** Returns how a watermark of the config is detected on `theirs`, as a comparison of the two does; null if none is detected, or configured. */
  readonly foundOn: (theirs: string) => Promise<string | null>;
  /** Answers by the contents of both, for the next run. */
  readonly remembered: () => string | undefined;
}

/** What is not known may be known when the picture without its mark is at hand. */
const KNOWN_STATES: readonly MarkState[] = ['there', 'damaged', 'removed', 'covered', 'cropped-away', 'from-unmarked'];

/** A watermark that cannot be searched for is no evidence against a case. */
const markFoundOn = async (image: RgbImage, context: FactContext): Promise<string | null> => {
  try {
    const { status, template, summary } = explainedMark(await findMark(await context.useRun(marksOfRun), image));
    return status === 'present' ? `${template ?? 'a mark'}: ${summary}` : null;
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return null;
  }
};

export const claimedMarks = defineRunResource<ClaimedMarks>({
  id: 'caseClaimedMarks',
  create: async (context, remembered) => {
    const { root } = context;
    const { limits = {}, brand } = settingsOf(context);
    const pictures = await context.useRun(namedPictures);
    const isMarked = (brand?.watermarks ?? []).length > 0;
    const foundOn = async (theirs: string): Promise<string | null> => {
      const picture = isMarked ? await pictures.read(theirs) : undefined;
      return picture !== undefined && isRead(picture) ? markFoundOn(picture.image, context) : null;
    };
    const classify = await markClassifier({ root, ours: mayBeUnmarked(context.subjects('image'), root), limits });
    if (classify === undefined) return { stateOn: async () => null, foundOn, remembered: () => remembered };
    const pairs = rememberedPairs<MarkState, NotCompared | null>(
      pictures,
      { values: KNOWN_STATES, remembered },
      async (picture, original, name) => {
        const matches = await matchesWith(picture, original, name);
        const mark = (await classify(picture.image, matches)).find((match) => match.mark !== undefined)?.mark;
        if (mark === undefined) return null;
        return mark.state === 'unknown' ? { reason: mark.ground } : mark.state;
      },
    );
    return { stateOn: pairs.of, foundOn, remembered: pairs.written };
  },
  remember: ({ remembered }) => remembered(),
});
