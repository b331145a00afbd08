import { defineRunResource } from '@listing-lint/core/plugin';
import { compareFingerprints, copyVerdictOf, DEFAULT_THRESHOLDS, type Fingerprint } from '@listing-lint/rules/hash';

import { type OriginalVerdict, showsOriginal } from '@listing-lint/vision';
import { isRead, type NotCompared, namedPictures } from './named-pictures.ts';
import { rememberedPairs } from './remembered-pairs.ts';

/** Pairs of pictures that cases name, by their paths from the folder of the config. */
export interface PicturePairs {
  /** Whether and how `theirs` shows `ours`. */
  readonly verdictOf: (theirs: string, ours: string) => Promise<OriginalVerdict | NotCompared>;
  /** Returns the first of `ours` whose whole picture `theirs` shows, by hashes and by registration; undefined if there is none. */
  readonly wholeOf: (theirs: string, ours: readonly string[]) => Promise<string | undefined>;
  /** Answers by the contents of both, for the next run. */
  readonly remembered: () => string | undefined;
}

const VERDICTS: readonly OriginalVerdict[] = ['copy', 'like', 'not-shown', 'plain'];

export const picturePairs = defineRunResource<PicturePairs>({
  id: 'casePicturePairs',
  create: async (context, remembered) => {
    const pictures = await context.useRun(namedPictures);
    const pairs = rememberedPairs<OriginalVerdict, OriginalVerdict>(
      pictures,
      { values: VERDICTS, remembered },
      showsOriginal,
    );
    /** Memoized per picture: for a work in a line of many the others are compared repeatedly. */
    const fingerprints = new Map<string, Promise<Fingerprint | null>>();
    const fingerprintAt = (name: string): Promise<Fingerprint | null> => {
      const known =
        fingerprints.get(name) ?? pictures.read(name).then((read) => (isRead(read) ? read.fingerprint : null));
      fingerprints.set(name, known);
      return known;
    };
    const wholeOf: PicturePairs['wholeOf'] = async (theirs, ours) => {
      const fingerprint = await fingerprintAt(theirs);
      if (fingerprint === null) return undefined;
      for (const name of ours) {
        const other = await fingerprintAt(name);
        const match = other && compareFingerprints(fingerprint, other, DEFAULT_THRESHOLDS.maxDistance);
        if (match === null || copyVerdictOf(match, DEFAULT_THRESHOLDS) !== 'duplicate') continue;
        if ((await pairs.of(theirs, name)) === 'copy') return name;
      }
      return undefined;
    };
    return { verdictOf: pairs.of, wholeOf, remembered: pairs.written };
  },
  remember: ({ remembered }) => remembered(),
});
