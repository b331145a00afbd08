import { queryOf } from '../../api/flags.ts';
import { registryFor } from '../../api/registry/registry.ts';
import type { Io } from '../../output/io.ts';
import { notDone } from '../../output/not-done.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export const registryAdd = async (paths: readonly string[], flags: ConfigOptions, io: Io): Promise<number> => {
  const onEvent = showEvents(progressLine(io));
  const { name, added, known, unseen } = await registryFor(io).add(paths, { ...queryOf(flags, io), onEvent });
  io.stdout(`${added} added to ${name}, ${known} there already\n`);
  for (const line of notDone('added', unseen)) io.stdout(`${line}\n`);
  return unseen.length === 0 ? 0 : 1;
};

export const registryRemove = async (paths: readonly string[], flags: ConfigOptions, io: Io): Promise<number> => {
  const { name, removed } = await registryFor(io).remove(paths, queryOf(flags, io));
  io.stdout(`${removed} removed from ${name}\n`);
  return 0;
};

export const registryQuery = async (
  pictures: readonly string[],
  { sql = false, ...flags }: ConfigOptions & { readonly sql?: boolean },
  io: Io,
): Promise<number> => {
  if (sql) return queryBySql(pictures, flags, io);
  const { hasCopy, hasLikeness, hasUndecided, hasUnread, render } = await registryFor(io).query(
    pictures,
    queryOf(flags, io),
  );
  io.stdout(await render('text'));
  return hasCopy || hasLikeness || hasUndecided || hasUnread ? 1 : 0;
};

/** Bits up to which pictures are the same in shape: the default of `hash-unique`. */
const NEAR_BITS = 31;

const queryBySql = async (pictures: readonly string[], flags: ConfigOptions, io: Io): Promise<number> => {
  const { askDatabase } = await import('../../api/registry/ask-database.ts');
  const { text, hasCopy, hasUnread } = await askDatabase(pictures, NEAR_BITS, inPlace(flags, io), io);
  io.stdout(text);
  return hasCopy || hasUnread ? 1 : 0;
};

const inPlace = (flags: ConfigOptions, io: Io) => ({
  ...queryOf(flags, io),
  onEvent: showEvents(progressLine(io)),
});

export const registryMigrate = async (flags: ConfigOptions, io: Io): Promise<number> => {
  const { migrateRegistry } = await import('../../api/registry/registry-database.ts');
  const { name, from, to } = await migrateRegistry(inPlace(flags, io), io);
  io.stdout(`${name} is of version ${to} ${from === to ? 'already' : 'now'}\n`);
  return 0;
};

export const registryIndex = async (flags: ConfigOptions, io: Io): Promise<number> => {
  const { indexRegistry } = await import('../../api/registry/registry-database.ts');
  io.stdout(`${(await indexRegistry(inPlace(flags, io), io)).name} finds what is near by itself now\n`);
  return 0;
};

export const registryPull = async (flags: ConfigOptions, io: Io): Promise<number> => {
  const { pullRegistry } = await import('../../api/registry/registry-database.ts');
  const { name, folder } = await pullRegistry(inPlace(flags, io), io);
  io.stdout(`${name} is copied to ${folder}\n`);
  return 0;
};

export const registryImport = async (file: string, flags: ConfigOptions, io: Io): Promise<number> => {
  const { importRegistry } = await import('../../api/registry/registry-database.ts');
  const { name, added, known } = await importRegistry(file, inPlace(flags, io), io);
  io.stdout(`${added} added to ${name}, ${known} there already\n`);
  return 0;
};

export const registryExport = async (file: string, flags: ConfigOptions, io: Io): Promise<number> => {
  const { exportRegistry } = await import('../../api/registry/registry-database.ts');
  const { name, added, known } = await exportRegistry(file, inPlace(flags, io), io);
  io.stdout(`${added} of ${name} added to ${file}, ${known} there already\n`);
  return 0;
};
