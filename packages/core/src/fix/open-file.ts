import { lstat } from 'node:fs/promises';
import type { Exception } from '../config/exceptions.ts';
import { fileFault } from '../file/file-fault.ts';
import { MAX_DATA_BYTES, readBytes } from '../file/read-file.ts';
import type { FixPolicy } from '../model/fix.ts';
import type { Subject } from '../model/subject.ts';
import { sha256 } from '../text/canonical-json.ts';
import { FixRefusal } from './fix-faults.ts';

export interface OpenedFor {
  readonly root: string;
  readonly policy: FixPolicy;
  /** SHA-256 of what was judged, where that is known. */
  readonly judged: string | undefined;
  readonly exceptions: readonly Exception[];
}

const WRITE_BITS = 0o222;

/** The bytes of a file that may be mended. Throws a `FixRefusal` for one that has to stay as it is. */
export const openFile = async (subject: Subject, { root, policy, judged, exceptions }: OpenedFor): Promise<Buffer> => {
  const { file } = subject;
  const stays = policy.stays?.(subject);
  if (stays !== undefined) throw new FixRefusal(stays);
  try {
    const stats = await lstat(file);
    if (stats.isSymbolicLink()) throw new FixRefusal('it is a link: name the file that it leads to');
    if ((stats.mode & WRITE_BITS) === 0) throw new FixRefusal('it is write-protected');
    const bytes = await readBytes(file, { maxBytes: MAX_DATA_BYTES, within: root, links: 'refuse' });
    const hash = sha256(bytes);
    if (judged !== undefined && hash !== judged) throw new FixRefusal('it has changed since it was judged');
    if (exceptions.some(({ content }) => content === hash))
      throw new FixRefusal('an exception names its content, which would be another: let the exception name its path');
    return bytes;
  } catch (error) {
    if (error instanceof FixRefusal) throw error;
    throw new FixRefusal(`it cannot be read: ${fileFault(error)}`);
  }
};
