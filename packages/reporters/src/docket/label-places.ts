/** A text that would stand over a lane, beginning at its mark. */
export interface Label {
  /** In percent of the width. */
  readonly x: number;
  readonly lane: string;
  readonly y: number;
  readonly text: string;
  readonly tone: string;
}

/** A label that has room where the drawing is at least as wide as `size` says. */
export interface PlacedLabel {
  readonly x: string;
  readonly y: number;
  readonly text: string;
  readonly tone: string;
  readonly anchor: 'start' | 'end';
  readonly size: LabelSize;
}

export type LabelSize = 'small' | 'medium' | 'large';

/** Widths in px that the style asks for, the narrowest first. */
const WIDTHS: readonly (readonly [LabelSize, number])[] = [
  ['small', 240],
  ['medium', 560],
  ['large', 860],
];
/** Px of a character at the size of labels, wide letters among them; of wide scripts twice that. */
const CHARACTER = 6.4;
const GAP = 10;

const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1) * CHARACTER, 0);

interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Position of a label, px: right of its point, left where the right has no room, undefined where neither has. */
const intervalOf = ({ x, text }: Label, width: number): (Interval & Pick<PlacedLabel, 'anchor'>) | undefined => {
  const at = (x / 100) * width;
  const length = widthOf(text);
  if (at - 4 + length <= width) return { from: at - 4, to: at - 4 + length + GAP, anchor: 'start' };
  return at + 4 - length >= 0 ? { from: at + 4 - length - GAP, to: at + 4, anchor: 'end' } : undefined;
};

/**
 * Which labels have room in their lane at which width, in their order: the first given wins. One that stands in a narrow drawing stands in a
 * wide one, too, on the same side of its mark. Pure.
 */
export const placeLabels = (labels: readonly Label[]): readonly PlacedLabel[] => {
  const placed = new Map<Label, Pick<PlacedLabel, 'anchor' | 'size'>>();
  for (const [size, width] of WIDTHS) {
    const taken = new Map<string, Interval[]>();
    const take = (lane: string, interval: Interval): void => {
      taken.set(lane, [...(taken.get(lane) ?? []), interval]);
    };
    for (const [label, { anchor }] of placed) take(label.lane, fixedInterval(label, width, anchor));
    for (const label of labels) {
      if (placed.has(label)) continue;
      const interval = intervalOf(label, width);
      if (interval === undefined) continue;
      const isFree = (taken.get(label.lane) ?? []).every(({ from, to }) => interval.to <= from || interval.from >= to);
      if (!isFree) continue;
      take(label.lane, interval);
      placed.set(label, { anchor: interval.anchor, size });
    }
  }
  return [...placed].map(([{ x, y, text, tone }, place]) => ({
    x: `${Math.round(x * 100) / 100}%`,
    y,
    text,
    tone,
    ...place,
  }));
};

const fixedInterval = ({ x, text }: Label, width: number, anchor: PlacedLabel['anchor']): Interval => {
  const at = (x / 100) * width;
  const length = widthOf(text);
  return anchor === 'start' ? { from: at - 4, to: at - 4 + length + GAP } : { from: at + 4 - length - GAP, to: at + 4 };
};
