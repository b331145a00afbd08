import { relative, sep } from 'node:path';
import { readLedger } from '@listing-lint/rules/watermark';
import { markClassifier } from '../mark-state/mark-states.ts';
import type { PictureFile } from '../match/read-ours.ts';
import { matchesWith } from '../originals/shows-original.ts';
import type { ClassifyPairMark } from './record/pair-stamp.ts';
import type { ReadPicture } from './record/picture-record.ts';

interface PairMarkSources {
  /** Folder of the config, where the stamps are written down. */
  readonly root: string;
  /** Pictures that include the unmarked ones, apart from the unstamped originals; called if there are stamps. */
  readonly ours: () => Promise<readonly PictureFile[]>;
  readonly limits?: Parameters<typeof markClassifier>[0]['limits'];
}

/** Says of pairs what became of our mark, as `match` does; made ready when the first pair asks. Throws where the file of stamps is damaged. */
export const pairMarks = ({ root, ours, limits }: PairMarkSources): ClassifyPairMark => {
  let pending: ReturnType<typeof markClassifier> | undefined;
  const ready = async () =>
    (await readLedger(root)).size === 0
      ? undefined
      : markClassifier({ root, ours: await ours(), ...(limits ? { limits } : {}) });
  return async (a, b) => {
    pending ??= ready();
    const classify = await pending;
    if (classify === undefined) return null;
    for (const [side, own, other] of [['a', a, b] as const, ['b', b, a] as const]) {
      const path = relative(root, own.file).split(sep).join('/');
      const [prepared, suspect] = [preparedOf(own.picture), preparedOf(other.picture)];
      if (prepared === null || suspect === null || (await classify.marksOn(path)).length === 0) continue;
      const classified = await classify(suspect.image, await matchesWith(suspect, prepared, path));
      const mark = classified.find((match) => match.mark !== undefined)?.mark;
      if (mark !== undefined) return { ours: side, mark };
    }
    return null;
  };
};

const preparedOf = ({ image, fingerprint }: ReadPicture) =>
  image === null || fingerprint === null ? null : { image, fingerprint };
