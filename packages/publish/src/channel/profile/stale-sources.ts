import type { ChannelProfile } from './channel-schema.ts';

const DAY_MS = 86_400_000;
/** Whole days between two calendar days. */
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** Bounds in days: after how many a source has to be read anew, and from how many before it begins a figure is told. */
export interface StaleBounds {
  readonly mostDays: number;
  readonly changeDays: number;
}

/**
 * Sources of marketplaces that were read more than `mostDays` before a day (`YYYY-MM-DD`), and figures that begin within `changeDays` of it, each
 * as a sentence. Pure.
 */
export const staleSources = (
  profiles: readonly ChannelProfile[],
  day: string,
  { mostDays, changeDays }: StaleBounds,
): readonly string[] =>
  profiles.flatMap(({ title, sources, figures }) => [
    ...Object.values(sources).flatMap((source) => {
      const age = daysBetween(source.read, day);
      return age > mostDays ? [`what ${title} asks was read ${age} days ago, on ${source.read} (${source.title})`] : [];
    }),
    ...figures.flatMap(({ from, asks, value }) =>
      from !== undefined && day < from && daysBetween(day, from) <= changeDays
        ? [`from ${from} on ${title} asks for ${asks} ${String(value)}`]
        : [],
    ),
  ]);
