import type { DatabaseAddress } from '../../../database/address.ts';
import { loadFor } from '../../../project/load.ts';
import { databaseOf } from '../../../project/open-registry.ts';
import { registryOf } from '../../../project/registry-file.ts';
import { configOptionsOf, type Program, surroundingsOf } from '../../flags.ts';
import type { RunQuery } from '../../options.ts';

/** Where the queue of a config is: in the database of its registry. */
export const queueAddress = async (
  query: RunQuery & { readonly env?: { readonly [name: string]: string | undefined } },
  program: Program | undefined,
): Promise<DatabaseAddress> => {
  const around = surroundingsOf(query, program);
  const config = await loadFor(configOptionsOf(query), around);
  return databaseOf(registryOf(config, around.env)).address;
};
