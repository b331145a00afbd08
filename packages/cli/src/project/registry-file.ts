import { resolve } from 'node:path';
import { type ResolvedConfig, repositoryOr } from '@listing-lint/core';
import { type DisputesSettings, disputesSettings } from '@listing-lint/disputes';
import { registryPlace, type Settings, settingsOf } from '@listing-lint/rules/settings';
import { builtinPlugin } from '../built-in-plugins.ts';
import { type DatabaseAddress, databaseAddress, isElsewhere } from '../database/address.ts';
import type { Surroundings } from '../output/io.ts';
import { UsageError } from '../output/known-error.ts';

/** The top level of a config, for the plugins that declare its keys: `provenanceSettings.of(topLevelOf(config))`. */
export const topLevelOf = (config: ResolvedConfig): { readonly settings: unknown } => ({
  settings: config.settings.of(builtinPlugin.name),
});

/** What a config says of pictures, listings, cases and monitoring logs. */
export const builtinSettings = (config: ResolvedConfig): Settings & DisputesSettings => ({
  ...settingsOf(topLevelOf(config)),
  ...disputesSettings.of(topLevelOf(config)),
});

/** Where published pictures are remembered; `name` is what the user calls it, and holds no secret. */
export type ConfiguredRegistry =
  /** `within`: how far its path may lead. */
  | { readonly kind: 'file'; readonly file: string; readonly name: string; readonly within: string }
  | { readonly kind: 'database'; readonly address: DatabaseAddress; readonly name: string; readonly setting: string };

/** The registry that a config names. Throws a usage error where it names none, or the environment does not say where it is. */
export const registryOf = (config: ResolvedConfig, env: Surroundings['env']): ConfiguredRegistry => {
  const { registry } = builtinSettings(config);
  if (registry === undefined) {
    throw new UsageError('the config names no registry', 'add a line such as registry: published.txt');
  }
  return placeOfRegistry(registry, config, env);
};

/** The same for a config that may name none. */
export const registryIn = (config: ResolvedConfig, env: Surroundings['env']): ConfiguredRegistry | undefined => {
  // Where there is no config nothing is validated, and zod not loaded for it.
  if (config.file === undefined) return undefined;
  const { registry } = builtinSettings(config);
  return registry === undefined ? undefined : placeOfRegistry(registry, config, env);
};

const NAME_VARIABLE = 'name an environment variable that holds the address: registry: env:LISTING_LINT_REGISTRY';

const placeOfRegistry = (
  setting: string,
  { root, allowsCode }: Pick<ResolvedConfig, 'root' | 'allowsCode'>,
  env: Surroundings['env'],
): ConfiguredRegistry => {
  const place = registryPlace(setting);
  if (place.kind === 'file')
    return { kind: 'file', file: resolve(root, place.path), name: place.path, within: repositoryOr(root) };
  const [text, from] =
    'variable' in place ? [env[place.variable] ?? '', place.variable] : [place.address, 'registry of the config'];
  if (text === '')
    throw new UsageError(
      `the registry is where ${from} says, and that is not set`,
      `set it, as in ${from}=postgres://user:password@host/database`,
    );
  const address = databaseAddress(text, from);
  // Whoever may change the config chooses the server, which is sent PGPASSWORD and what ~/.pgpass has for it.
  if ('address' in place && isElsewhere(address))
    throw new UsageError(
      'registry of the config: a database on another machine would receive the password of your environment',
      NAME_VARIABLE,
    );
  if ('address' in place && !allowsCode)
    throw new UsageError('--no-plugins: the registry is a database that the config itself names', NAME_VARIABLE);
  return { kind: 'database', address, name: address.name, setting };
};
