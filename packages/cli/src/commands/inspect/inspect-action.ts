import { inspect, ListingLintError, safeJson } from '@listing-lint/core';
import type { Io } from '../../output/io.ts';
import { progressLine } from '../../output/progress.ts';
import type { ConfigOptions } from '../../project/command-options.ts';
import { projectFor } from '../../project/load.ts';
import { namedPaths } from '../../project/paths.ts';
import { isoDay } from '../../project/today.ts';

export interface InspectFlags extends ConfigOptions {
  readonly asOf?: string;
}

/** Prints the facts of what is named, one JSON array. */
export const inspectAction = async (given: readonly string[], flags: InspectFlags, io: Io): Promise<number> => {
  const paths = await namedPaths(given, io.cwd);
  const { config, selection } = await projectFor(flags, io, paths);
  const inspections = await inspect({
    config,
    asOf: flags.asOf ?? isoDay(io.now()),
    onSay: progressLine(io).say,
    ...(selection === undefined ? {} : { selection }),
  });
  if (inspections.length === 0) {
    throw new ListingLintError('no-subjects', `nothing to inspect in ${given.join(', ')}`, [
      { message: 'it is no picture, listing or case of this config, or it is ignored' },
    ]);
  }
  io.stdout(safeJson(inspections));
  return 0;
};
