import { defineRunResource } from '@listing-lint/core/plugin';
import { evidenceFiles } from '../../case/evidence/evidence-fact.ts';
import { compareFingerprints, copyVerdictOf, DEFAULT_THRESHOLDS } from '../../hash/compare/compare.ts';
import { type ShownAs, showsOriginal } from '../../hash/originals/shows-original.ts';
import { recently } from '../../kernel/recently.ts';
import { settingsOf } from '../../settings.ts';
import { answersOf, pairKey } from './answers.ts';
import { isRead, type NotCompared, readNamed, refusalText } from './read-named.ts';

/** Pictures that cases name, by their paths from the folder of the config, laid on each other. */
export interface PicturePairs {
  /** Whether and how `theirs` shows `ours`. */
  readonly shownAs: (theirs: string, ours: string) => Promise<ShownAs | NotCompared>;
  /** The first of `ours` of which `theirs` is the whole picture by its hashes, and a copy where both are laid on each other; undefined where it is none of them. */
  readonly wholeOf: (theirs: string, ours: readonly string[]) => Promise<string | undefined>;
  /** Answers by the contents of both, for the next run. */
  readonly remembered: () => string | undefined;
}

const SHOWN_AS: readonly ShownAs[] = ['copy', 'like', 'not-shown', 'plain'];

/** Pictures that are held, decoded, for the next question: several of a case are of one work. */
const AT_HAND = 6;

export const picturePairs = defineRunResource<PicturePairs>({
  id: 'casePicturePairs',
  create: async (context, remembered) => {
    const files = await context.useRun(evidenceFiles);
    const limits = settingsOf(context).limits ?? {};
    const read = recently(AT_HAND, (name) => readNamed(files, context.root, name, limits));
    const answers = answersOf(remembered, SHOWN_AS);
    const shownAs: PicturePairs['shownAs'] = async (theirs, ours) => {
      for (const name of [theirs, ours]) {
        const fault = await files.check(name, null);
        if (fault !== null) return { reason: refusalText(name, fault) };
      }
      const key = await pairKey(files, theirs, ours);
      const known = key === null ? undefined : answers.get(key);
      if (known !== undefined) return known;
      const [picture, original] = [await read(theirs), await read(ours)];
      if (!isRead(picture)) return picture;
      if (!isRead(original)) return original;
      const said = await showsOriginal(picture, original);
      if (key !== null) answers.set(key, said);
      return said;
    };
    const wholeOf: PicturePairs['wholeOf'] = async (theirs, ours) => {
      const picture = await read(theirs);
      if (!isRead(picture)) return undefined;
      const { fingerprint } = picture;
      for (const name of ours) {
        if ((await files.check(name, null)) !== null) continue;
        const other = await read(name);
        const match = isRead(other)
          ? compareFingerprints(fingerprint, other.fingerprint, DEFAULT_THRESHOLDS.maxDistance)
          : null;
        if (match === null || copyVerdictOf(match, DEFAULT_THRESHOLDS) !== 'duplicate') continue;
        if ((await shownAs(theirs, name)) === 'copy') return name;
      }
      return undefined;
    };
    return { shownAs, wholeOf, remembered: answers.written };
  },
  remember: ({ remembered }) => remembered(),
});
