import { queryOf } from '../../api/flags.ts';
import { inspectorFor } from '../../api/inspect.ts';
import type { Io } from '../../output/io.ts';
import { notDone } from '../../output/not-done.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import { jsonText } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface InspectFlags extends ConfigOptions {
  readonly asOf?: string;
}

/** Prints the facts of what is named, one JSON array; 1 where something of it is nothing that is linted. */
export const inspectAction = async (paths: readonly string[], flags: InspectFlags, io: Io): Promise<number> => {
  const progress = progressLine(io);
  const { inspections, unseen } = await inspectorFor(io)({
    ...queryOf(flags, io),
    paths,
    ...(flags.asOf === undefined ? {} : { asOf: flags.asOf }),
    onEvent: showEvents(progress),
  });
  io.stdout(jsonText(inspections));
  for (const line of notDone('inspected', unseen)) progress.say(line);
  return unseen.length === 0 ? 0 : 1;
};
