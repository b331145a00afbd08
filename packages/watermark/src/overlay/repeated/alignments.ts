import type { DirectionField } from '../direction-field.ts';
import { type Alignment, CANVAS_SIDE } from './consensus.ts';

/** A picture as the search for an overlay knows it. */
export interface FieldOfPicture {
  readonly field: DirectionField;
  /** Width of the whole picture, px. */
  readonly sourceWidth: number;
}

/** One way to lay pictures of different sizes on each other: by what the overlay was scaled, and to which corner it was put. */
export interface Registration {
  readonly by: 'width' | 'height' | 'pixels';
  readonly anchor: Anchor;
  readonly alignmentOf: (picture: FieldOfPicture) => Alignment;
}
export type Anchor = 'centre' | 'top left' | 'top right' | 'bottom left' | 'bottom right';

/** Fractions of the picture, from the upper left. */
const ANCHORS: readonly (readonly [Anchor, number, number])[] = [
  ['centre', 0.5, 0.5],
  ['top left', 0, 0],
  ['top right', 1, 0],
  ['bottom left', 0, 1],
  ['bottom right', 1, 1],
];

/** Pictures that are longer than this times their other side are cut. */
const LONGEST_ASPECT = 2;
/** Registrations that place every picture within so many canvas pixels of each other are one. */
const SAME_PLACE = 1;

/** All ways that differ for these pictures: one for pictures of one size and shape, up to fifteen for a mix. */
export const registrationsOf = (pictures: readonly FieldOfPicture[]): readonly Registration[] => {
  const fitted = (sizes: readonly number[]): number =>
    CANVAS_SIDE / Math.max(1, Math.min(LONGEST_ASPECT, Math.max(...sizes)));
  const tallest = fitted(pictures.map(({ field }) => field.height / field.width));
  const widest = fitted(pictures.map(({ field }) => field.width / field.height));
  const sides = pictures.map(longestSourceSide).sort((a, b) => a - b);
  const typical = sides[sides.length >> 1] ?? 1;
  const scales: readonly [Registration['by'], (picture: FieldOfPicture) => number][] = [
    ['width', ({ field }) => tallest / field.width],
    ['height', ({ field }) => widest / field.height],
    ['pixels', ({ field, sourceWidth }) => (CANVAS_SIDE / typical) * (sourceWidth / field.width)],
  ];
  const seen: string[] = [];
  const registrations: Registration[] = [];
  for (const [by, scaleOf] of scales) {
    for (const [anchor, x, y] of ANCHORS) {
      const alignmentOf = (picture: FieldOfPicture): Alignment => {
        const scale = scaleOf(picture);
        const { field } = picture;
        const offsetX = x * (CANVAS_SIDE - scale * field.width);
        return { field, scale, offsetX, offsetY: y * (CANVAS_SIDE - scale * field.height) };
      };
      const name = relativePlaces(pictures.map(alignmentOf));
      if (seen.includes(name)) continue;
      seen.push(name);
      registrations.push({ by, anchor, alignmentOf });
    }
  }
  return registrations;
};

const longestSourceSide = ({ field, sourceWidth }: FieldOfPicture): number =>
  (sourceWidth * Math.max(field.width, field.height)) / field.width;

/** Alignment of each picture relative to the first. */
const relativePlaces = (alignments: readonly Alignment[]): string => {
  const [first] = alignments;
  if (first === undefined) return '';
  return alignments
    .map(({ scale, offsetX, offsetY }) =>
      [
        Math.log(scale / first.scale) * 50,
        (offsetX - first.offsetX) / SAME_PLACE,
        (offsetY - first.offsetY) / SAME_PLACE,
      ]
        .map(Math.round)
        .join(),
    )
    .join(' ');
};
