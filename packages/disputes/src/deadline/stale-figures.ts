import { dayOf, daysBetween } from '../case/file/dates.ts';
import type { Figure } from '../case/profile/figure.ts';
import type { CalendarDay } from '../case/time/day.ts';

/** A figure and what it belongs to: `aliexpress, counter-notice`. */
export interface NamedFigure {
  readonly name: string;
  readonly figure: Figure<unknown>;
}

const isFigure = (node: object): node is Figure<unknown> => 'value' in node && 'source' in node && 'read' in node;

/** Every figure of a profile, named by the keys on the way to it. */
export const figuresOf = (profile: { readonly id: string }): readonly NamedFigure[] => {
  const found: NamedFigure[] = [];
  const walk = (node: unknown, path: readonly string[]): void => {
    if (typeof node !== 'object' || node === null) return;
    if (isFigure(node)) {
      found.push({ name: `${profile.id}, ${path.join(' ')}`, figure: node });
      return;
    }
    for (const [key, part] of Object.entries(node)) walk(part, Array.isArray(node) ? path : [...path, key]);
  };
  walk(profile, []);
  return found;
};

/** Figures that were read more than `mostDays` before a day, or that end or begin within `changeDays` of it, each as a sentence. Pure. */
export const staleFigures = (
  figures: readonly NamedFigure[],
  asOf: CalendarDay,
  { mostDays, changeDays }: { readonly mostDays: number; readonly changeDays: number },
): readonly string[] =>
  figures.flatMap(({ name, figure: { read, source, from, until } }) => {
    const age = daysBetween(read, asOf);
    return [
      ...(age > mostDays ? [`${name} was read ${age} days ago, on ${read} (${source.title})`] : []),
      ...(until !== undefined && isNear(asOf, until, changeDays) ? [`${name} holds until ${dayOf(until)} alone`] : []),
      ...(from !== undefined && isNear(asOf, from, changeDays) ? [`${name} holds from ${dayOf(from)} on`] : []),
    ];
  });

const isNear = (asOf: CalendarDay, day: CalendarDay, within: number): boolean =>
  asOf <= day && daysBetween(asOf, day) <= within;
