import { queryOf } from '../../api/flags.ts';
import { channelsFor, channelsFormatOf } from '../../api/pictures/channels.ts';
import type { Io } from '../../output/io.ts';
import { parseOwnOutputs, writeOwnOutputs } from '../../output/outputs.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface ChannelsFlags extends ConfigOptions {
  readonly channel?: readonly string[];
  readonly eachIsAListing?: boolean;
  readonly asOf?: string;
  readonly format?: readonly string[];
}

/** Shows what marketplaces ask and where pictures go: 0, as it is no check, and 1 where something of ours could not be looked at. */
export const channelsAction = async (paths: readonly string[], flags: ChannelsFlags, io: Io): Promise<number> => {
  const outputs = parseOwnOutputs(flags.format, io.cwd, channelsFormatOf);
  const { channel, eachIsAListing, asOf } = flags;
  const progress = progressLine(io, 'looked at');
  const { report, render } = await channelsFor(io)({
    ...queryOf(flags, io),
    paths,
    ...(channel === undefined ? {} : { channels: channel }),
    ...(eachIsAListing === undefined ? {} : { eachIsAListing }),
    ...(asOf === undefined ? {} : { asOf }),
    onEvent: showEvents(progress),
  }).finally(progress.clear);
  await writeOwnOutputs(outputs, render, io);
  return report.unseen.length > 0 || report.pictures.some((picture) => 'problem' in picture) ? 1 : 0;
};
