import { resolve } from 'node:path';
import { findSubjects } from '@listing-lint/core';
import { fileRegistry, matchFiles, picturesOf, publishSubjects, renderMatch, unpublish } from '@listing-lint/rules';
import type { Io } from '../../output/io.ts';
import { UsageError } from '../../output/known-error.ts';
import { tellTo } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';
import { loadFor, projectFor } from '../../project/load.ts';
import { namedPaths } from '../../project/paths.ts';
import { builtinSettings, registryFile } from '../../project/registry-file.ts';
import { isoDay } from '../../project/today.ts';

export const registryAdd = async (given: readonly string[], flags: ConfigOptions, io: Io): Promise<number> => {
  const paths = await namedPaths(given, io.cwd);
  const { config, selection } = await projectFor(flags, io, paths, tellTo(io));
  const { file, name } = registryFile(config);
  const subjects = await findSubjects(config, selection);
  const { limits } = builtinSettings(config);
  const { added, known } = await publishSubjects(fileRegistry(file, name), subjects, isoDay(io.now()), limits);
  io.stdout(`${added} added to ${name}, ${known} there already\n`);
  return 0;
};

export const registryRemove = async (given: readonly string[], flags: ConfigOptions, io: Io): Promise<number> => {
  const config = await loadFor(flags, io);
  const { file, name } = registryFile(config);
  const removed = await unpublish(
    fileRegistry(file, name),
    given.map((path) => path.replace(/^\.\//, '').replace(/\/+$/, '')),
  );
  if (removed === 0)
    throw new UsageError(`${name} has no picture ${given.join(', ')}`, 'give the path that it was published with');
  io.stdout(`${removed} removed from ${name}\n`);
  return 0;
};

export const registryQuery = async (given: readonly string[], flags: ConfigOptions, io: Io): Promise<number> => {
  const config = await loadFor(flags, io);
  const pictures = (await Promise.all(given.map((path) => picturesOf(resolve(io.cwd, path), path)))).flat();
  const { limits } = builtinSettings(config);
  const report = await matchFiles(pictures, [], { registry: registryFile(config), ...(limits ? { limits } : {}) });
  io.stdout(await renderMatch(report, 'text', []));
  const isCopy = report.suspects.some(({ matches }) => matches.some(({ verdict }) => verdict === 'duplicate'));
  return isCopy || report.suspects.some(({ problem }) => problem !== null) ? 1 : 0;
};
