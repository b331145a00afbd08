const DAY_MS = 86_400_000;

/** Days since 1970 of an ISO date. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00Z`) / DAY_MS);

const dateOf = (number: number): Date => new Date(number * DAY_MS);

/** A mark on the axis: where, in days since 1970, and what it is called. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MOST_TICKS = 8;
const DAY_STEPS = [1, 2, 7, 14];
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 2400, 6000, 12_000];

/** Every so many days, by the day of the month. */
const dayTicks = (first: number, last: number, step: number): readonly Tick[] => {
  const ticks: Tick[] = [];
  for (let at = first; at <= last; at += step) {
    const date = dateOf(at);
    ticks.push({ at, label: `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}` });
  }
  return ticks;
};

/** Beginnings of months; January bears the year, and so does the first. */
const monthTicks = (first: number, last: number, step: number): readonly Tick[] => {
  const ticks: Tick[] = [];
  const start = dateOf(first);
  const begin =
    start.getUTCFullYear() * 12 + Math.ceil((start.getUTCMonth() + (start.getUTCDate() > 1 ? 1 : 0)) / step) * step;
  for (let month = begin; ; month += step) {
    const year = Math.floor(month / 12);
    // `Date.UTC` takes the years before 100 for those of the last century.
    const at = Math.round(new Date(Date.UTC(2000, month % 12, 1)).setUTCFullYear(year) / DAY_MS);
    if (at > last) return ticks;
    const name = MONTHS[month % 12];
    const isFirst = ticks.length === 0 || month % 12 === 0;
    ticks.push({ at, label: step >= 12 ? String(year) : isFirst ? `${name} ${year}` : `${name}` });
  }
};

/** At most eight marks between two days, at steps that people count in. Pure. */
export const ticksOf = (first: number, last: number): readonly Tick[] => {
  const span = last - first;
  const days = DAY_STEPS.find((step) => span / step < MOST_TICKS);
  if (days !== undefined) return dayTicks(first, last, days);
  const months = MONTH_STEPS.find((step) => span / (step * 30.4) < MOST_TICKS) ?? 12_000;
  return monthTicks(first, last, months);
};
