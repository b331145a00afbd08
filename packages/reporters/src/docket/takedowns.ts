import type { CopiesPlatform } from './copies-over-time.ts';

/** How long copies stay up, a line a platform. x in percent of the width. */
export interface TakedownsView {
  readonly rows: readonly TakedownRow[];
  readonly ticks: readonly { readonly x: string; readonly label: string }[];
  /** Platforms that have no line, in a sentence; empty where all have one. */
  readonly leftOut: string;
}

interface TakedownRow {
  readonly name: string;
  /** `3 of 5 gone, half within 7 days`. */
  readonly words: string;
  readonly median: string | null;
  readonly dots: readonly { readonly x: string; readonly y: number; readonly isTaken: boolean; readonly tip: string }[];
}

const MOST_ROWS = 12;
/** Dots of a line; of more, those that lie evenly among them. */
const MOST_DOTS = 160;
const MIDDLE = 13;
const MARGIN = 2;
/** Dots that would lie on each other are moved up and down by turns. */
const LANES = [0, -4, 4, -8, 8];
const STEPS = [1, 2, 5, 7, 14, 30, 60, 90, 180, 365, 730, 3650];

/** Undefined where nothing was ever found. Pure. */
export const takedownsView = (platforms: readonly CopiesPlatform[]): TakedownsView | undefined => {
  const visible = platforms.slice(0, MOST_ROWS);
  const all = visible.flatMap(({ taken, up }) => [...taken, ...up]);
  if (all.length === 0) return undefined;
  const most = all.reduce((a, b) => Math.max(a, b), 1);
  const step = STEPS.find((each) => most / each <= 6) ?? 36_500;
  const end = Math.ceil(most / step) * step;
  const place = (days: number): string => `${Math.round(100 * (MARGIN + (days / end) * (100 - 2 * MARGIN))) / 100}%`;
  return {
    rows: visible.map((platform) => rowOf(platform, place)),
    ticks: Array.from({ length: end / step + 1 }, (_, k) => ({ x: place(k * step), label: String(k * step) })),
    leftOut:
      platforms.length > visible.length
        ? `and ${platforms.length - visible.length} more platforms, with fewer copies each`
        : '',
  };
};

const rowOf = ({ name, taken, up }: CopiesPlatform, place: (days: number) => string): TakedownRow => {
  const half = medianOf(taken);
  const lanes = new Map<number, number>();
  const dot = (isTaken: boolean) => (days: number) => {
    const lane = lanes.get(days) ?? 0;
    lanes.set(days, lane + 1);
    const tip = isTaken ? `gone after ${daysWords(days)}` : `up for ${daysWords(days)} and still there`;
    return { x: place(days), y: MIDDLE + (LANES[lane % LANES.length] ?? 0), isTaken, tip };
  };
  return {
    name,
    words: takedownWords({ name, taken, up }),
    median: half === null ? null : place(half),
    // What is gone is drawn last, above the others.
    dots: [...some(up).map(dot(false)), ...some(taken).map(dot(true))],
  };
};

const some = (values: readonly number[]): readonly number[] => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.length <= MOST_DOTS
    ? sorted
    : Array.from({ length: MOST_DOTS }, (_, k) => sorted[Math.floor((k * (sorted.length - 1)) / (MOST_DOTS - 1))] ?? 0);
};

const medianOf = (values: readonly number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

const daysWords = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`;

/** `3 of 5 gone, half within 7 days`. */
export const takedownWords = ({ taken, up }: CopiesPlatform): string => {
  const half = medianOf(taken);
  return half === null
    ? `none of ${up.length} gone`
    : `${taken.length} of ${taken.length + up.length} gone, ${taken.length === 1 ? `after ${daysWords(half)}` : `half within ${daysWords(half)}`}`;
};
