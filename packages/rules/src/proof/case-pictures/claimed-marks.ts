import { defineRunResource, type Subject } from '@listing-lint/core/plugin';
import type { MarkOnSuspect } from '../../hash/match/our-picture.ts';
import type { PictureFile } from '../../hash/match/read-ours.ts';
import { matchesWith } from '../../hash/originals/shows-original.ts';
import { settingsOf } from '../../settings.ts';
import { isOriginal } from '../../subject.ts';
import { markTeller } from '../mark-state/mark-states.ts';
import { type NotCompared, namedPictures } from './named-pictures.ts';
import { rememberedPairs } from './remembered-pairs.ts';

type MarkState = MarkOnSuspect['state'];

/** Pictures of which one may be what was stamped: originals, and where stamped copies lie in another folder, any other. */
const mayBeUnmarked = (images: readonly Subject[]): readonly PictureFile[] => {
  const others = images.filter((subject) => !isOriginal(subject));
  return [...images.filter(isOriginal), ...others].map(({ file, path }) => ({ file, name: path }));
};

/** What became of marks of ours on pictures that cases name, by their paths from the folder of the config. */
export interface ClaimedMarks {
  /**
   * What became of the mark of `ours`, a stamped picture or its original, on `theirs`; with its ground where that is not known. Null where ours was
   * never stamped, or theirs does not show it.
   */
  readonly stateOn: (theirs: string, ours: string) => Promise<MarkState | NotCompared | null>;
  /** Answers by the contents of both, for the next run. */
  readonly remembered: () => string | undefined;
}

/** What is not known may be known when the picture without its mark is at hand. */
const KNOWN_STATES: readonly MarkState[] = ['there', 'removed', 'covered', 'cropped-away', 'from-unmarked'];

export const claimedMarks = defineRunResource<ClaimedMarks>({
  id: 'caseClaimedMarks',
  create: async (context, remembered) => {
    const { root } = context;
    const limits = settingsOf(context).limits ?? {};
    const tell = await markTeller({ root, ours: mayBeUnmarked(context.subjects('image')), limits });
    if (tell === undefined) return { stateOn: async () => null, remembered: () => remembered };
    const pictures = await context.useRun(namedPictures);
    const pairs = rememberedPairs<MarkState, NotCompared | null>(
      pictures,
      { values: KNOWN_STATES, remembered },
      async (picture, original, name) => {
        const matches = await matchesWith(picture, original, name);
        const mark = (await tell(picture.image, matches)).find((match) => match.mark !== undefined)?.mark;
        if (mark === undefined) return null;
        return mark.state === 'unknown' ? { reason: mark.ground } : mark.state;
      },
    );
    return { stateOn: pairs.of, remembered: pairs.written };
  },
  remember: ({ remembered }) => remembered(),
});
