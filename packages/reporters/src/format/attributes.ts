import type { SubjectReport } from '@listing-lint/core';

/** What the built-in plugin's subjects carry in a report. */
export interface SubjectAttributes {
  readonly role?: string;
  /** Path of the listing that a picture belongs to. */
  readonly listing?: string;
  /** Marketplaces. */
  readonly channels: readonly string[];
}

export const attributesOf = ({ role, listing, channels }: SubjectReport): SubjectAttributes => ({
  ...(typeof role === 'string' ? { role } : {}),
  ...(typeof listing === 'string' ? { listing } : {}),
  channels: Array.isArray(channels) ? channels.filter((channel) => typeof channel === 'string') : [],
});
