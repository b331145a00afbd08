import { queryOf } from '../../api/flags.ts';
import { registryFor } from '../../api/registry.ts';
import type { Io } from '../../output/io.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export const registryAdd = async (paths: readonly string[], flags: ConfigOptions, io: Io): Promise<number> => {
  const onEvent = showEvents(progressLine(io));
  const { name, added, known } = await registryFor(io).add(paths, { ...queryOf(flags, io), onEvent });
  io.stdout(`${added} added to ${name}, ${known} there already\n`);
  return 0;
};

export const registryRemove = async (paths: readonly string[], flags: ConfigOptions, io: Io): Promise<number> => {
  const { name, removed } = await registryFor(io).remove(paths, queryOf(flags, io));
  io.stdout(`${removed} removed from ${name}\n`);
  return 0;
};

export const registryQuery = async (pictures: readonly string[], flags: ConfigOptions, io: Io): Promise<number> => {
  const { hasCopy, hasUnread, render } = await registryFor(io).query(pictures, queryOf(flags, io));
  io.stdout(await render('text'));
  return hasCopy || hasUnread ? 1 : 0;
};
