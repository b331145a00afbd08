import { type Subject, suggest } from '@listing-lint/core';
import {
  apartFromExports,
  CHANNELS_FORMATS,
  type ChannelsFormat,
  type ChannelsReport,
  channelProfile,
  channelProfiles,
  eachAListing,
  ownMarkFinder,
  renderChannels,
  shownChannel,
  whereTheyGo,
} from '@listing-lint/publish';
import { LISTING_CROWDED } from '@listing-lint/rules/listing';
import { type Settings, settingsOf } from '@listing-lint/rules/settings';
import { UsageError } from '../../output/known-error.ts';
import { projectFor } from '../../project/load.ts';
import { namedLeft } from '../../project/named-left.ts';
import { namedPaths } from '../../project/paths.ts';
import { todayOf } from '../../project/today.ts';
import { checkCall, DAY, FLAG, type Kinds, RUN_QUERY, TEXT, TEXTS } from '../check-call.ts';
import { configOptionsOf, type Program, sayTo, surroundingsOf } from '../flags.ts';
import type { RunQuery } from '../options.ts';
import { imagesWithin } from './our-pictures.ts';
import { settingsFor } from './own-settings.ts';

export interface ChannelsQuery extends RunQuery {
  /** Pictures or listings of one project that are looked at. Default: all of the config. */
  readonly paths?: readonly string[];
  /** The marketplaces that are shown. Default: all that are known. */
  readonly channels?: readonly string[];
  /** `true`: each picture is judged as the main one of a listing of its own. */
  readonly eachIsAListing?: boolean;
  /** The day whose figures hold, `YYYY-MM-DD`. Default: today. */
  readonly asOf?: string;
}

const KINDS: Kinds<ChannelsQuery> = { ...RUN_QUERY, paths: TEXTS, channels: TEXTS, eachIsAListing: FLAG, asOf: DAY };

export interface ChannelsResult {
  /** The object that `--format json` writes. */
  readonly report: ChannelsReport;
  readonly render: (format: ChannelsFormat) => string;
}

/** Gives `channels` for a program that holds the guard of plugins. */
export const channelsFor =
  (program?: Program) =>
  async (options: ChannelsQuery = {}): Promise<ChannelsResult> => {
    checkCall({ name: 'channels', options, kinds: KINDS });
    const around = surroundingsOf(options, program);
    const { onEvent, signal } = options;
    const profiles = (options.channels ?? channelProfiles().map(({ id }) => id)).map(knownProfile);
    const day = todayOf(options.asOf, around.now());
    const paths = await namedPaths(options.paths ?? [], around.cwd);
    const say = sayTo(options);
    const { config, selection } = await projectFor(configOptionsOf(options), around, paths, say);
    const { brand, limits } = settingsOf({ settings: config.settings.of('builtin') });
    const { images, closed, closedAt } = await imagesWithin(config, selection, 'listings', unlessEach(options, say));
    const pictures = await whereTheyGo(asListings(apartFromExports(images, config.root), options), {
      ...{ root: config.root, profiles, day, brand, limits, settingsFor: settingsFor(config) },
      ...ownMarkIn(config.root, brand, say),
      ...(signal === undefined ? {} : { signal }),
      onPicture: (done, total, path) => onEvent?.({ type: 'progress', done, total, path }),
    });
    const taken = [...pictures, ...closedAt];
    const left = await namedLeft({ config, selection }, { done: 'looked at', taken, found: images, say });
    const unseen = [...closed, ...left];
    const report: ChannelsReport = { day, channels: profiles.map(shownChannel), pictures, unseen };
    return {
      report,
      render: (format) => {
        checkCall({ name: 'render', args: { format: [format, TEXT] }, options: {}, kinds: {} });
        return renderChannels(report, channelsFormatOf(format));
      },
    };
  };

/** The pictures as they are judged: each a listing of its own where the user says so. */
export const asListings = (
  pictures: readonly Subject[],
  { eachIsAListing = false }: { readonly eachIsAListing?: boolean },
): readonly Subject[] => (eachIsAListing ? eachAListing(pictures) : pictures);

/** Leaves out the question whether a folder of many pictures is one listing where the user has answered it. */
export const unlessEach =
  ({ eachIsAListing = false }: { readonly eachIsAListing?: boolean }, say: (message: string) => void) =>
  (message: string, code?: string): void => {
    if (!eachIsAListing || code !== LISTING_CROWDED) say(message);
  };

/** Looks for the marks of a brand; nothing where it has none. */
export const ownMarkIn = (
  root: string,
  brand: Settings['brand'],
  say: (message: string) => void,
): { readonly findOwnMark?: ReturnType<typeof ownMarkFinder> } => {
  const { watermarks = [], decoys = [] } = brand ?? {};
  return watermarks.length === 0 ? {} : { findOwnMark: ownMarkFinder({ root, watermarks, decoys, say }) };
};

/** What marketplaces ask of pictures, side by side, and where pictures go as they are, as a copy, or not at all. */
export const channelsAlone: (options?: ChannelsQuery) => Promise<ChannelsResult> = channelsFor();

/** The format of that name. Throws for an unknown one. */
export const channelsFormatOf = (name: string): ChannelsFormat => {
  const format = CHANNELS_FORMATS.find((known) => known === name);
  if (format === undefined) throw new UsageError(`unknown format "${name}"`, suggest(name, CHANNELS_FORMATS));
  return format;
};

/** The profile of a channel. Throws for one of which nothing is known. */
export const knownProfile = (channel: string) => {
  const profile = channelProfile(channel);
  if (profile !== undefined) return profile;
  const known = channelProfiles().map(({ id }) => id);
  throw new UsageError(
    `nothing is known of a channel "${channel}"`,
    suggest(channel, known) ?? `known: ${known.join(', ')}`,
  );
};
