import { resolve } from 'node:path';
import { ANYWHERE, ListingLintError, MAX_DATA_BYTES, readText } from '@listing-lint/core';
import { fileRegistry, type PublishedRegistry, parseRegistry, registryText } from '@listing-lint/rules/hash';
import { makeBands } from '../../database/bands.ts';
import { withDatabase } from '../../database/connect.ts';
import { migrate, SCHEMA_VERSION } from '../../database/migrations.ts';
import { refuseOutput } from '../../output/write-output.ts';
import { loadFor } from '../../project/load.ts';
import { databaseOf, followed, openRegistry } from '../../project/open-registry.ts';
import { registryOf } from '../../project/registry-file.ts';
import { configOptionsOf, type Program, surroundingsOf } from '../flags.ts';
import type { RunQuery } from '../options.ts';

/** The registry of the config that holds where one is asked. */
export const openedRegistry = async (query: RunQuery, program: Program | undefined) => {
  const around = surroundingsOf(query, program);
  const config = await loadFor(configOptionsOf(query), around);
  return { around, config, place: registryOf(config, around.env) };
};

/** Makes the tables of a registry, or brings them up to date; says what was there before. */
export const migrateRegistry = async (
  query: RunQuery,
  program?: Program,
): Promise<{ readonly name: string; readonly from: number; readonly to: number }> => {
  const { address, name } = databaseOf((await openedRegistry(query, program)).place);
  return { name, from: await withDatabase(address, migrate), to: SCHEMA_VERSION };
};

/** Makes the table by which the database itself finds what is near. */
export const indexRegistry = async (query: RunQuery, program?: Program): Promise<{ readonly name: string }> => {
  const { address, name } = databaseOf((await openedRegistry(query, program)).place);
  await withDatabase(address, makeBands);
  return { name };
};

/** Brings the copy beside the config up to date. */
export const pullRegistry = async (
  query: RunQuery,
  program?: Program,
): Promise<{ readonly name: string; readonly folder: string }> => {
  const { config, place } = await openedRegistry(query, program);
  const { folder } = await followed(config, databaseOf(place), query);
  return { name: place.name, folder };
};

/** Adds the pictures of a registry file to the registry of the config. */
export const importRegistry = async (
  given: string,
  query: RunQuery,
  program?: Program,
): Promise<{ readonly name: string; readonly added: number; readonly known: number }> => {
  const { around, config, place } = await openedRegistry(query, program);
  const file = resolve(around.cwd, given);
  const text = await readText(file, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE }).catch((cause: unknown) => {
    throw new ListingLintError('file-unreadable', `${given} cannot be read`, [], { cause });
  });
  const pictures = parseRegistry(text, given);
  const registry: PublishedRegistry = await openRegistry(place, config.root);
  const added = await registry.add(pictures);
  return { name: place.name, added, known: pictures.length - added };
};

/** Adds all pictures of the registry of the config to a registry file, which need not be there. */
export const exportRegistry = async (
  given: string,
  query: RunQuery,
  program?: Program,
): Promise<{ readonly name: string; readonly added: number; readonly known: number }> => {
  const { around, config, place } = await openedRegistry(query, program);
  const file = resolve(around.cwd, given);
  refuseOutput(file, given, around.cwd, registryText([]));
  const pictures = await (await openRegistry(place, config.root)).all();
  const added = await fileRegistry(file, ANYWHERE, given).add(pictures);
  return { name: place.name, added, known: pictures.length - added };
};
