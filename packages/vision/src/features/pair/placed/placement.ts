import type { PlainChange } from '../alignment.ts';
import { mappedBack, type PartEdges, type PlaneMap } from '../mapping.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The edits of ours, and its position in the suspect. */
export interface RegisteredPlacement {
  readonly mirrored: boolean;
  /** Degrees, clockwise, −180 to 180; after the mirroring. */
  readonly turn: number;
  /** Share of our area that the suspect shows. */
  readonly shown: number;
  /** What it shows of ours. */
  readonly ourPart: PartEdges;
  /** The corresponding part of the suspect, and its share of the suspect's area. */
  readonly part: PartEdges;
  readonly share: number;
  /** How many times wider it became than high; 1 unless it was stretched. */
  readonly stretch: number;
  /** How many times larger the far side became than the near one; 1 unless it is seen at an angle. */
  readonly perspective: number;
  /** The map from fractions of ours to fractions of the suspect, row by row; the ninth number is 1. */
  readonly mapping: readonly number[];
}

/** Grid cells a side whose centres a map is evaluated at. */
const GRID = 50;

/** The registration of a picture on another one; see `LocalMatch`. */
interface Lying {
  readonly mapping: PlaneMap;
  readonly mirrored: boolean;
  readonly change: PlainChange;
  readonly visiblePart?: PartEdges;
}

export const placementOf = (
  { mapping, mirrored, change, visiblePart = WHOLE_PICTURE }: Lying,
  ours: Size,
  theirs: Size,
): RegisteredPlacement => {
  const unit = inFractions(mapping, ours, theirs);
  const ourPart = partIn(unit, visiblePart, WHOLE_PICTURE);
  const part = partIn(mappedBack(unit), WHOLE_PICTURE, visiblePart);
  return {
    mirrored,
    turn: mirrored ? -change.turn : change.turn,
    shown: ourPart.share,
    ourPart: ourPart.edges,
    part: part.edges,
    share: part.share,
    stretch: change.stretch,
    perspective: change.perspective,
    mapping: [unit.a, unit.b, unit.c, unit.d, unit.e, unit.f, unit.g, unit.h, 1],
  };
};

/** The map between fractions of two pictures of one between their pixels. */
export const inFractions = ({ a, b, c, d, e, f, g, h }: PlaneMap, ours: Size, theirs: Size): PlaneMap => ({
  a: (a * ours.width) / theirs.width,
  b: (b * ours.height) / theirs.width,
  c: c / theirs.width,
  d: (d * ours.width) / theirs.height,
  e: (e * ours.height) / theirs.height,
  f: f / theirs.height,
  g: g * ours.width,
  h: h * ours.height,
});

/** Returns the map between fractions as in `RegisteredPlacement`, row by row. */
export const planeOf = ([a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0]: readonly number[]): PlaneMap => ({
  ...{ a, b, c, d, e, f, g, h },
});

/** The map between pixels of two pictures of one between their fractions. */
export const inPixels = ({ a, b, c, d, e, f, g, h }: PlaneMap, ours: Size, theirs: Size): PlaneMap => ({
  a: (a * theirs.width) / ours.width,
  b: (b * theirs.width) / ours.height,
  c: c * theirs.width,
  d: (d * theirs.height) / ours.width,
  e: (e * theirs.height) / ours.height,
  f: f * theirs.height,
  g: g / ours.width,
  h: h / ours.height,
});

/** Share of one picture that shows in another, and of the other one that it takes, below which both have a detail in common and no more: an edge, a cap, a sleeve. */
const LITTLE_OF_ONE = 0.25;
const LITTLE_OF_OTHER = 0.5;
export const isDetailInCommon = ({ shown, share }: Pick<RegisteredPlacement, 'shown' | 'share'>): boolean =>
  shown < LITTLE_OF_ONE && share < LITTLE_OF_OTHER;

export const WHOLE_PICTURE: PartEdges = { left: 0, top: 0, right: 1, bottom: 1 };

