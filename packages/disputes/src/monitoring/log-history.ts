import { dayOf } from '../case/file/dates.ts';
import { hitHistory, type LoggedCheck } from './history.ts';

/** What the runs of one day have come to: counts of places. */
export interface LoggedDay {
  /** YYYY-MM-DD. */
  readonly at: string;
  readonly fresh: number;
  readonly back: number;
  readonly gone: number;
  /** Those that are known to be up at the end of the day. */
  readonly up: number;
}

/** How long copies stay up on a platform: days from when each was found. */
export interface PlatformTimes {
  readonly name: string;
  /** Of those that were taken down, each time. */
  readonly taken: readonly number[];
  /** Of those that are up, until the last day. */
  readonly up: readonly number[];
}

/** All that logs tell of copies over time, up to a day. */
export interface LogHistory {
  /** Days of which a program has told, the oldest first; of more than a hundred and fifty the latest. */
  readonly days: readonly LoggedDay[];
  /** Those with most copies first. */
  readonly platforms: readonly PlatformTimes[];
}

const MOST_DAYS = 150;
const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS));

/** Copies over time by logs in the order of their days; what was logged later than `asOf` counts for nothing. Pure. */
export const logHistory = (logs: readonly LoggedCheck[], asOf: string): LogHistory => {
  const checks = logs.filter(({ at }) => dayOf(at) <= asOf);
  return { days: daysOf(checks).slice(-MOST_DAYS), platforms: platformsOf(checks, asOf) };
};

const daysOf = (checks: readonly LoggedCheck[]): readonly LoggedDay[] => {
  const up = new Set<string>();
  const days = new Map<string, LoggedDay>();
  for (const { at, found, run } of checks) {
    if (!run) continue;
    const day = dayOf(at);
    const before = days.get(day) ?? { at: day, fresh: 0, back: 0, gone: 0, up: 0 };
    const hits = (found ?? []).flatMap(({ hit }) => hit ?? []);
    const gone = run.gone ?? [];
    for (const { id } of hits) up.add(id);
    for (const { hit } of gone) up.delete(hit);
    const back = hits.filter(({ state }) => state === 'relisted').length;
    days.set(day, {
      at: day,
      fresh: before.fresh + hits.length - back,
      back: before.back + back,
      gone: before.gone + gone.length,
      up: up.size,
    });
  }
  return [...days.values()];
};

/** Of copies whose platform nobody knows. */
const ELSEWHERE = 'platform not known';

const platformsOf = (checks: readonly LoggedCheck[], asOf: string): readonly PlatformTimes[] => {
  const platforms = new Map<string, { taken: number[]; up: number[] }>();
  for (const { platform, state, since, takedownDays } of hitHistory(checks).values()) {
    const name = platform ?? ELSEWHERE;
    const times = platforms.get(name) ?? { taken: [], up: [] };
    times.taken.push(...takedownDays);
    if (state === 'up') times.up.push(daysBetween(since, asOf));
    platforms.set(name, times);
  }
  const size = ({ taken, up }: PlatformTimes): number => taken.length + up.length;
  return [...platforms]
    .map(([name, times]) => ({ name, ...times }))
    .sort((a, b) => size(b) - size(a) || (a.name < b.name ? -1 : 1));
};
