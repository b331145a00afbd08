import { join } from 'node:path';
import { isInside, ListingLintError, type ResolvedConfig, realPlaceOf } from '@listing-lint/core';
import { provideReplica, REPLICA_FOLDER, REPLICA_STATE } from '@listing-lint/rules/hash';
import type { DatabaseAddress } from './address.ts';
import { followRegistry } from './follow.ts';

/** The copy of a registry, up to date. */
export interface FollowedReplica {
  /** Absolute folder. */
  readonly folder: string;
  /** Absolute path of the file that says which registry it is a copy of, and as of which change. */
  readonly state: string;
}

/** Brings the copy of a config's registry up to date, beside the config, and lets facts find it. */
export const replicaOf = async (
  config: Pick<ResolvedConfig, 'root' | 'originalRoot'>,
  { address, setting }: { readonly address: DatabaseAddress; readonly setting: string },
  { say, isTracked }: { readonly say: (message: string) => void; readonly isTracked: (file: string) => boolean },
): Promise<FollowedReplica> => {
  const folder = join(config.originalRoot, REPLICA_FOLDER);
  const state = join(folder, REPLICA_STATE);
  if (isTracked(state))
    throw new ListingLintError(
      'database-failed',
      `${REPLICA_FOLDER} is in git, and is not used: whoever may send a change could send another registry`,
      [{ message: `git rm -r --cached ${REPLICA_FOLDER}, and ignore it` }],
    );
  if (!isInside(realPlaceOf(config.originalRoot), realPlaceOf(folder)))
    throw new ListingLintError(
      'database-failed',
      `${REPLICA_FOLDER} leads out of the folder of its config, and is not used`,
      [{ message: `remove that link; put ${REPLICA_FOLDER} itself into the cache of CI, or mount a volume there` }],
    );
  await followRegistry(address, folder, say);
  provideReplica(config.root, setting, folder);
  return { folder, state };
};
