import { ListingLintError, type ResolvedConfig } from '@listing-lint/core';
import { fileRegistry, type PublishedRegistry } from '@listing-lint/rules/hash';
import type { KnownRegistry } from '@listing-lint/vision';
import { refuseWayOut } from '../output/way-out.ts';
import { comesWithRepository } from './cache-file.ts';
import type { ConfiguredRegistry } from './registry-file.ts';

/** A registry to be written to; `root` is that of its config. What talks to databases is loaded for one alone. */
export const openRegistry = async (place: ConfiguredRegistry, root: string): Promise<PublishedRegistry> => {
  if (place.kind === 'file') {
    refuseWayOut(place.file, place.name, root);
    return fileRegistry(place.file, place.within, place.name);
  }
  const { postgresRegistry } = await import('../database/postgres-registry.ts');
  return postgresRegistry(place.address);
};

/** Receives messages for the user. */
interface Listener {
  readonly onEvent?: (event: { readonly type: 'message'; readonly message: string }) => void;
}

/** A registry to be looked into: of a database its copy, brought up to date. */
export const knownRegistry = async (
  config: Pick<ResolvedConfig, 'root' | 'originalRoot'>,
  place: ConfiguredRegistry,
  listener: Listener,
): Promise<KnownRegistry> => {
  if (place.kind === 'file') return place;
  const { folder } = await followed(config, place, listener);
  return { replica: folder, name: place.name };
};

/** The copy of a database's registry, up to date. */
export const followed = async (
  config: Pick<ResolvedConfig, 'root' | 'originalRoot'>,
  place: Extract<ConfiguredRegistry, { kind: 'database' }>,
  { onEvent }: Listener,
): Promise<{ readonly folder: string; readonly state: string }> => {
  const { replicaOf } = await import('../database/replica-of.ts');
  return replicaOf(config, place, {
    say: (message) => onEvent?.({ type: 'message', message }),
    isTracked: comesWithRepository,
  });
};

/** Throws where something needs a database and the registry is a file. */
export const databaseOf = (place: ConfiguredRegistry): Extract<ConfiguredRegistry, { kind: 'database' }> => {
  if (place.kind === 'database') return place;
  throw new ListingLintError('usage', `the registry ${place.name} is a file`, [
    { message: 'this is for one in a database: `registry: env:LISTING_LINT_REGISTRY`' },
  ]);
};
