import { documents as figures } from 'virtual:documents/figures';
import type { ChannelProfile } from './channel-schema.ts';

const FOLDER = 'figures/channels/';

/** The files come with the program: a test holds them against their schema. */
const isProfile = (value: unknown): value is ChannelProfile =>
  typeof value === 'object' && value !== null && 'figures' in value && 'sources' in value;

const readProfiles = (): readonly ChannelProfile[] =>
  figures.flatMap(({ path, value }) => (path.startsWith(FOLDER) && isProfile(value) ? [value] : []));

let known: readonly ChannelProfile[] | undefined;

/** What is known of marketplaces, sorted by id; read once. */
export const channelProfiles = (): readonly ChannelProfile[] => {
  known ??= readProfiles();
  return known;
};

/** The profile of a channel; undefined for one of the seller's own. */
export const channelProfile = (id: string): ChannelProfile | undefined =>
  channelProfiles().find((profile) => profile.id === id);
