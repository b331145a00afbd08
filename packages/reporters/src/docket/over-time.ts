import type { CopiesDay } from './copies-over-time.ts';
import { dayNumber, ticksOf } from './time-scale.ts';

/** Copies over time: how many are up, and below it what each day brought. x in percent of the width, y in px. */
export interface OverTimeView {
  readonly height: number;
  /** The number that the upper part reaches to, and the lower part up and down. */
  readonly most: { readonly up: number; readonly brought: number; readonly gone: number };
  readonly upper: { readonly top: number; readonly height: number; readonly area: string; readonly line: string };
  /** Where nothing is: bars of what came stand on it, of what went hang from it. */
  readonly zeroY: number;
  readonly axisY: number;
  readonly days: readonly DayBar[];
  readonly ticks: readonly { readonly x: string; readonly label: string; readonly isEven: boolean }[];
  readonly dotX: string;
  readonly dotY: number;
  readonly barWidth: number;
}

interface DayBar {
  readonly x: string;
  readonly tip: string;
  readonly isNow: boolean;
  readonly bars: readonly { readonly kind: 'fresh' | 'back' | 'gone'; readonly y: number; readonly height: number }[];
}

const TOP = 18;
const UPPER = 64;
const GAP = 26;
const LOWER = 62;
const MARGIN = 4;
/** Px: what a narrow page has for all bars. */
const NARROW = 260;
const LEAST_BAR = 1.5;

const rounded = (value: number): number => Math.round(value * 100) / 100;
const percent = (x: number): string => `${rounded(x)}%`;

/** Undefined where there was one day alone: a point is no line. Pure. */
export const overTimeView = (days: readonly CopiesDay[]): OverTimeView | undefined => {
  const [begin, end] = [days[0], days.at(-1)];
  if (begin === undefined || end === undefined || days.length < 2) return undefined;
  const [first, last] = [dayNumber(begin.at), dayNumber(end.at)];
  const at = (day: number): number => MARGIN + ((day - first) / Math.max(1, last - first)) * (100 - 2 * MARGIN);
  const most = {
    up: Math.max(1, ...days.map(({ up }) => up)),
    brought: Math.max(...days.map(({ fresh, back }) => fresh + back)),
    gone: Math.max(...days.map(({ gone }) => gone)),
  };
  const unit = LOWER / Math.max(1, most.brought + most.gone);
  const lowerTop = TOP + UPPER + GAP;
  const zeroY = rounded(lowerTop + unit * most.brought);
  const upY = (up: number): number => rounded(UPPER * (1 - up / most.up));
  const steps = days.map(({ at: day, up }) => [rounded(at(dayNumber(day))), upY(up)] as const);
  const line = steps.map(([x, y], k) => (k === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join('');
  const [left = 0, right = 0] = [steps[0]?.[0], steps.at(-1)?.[0]];
  return {
    height: lowerTop + LOWER + 28,
    most,
    upper: { top: TOP, height: UPPER, area: `${line}V${UPPER}H${left}Z`, line },
    zeroY,
    axisY: lowerTop + LOWER + 6,
    days: days.map((day) => ({
      x: percent(at(dayNumber(day.at))),
      tip: dayWords(day),
      isNow: day === end,
      bars: barsOf(day, zeroY, unit),
    })),
    ticks: ticksOf(first, last).map(({ at: day, label }, index) => ({
      x: percent(at(day)),
      label,
      isEven: index % 2 === 0,
    })),
    dotX: percent(right),
    dotY: TOP + upY(end.up),
    barWidth: rounded(Math.max(LEAST_BAR, Math.min(14, NARROW / days.length))),
  };
};

const barsOf = ({ fresh, back, gone }: CopiesDay, zeroY: number, unit: number): DayBar['bars'] => {
  const bar = (kind: DayBar['bars'][number]['kind'], y: number, count: number) =>
    count === 0 ? [] : [{ kind, y: rounded(y), height: rounded(unit * count) }];
  return [
    ...bar('fresh', zeroY - unit * fresh, fresh),
    ...bar('back', zeroY - unit * (fresh + back), back),
    ...bar('gone', zeroY, gone),
  ];
};

/** `2026-06-08: 3 new, 1 back, 2 gone; 41 up`. */
export const dayWords = ({ at, fresh, back, gone, up }: CopiesDay): string =>
  `${at}: ${fresh} new, ${back} back, ${gone} gone; ${up} up`;
