import { MAX_DATA_BYTES, readBytes } from '../file/read-file.ts';
import { layBeside } from '../file/replace-file.ts';
import type { FixPolicy, Mending } from '../model/fix.ts';
import type { Subject } from '../model/subject.ts';
import { FixRefusal } from './fix-faults.ts';

export interface PlaceOptions {
  readonly policy: FixPolicy;
  readonly root: string;
  /** Of the plugin that brings the subject's kind. */
  readonly settings: unknown;
}

/**
 * Puts a mended file, whose bytes have been checked, in the place of the old one: it is written beside it, read back, compared, and renamed.
 * Until then the old one is there. Throws a `FixRefusal` where somebody else has changed the file meanwhile.
 */
export const placeFile = async (
  mending: Mending,
  subject: Subject,
  { policy, root, settings }: PlaceOptions,
): Promise<void> => {
  const { before, after } = mending;
  let isPlaced = false;
  const put = async (): Promise<void> => {
    if (isPlaced) throw new Error('it was placed already');
    const laid = await layBeside(subject.file, after, { within: root });
    try {
      const written = await readBytes(laid.temporary, { maxBytes: MAX_DATA_BYTES, within: root, links: 'refuse' });
      if (Buffer.compare(written, after) !== 0) throw new Error('what was written is not what the disk gives back');
      const now = await readBytes(subject.file, { maxBytes: MAX_DATA_BYTES, within: root, links: 'refuse' });
      if (Buffer.compare(now, before) !== 0) throw new FixRefusal('it was changed while it was being mended');
    } catch (error) {
      await laid.drop();
      throw error;
    }
    await laid.take();
    isPlaced = true;
  };
  if (policy.replace === undefined) await put();
  else await policy.replace(mending, subject, { root, settings }, put);
  if (!isPlaced) throw new Error('it was not put in its place');
};
