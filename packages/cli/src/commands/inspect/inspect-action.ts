import { queryOf } from '../../api/flags.ts';
import { inspectorFor } from '../../api/inspect.ts';
import type { Io } from '../../output/io.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import { jsonText } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface InspectFlags extends ConfigOptions {
  readonly asOf?: string;
}

/** Prints the facts of what is named, one JSON array. */
export const inspectAction = async (paths: readonly string[], flags: InspectFlags, io: Io): Promise<number> => {
  const inspections = await inspectorFor(io)({
    ...queryOf(flags, io),
    paths,
    ...(flags.asOf === undefined ? {} : { asOf: flags.asOf }),
    onEvent: showEvents(progressLine(io)),
  });
  io.stdout(jsonText(inspections));
  return 0;
};