/** Of a part of the unit square what a map leads into another part of it. */
const partIn = (
  mapping: PlaneMap,
  from: PartEdges,
  into: PartEdges,
): { readonly edges: PartEdges; readonly share: number } => {
  const { a, b, c, d, e, f, g, h } = mapping;
  let [left, top, right, bottom, inside] = [1, 1, 0, 0, 0];
  for (let row = 0; row < GRID; row++) {
    const y = (row + 0.5) / GRID;
    for (let column = 0; column < GRID; column++) {
      const x = (column + 0.5) / GRID;
      const w = g * x + h * y + 1;
      if (w <= 0 || !isIn(from, x, y) || !isIn(into, (a * x + b * y + c) / w, (d * x + e * y + f) / w)) continue;
      inside++;
      left = Math.min(left, column / GRID);
      top = Math.min(top, row / GRID);
      right = Math.max(right, (column + 1) / GRID);
      bottom = Math.max(bottom, (row + 1) / GRID);
    }
  }
  if (inside === 0) return { edges: WHOLE_PICTURE, share: 0 };
  return { edges: { left, top, right, bottom }, share: inside / (GRID * GRID) };
};

const isIn = ({ left, top, right, bottom }: PartEdges, x: number, y: number): boolean =>
  x >= left && x <= right && y >= top && y <= bottom;

/** What is not worth a word. */
const NEARLY_ALL = 0.93;
const LEAST_TURN = 1.5;
const LEAST_STRETCH = 1.06;
const LEAST_PERSPECTIVE = 1.08;
const LARGE_PART = 0.8;

/** Whether a change by more than turns of quarters and a scale is to be spoken of. */
export const isWorthWords = ({ turn, stretch, perspective }: PlainChange): boolean =>
  Math.abs(turn - 90 * Math.round(turn / 90)) >= LEAST_TURN ||
  Math.max(stretch, 1 / stretch) > LEAST_STRETCH ||
  perspective > LEAST_PERSPECTIVE;

export const AT_AN_ANGLE = 'seen at an angle';

/** Of ours a share is to be seen; nothing where that is nearly all. */
export const croppedWords = (shown: number): readonly string[] =>
  shown < NEARLY_ALL ? [`cropped to ${Math.max(1, Math.round(100 * shown))} % of it`] : [];

/** What was done to ours, in words: `['mirrored', 'cropped to 70 % of it', 'turned 5° clockwise']`; empty where nothing was. */
export const placementWords = (placement: RegisteredPlacement): readonly string[] => {
  const { mirrored, turn, shown, share, stretch, perspective } = placement;
  const degrees = Math.round(Math.abs(turn));
  const wide = Math.max(stretch, 1 / stretch);
  return [
    ...(mirrored ? ['mirrored'] : []),
    ...croppedWords(shown),
    ...(Math.abs(turn) >= LEAST_TURN
      ? [`turned ${degrees}°${degrees === 180 ? '' : turn > 0 ? ' clockwise' : ' counter-clockwise'}`]
      : []),
    ...(perspective > LEAST_PERSPECTIVE
      ? [AT_AN_ANGLE]
      : wide > LEAST_STRETCH
        ? [stretch > 1 ? 'made wider' : 'made higher']
        : []),
    ...(share < LARGE_PART
      ? [`${placeWords(placement.part)} of a larger picture, ${Math.max(1, Math.round(100 * share))} % of that`]
      : []),
  ];
};

/** Names the position of a part, by its centre. */
export const placeWords = ({ left, top, right, bottom }: PartEdges): string => {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const down = y < 0.42 ? 'upper' : y > 0.58 ? 'lower' : '';
  const across = x < 0.42 ? 'left' : x > 0.58 ? 'right' : '';
  if (down === '' && across === '') return 'in the middle';
  if (down === '') return `on the ${across}`;
  return across === '' ? `in the ${down} part` : `in the ${down} ${across}`;
};

/** The same place, seen from the picture of which what was the whole is a part. */
export const placeWithin = (place: RegisteredPlacement, panel: PartEdges): RegisteredPlacement => {
  const [width, height] = [panel.right - panel.left, panel.bottom - panel.top];
  const { left, top, right, bottom } = place.part;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = place.mapping;
  return {
    ...place,
    part: {
      left: panel.left + left * width,
      top: panel.top + top * height,
      right: panel.left + right * width,
      bottom: panel.top + bottom * height,
    },
    share: place.share * width * height,
    mapping: [
      a * width + panel.left * g,
      b * width + panel.left * h,
      c * width + panel.left,
      d * height + panel.top * g,
      e * height + panel.top * h,
      f * height + panel.top,
      g,
      h,
      1,
    ],
  };
};
