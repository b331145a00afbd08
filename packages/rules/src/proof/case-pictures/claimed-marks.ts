import { defineRunResource } from '@listing-lint/core/plugin';
import { evidenceFiles } from '../../case/evidence/evidence-fact.ts';
import type { MarkOnSuspect } from '../../hash/match/our-picture.ts';
import { matchesWith } from '../../hash/originals/shows-original.ts';
import { recently } from '../../kernel/recently.ts';
import { settingsOf } from '../../settings.ts';
import { isOriginal } from '../../subject.ts';
import { markTeller } from '../mark-state/mark-states.ts';
import { answersOf, pairKey } from './answers.ts';
import { isRead, type NotCompared, readNamed } from './read-named.ts';

type MarkState = MarkOnSuspect['state'];

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

const AT_HAND = 4;
/** What is not known may be known when the picture without its mark is at hand. */
const KNOWN_STATES: readonly MarkState[] = ['there', 'removed', 'covered', 'cropped-away', 'from-unmarked'];

export const claimedMarks = defineRunResource<ClaimedMarks>({
  id: 'caseClaimedMarks',
  create: async (context, remembered) => {
    const files = await context.useRun(evidenceFiles);
    const { root } = context;
    const limits = settingsOf(context).limits ?? {};
    const read = recently(AT_HAND, (name) => readNamed(files, root, name, limits));
    const ours = context.subjects('image').filter(isOriginal);
    const tell = await markTeller({ root, ours: ours.map(({ file, path }) => ({ file, name: path })), limits });
    const answers = answersOf(remembered, KNOWN_STATES);
    const stateOn: ClaimedMarks['stateOn'] = async (theirs, name) => {
      if (tell === undefined) return null;
      const key = await pairKey(files, theirs, name);
      const known = key === null ? undefined : answers.get(key);
      if (known !== undefined) return known;
      const [picture, original] = [await read(theirs), await read(name)];
      if (!isRead(picture)) return picture;
      if (!isRead(original)) return original;
      const matches = await matchesWith(picture, original, name);
      const mark = (await tell(picture.image, matches)).find((match) => match.mark !== undefined)?.mark;
      if (mark === undefined) return null;
      if (mark.state === 'unknown') return { reason: mark.ground };
      if (key !== null) answers.set(key, mark.state);
      return mark.state;
    };
    return { stateOn, remembered: answers.written };
  },
  remember: ({ remembered }) => remembered(),
});
