import { type Cause, escapeControls, type Finding, type Json, type JsonObject } from '@listing-lint/core';

/** A measurement of pictures along a line: the reported ones among all others. Positions in px of the drawing. */
export interface PlotView {
  readonly name: string;
  /** What the others have in common, in words. */
  readonly about: string;
  readonly from: number;
  readonly width: number;
  readonly dots: readonly { readonly x: number; readonly y: number; readonly kind: string; readonly words: string }[];
}

/** Width of the drawing and its margins, px. */
const WIDTH = 320;
const MARGIN = 8;
const MIDDLE = 16;
const MOST_DOTS = 400;
/** Dots that would lie on each other are moved up and down by turns. */
const LANES = [0, -5, 5, -9, 9];

/** Plots of a finding: of causes whose value is a list of traits, as the fact `houseStyle` has them. Any other value gives none. */
export const plotViews = ({ causes }: Finding): readonly PlotView[] => causes.flatMap(plotsOfCause);

/** Whether the value of a cause is drawn, so that it need not be printed. */
export const isPlotted = (cause: Cause): boolean => plotsOfCause(cause).length > 0;

const plotsOfCause = ({ actual }: Cause): readonly PlotView[] =>
  Array.isArray(actual) ? actual.flatMap((trait) => plotOf(trait) ?? []) : [];

const isGroup = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Dot {
  readonly value: number;
  readonly own: boolean;
  readonly odd: boolean;
  readonly words: string;
}
const dotOf = (value: Json): readonly Dot[] => {
  if (!isGroup(value) || typeof value['value'] !== 'number' || typeof value['words'] !== 'string') return [];
  return [{ value: value['value'], own: value['own'] === true, odd: value['odd'] === true, words: value['words'] }];
};

const plotOf = (trait: Json): PlotView | undefined => {
  if (!isGroup(trait)) return undefined;
  const { name, among, usual, usualFrom, usualTo, values } = trait;
  if (typeof name !== 'string' || typeof among !== 'string' || typeof usual !== 'string') return undefined;
  if (typeof usualFrom !== 'number' || typeof usualTo !== 'number' || !Array.isArray(values)) return undefined;
  const dots = values.slice(0, MOST_DOTS).flatMap(dotOf);
  const all = [usualFrom, usualTo, ...dots.map(({ value }) => value)];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const place = (value: number): number =>
    Math.round(10 * (MARGIN + ((WIDTH - 2 * MARGIN) * (value - least)) / Math.max(1e-9, most - least))) / 10;
  const from = place(usualFrom);
  const counts = new Map<number, number>();
  return {
    name: escapeControls(name),
    about: escapeControls(`${among} have about ${usual}`),
    from,
    width: Math.round(10 * (place(usualTo) - from)) / 10,
    // Reported pictures are drawn last, on top of the others.
    dots: [...dots]
      .sort((a, b) => rank(a) - rank(b))
      .map(({ value, own, odd, words }) => {
        const x = place(value);
        const lane = counts.get(Math.round(x / 4)) ?? 0;
        counts.set(Math.round(x / 4), lane + 1);
        const y = MIDDLE + (LANES[lane % LANES.length] ?? 0);
        return { x, y, kind: own ? (odd ? 'odd' : 'own') : 'other', words: escapeControls(words) };
      }),
  };
};

const rank = ({ own, odd }: Dot): number => (own ? 1 : 0) + (own && odd ? 1 : 0);
