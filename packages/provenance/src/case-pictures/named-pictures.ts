import { join } from 'node:path';
import { defineRunResource, fileFault, isKnownError } from '@listing-lint/core/plugin';
import { evidenceFiles, type NamedFiles } from '@listing-lint/disputes';

import type { readCompared } from '@listing-lint/rules/hash';
import { recently } from '@listing-lint/rules/kernel';
import { settingsOf } from '@listing-lint/rules/settings';
import { readOriginal } from '@listing-lint/vision';

/** Why pictures could not be compared. */
export interface NotCompared {
  readonly reason: string;
}

type Picture = Awaited<ReturnType<typeof readCompared>>;
export const isRead = (read: Picture | NotCompared): read is Picture => !('reason' in read);

/** Pictures that cases name, by their paths from the folder of the config. */
export interface NamedPictures {
  readonly files: NamedFiles;
  /** Decoded; of camera raw its largest JPEG. */
  readonly read: (name: string) => Promise<Picture | NotCompared>;
}

/** Pictures that are held, decoded, for the next question: several of a case are of one work. */
const AT_HAND = 6;

export const namedPictures = defineRunResource<NamedPictures>({
  id: 'caseNamedPictures',
  create: async (context) => {
    const files = await context.useRun(evidenceFiles);
    const limits = settingsOf(context).limits ?? {};
    const read = recently(AT_HAND, async (name): Promise<Picture | NotCompared> => {
      const fault = await files.check(name, null);
      if (fault !== null) return { reason: `${name}: ${fault.message}` };
      try {
        return await readOriginal(join(context.root, name), name, context.root, limits);
      } catch (error) {
        if (!isKnownError(error)) throw error;
        return { reason: error.message.includes(name) ? error.message : `${name}: ${fileFault(error)}` };
      }
    });
    return { files, read };
  },
});
