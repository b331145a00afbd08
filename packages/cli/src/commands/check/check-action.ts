import { queryOf } from '../../api/flags.ts';
import { checkFor, checkFormatOf } from '../../api/pictures/check.ts';
import type { Io } from '../../output/io.ts';
import { parseOwnOutputs, writeOwnOutputs } from '../../output/outputs.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface CheckFlags extends ConfigOptions {
  readonly eachIsAListing?: boolean;
  readonly asOf?: string;
  readonly format?: readonly string[];
}

/** Checks pictures for a marketplace: 0 where all go as they are and nothing was passed over, else 1. */
export const checkAction = async (
  channel: string,
  paths: readonly string[],
  flags: CheckFlags,
  io: Io,
): Promise<number> => {
  const outputs = parseOwnOutputs(flags.format, io.cwd, checkFormatOf);
  const { eachIsAListing, asOf } = flags;
  const progress = progressLine(io, 'checked');
  const { report, render } = await checkFor(io)({
    ...queryOf(flags, io),
    ...{ channel, paths },
    ...(eachIsAListing === undefined ? {} : { eachIsAListing }),
    ...(asOf === undefined ? {} : { asOf }),
    onEvent: showEvents(progress),
  }).finally(progress.clear);
  await writeOwnOutputs(outputs, render, io);
  return report.unseen.length > 0 || report.listings.some(({ verdict }) => verdict !== 'go') ? 1 : 0;
};
