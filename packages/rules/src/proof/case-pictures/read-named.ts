import { join } from 'node:path';
import { fileFault, isKnownError } from '@listing-lint/core/plugin';
import type { FileFault, NamedFiles } from '../../case/evidence/check-file.ts';
import type { readCompared } from '../../hash/fingerprint/fingerprint-file.ts';
import { readOriginal } from '../../hash/originals/read-original.ts';

/** Why pictures could not be compared. */
export interface NotCompared {
  readonly reason: string;
}

type Read = Awaited<ReturnType<typeof readCompared>> | NotCompared;
export const isRead = (read: Read): read is Exclude<Read, NotCompared> => !('reason' in read);

export const refusalText = (name: string, { message }: FileFault): string => `${name}: ${message}`;

/** A picture that a case names, decoded; of camera raw its largest JPEG. */
export const readNamed = async (
  files: NamedFiles,
  root: string,
  name: string,
  limits: Parameters<typeof readCompared>[2],
): Promise<Read> => {
  const fault = await files.check(name, null);
  if (fault !== null) return { reason: refusalText(name, fault) };
  try {
    return await readOriginal(join(root, name), name, limits);
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return { reason: error.message.includes(name) ? error.message : `${name}: ${fileFault(error)}` };
  }
};
