import type { GreyImage } from '../../../image/read/raster.ts';
import { seeded } from '../../../kernel/random.ts';
import { bestElsewhere } from './copied-from.ts';
import { filled, widened } from './fill.ts';
import {
  type Mask,
  type Patch,
  type PointMap,
  patchOf,
  type Rectangle,
  type RegisterLooks,
  registered,
  toneOf,
} from './patch.ts';
import { atCommonSize, type RemovalQuestion } from './question.ts';
import { coarseDifference, detailOf, meanOf, rms, shareOf, textureOf } from './statistics.ts';

/** What is seen at the mark's place, beside what is seen elsewhere. Levels are of 0–255. */
export interface RemovalMeasures {
  /** Share of the place that the suspect shows. */
  readonly shown: number;
  /** Opacity of the mark there over that of ours, and its correlation, −1 to 1. */
  readonly strength: number;
  readonly correlation: number;
  /** What differs from ours without the mark on the strokes of the mark, over what its texture lets expect. */
  readonly strokes: number;
  /** The same of the whole place. */
  readonly whole: number;
  /** Both at other places of the picture, sorted. */
  readonly strokesElsewhere: readonly number[];
  readonly wholeElsewhere: readonly number[];
  /** `strokes`, were the strokes filled from around. */
  readonly filled: number;
  /** Fine detail of the place over that of ours, and its correlation with ours; of the whole place. */
  readonly detail: number;
  readonly likeness: number;
  /** By how much the place differs coarsely from ours with or without the mark, whichever is less, levels. */
  readonly coarse: number;
  /** Best correlation of the whole place with another place of ours; −1 where the place is like ours, so that it was not asked. */
  readonly elsewhere: number;
  /** Mean change of luma of the place. */
  readonly shift: number;
  /** The place as ours and the suspect show it. */
  readonly ours: Patch;
  readonly theirs: Patch;
}

/** Px around the mark's place that are looked at: to find the place to a fraction of a pixel, and for tone. */
const MARGIN = { share: 0.35, least: 16, most: 56 };
/** Px that the change of a mark reaches beyond its strokes in a compressed copy. */
const BLEED = 6;
/** Share of the largest change from which a pixel belongs to a stroke, and least levels. */
const STROKE = { share: 0.25, least: 5 };
/** Other places that are looked at. */
const ELSEWHERE = 24;
/** How the mark's place is looked for, and then other places from where it was found. */
const FIRST = { reach: 4, rounds: 8 };
const NEXT = { reach: 1, rounds: 4 };
/** Levels that any copy may differ by. */
const NOISE = 1.5;

/** Masks of a place: its strokes, its box, and what lies around. */
interface Masks {
  readonly strokes: Mask;
  readonly box: Mask;
  readonly around: Mask;
}

/** Undefined where the suspect shows too little of the place or of what is around it, or ours has no mark there. */
export const measureRemoval = (asked: RemovalQuestion): RemovalMeasures | { readonly shown: number } => {
  const question = atCommonSize(asked);
  const { clean, marked, box, suspect, map } = question;
  const shown = shownShare(box, suspect, map);
  const area = areaOf(box, clean);
  const ours = patchOf(clean, area);
  const change = patchOf(marked, area).data.map((luma, i) => luma - (ours.data[i] ?? 0));
  const masks = masksOf(change, area, box);
  const here = lookAt(ours, question, masks, FIRST);
  if (here === undefined) return { shown };
  const { theirs, rest } = here;
  const others = placesElsewhere(question, area).flatMap((place) => {
    const look = lookAt(patchOf(clean, place), { ...question, map: here.map }, masks, NEXT);
    return look === undefined ? [] : [look];
  });
  const fill = filled(ours.data, area.width, widened(masks.strokes, area.width, 2));
  const fillRest = fill.map((luma, i) => luma - (ours.data[i] ?? 0));
  const texture = textureOf(ours, masks.strokes);
  const toned = (values: Float32Array): Float32Array => values.map((luma) => here.gain * luma + here.offset);
  const withMark = { ...ours, data: ours.data.map((luma, i) => luma + (change[i] ?? 0)) };
  const changeOf = (gain: number): Float32Array => change.map((value) => value * gain);
  const coarse = Math.min(
    coarseDifference(toned(ours.data), theirs.data, area.width, masks.box),
    coarseDifference(toned(withMark.data), theirs.data, area.width, masks.box),
  );
  return {
    shown,
    ...clearer(markIn(rest, changeOf(here.gain), masks), markAsStamped(withMark, ours, question, masks, changeOf)),
    strokes: here.strokes,
    whole: here.whole,
    strokesElsewhere: sorted(others.map((look) => look.strokes)),
    wholeElsewhere: sorted(others.map((look) => look.whole)),
    filled: rms(fillRest, masks.strokes) / (NOISE + texture),
    ...detailOf(ours, theirs, masks.box, here.gain),
    coarse,
    elsewhere: coarse < LIKE_OURS ? -1 : bestElsewhere(question, theirs, masks.box),
    shift: meanOf(rest, masks.box),
    ours,
    theirs,
  };
};

const sorted = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);

const areaOf = ({ left, top, width, height }: Rectangle, { width: w, height: h }: GreyImage): Rectangle => {
  const margin = Math.round(Math.min(MARGIN.most, Math.max(MARGIN.least, MARGIN.share * Math.max(width, height))));
  const [x0, y0] = [Math.max(0, left - margin), Math.max(0, top - margin)];
  return {
    left: x0,
    top: y0,
    width: Math.min(w, left + width + margin) - x0,
    height: Math.min(h, top + height + margin) - y0,
  };
};

const shownShare = ({ left, top, width, height }: Rectangle, suspect: GreyImage, map: PointMap): number => {
  let inside = 0;
  const steps = 16;
  for (let j = 0; j < steps; j++) {
    for (let i = 0; i < steps; i++) {
      const [x, y] = map(left + ((i + 0.5) * width) / steps, top + ((j + 0.5) * height) / steps);
      if (x >= 0 && y >= 0 && x <= suspect.width - 1 && y <= suspect.height - 1) inside++;
    }
  }
  return inside / (steps * steps);
};

const masksOf = (change: Float32Array, area: Rectangle, box: Rectangle): Masks => {
  let most = 0;
  for (const value of change) most = Math.max(most, Math.abs(value));
  const least = Math.max(STROKE.least, STROKE.share * most);
  const strokes = Uint8Array.from(change, (value) => (Math.abs(value) >= least ? 1 : 0));
  const inBox = Uint8Array.from(change, (_, i) => {
    const [x, y] = [area.left + (i % area.width), area.top + Math.floor(i / area.width)];
    return x >= box.left && y >= box.top && x < box.left + box.width && y < box.top + box.height ? 1 : 0;
  });
  const near = widened(inBox, area.width, BLEED);
  return { strokes, box: inBox, around: near.map((value) => 1 - value) };
};

/** One place of ours laid on the suspect: what differs, on the strokes of the mask and on all of the box. */
interface Look {
  readonly map: PointMap;
  readonly theirs: Patch;
  /** Theirs less what ours lets expect. */
  readonly rest: Float32Array;
  readonly gain: number;
  readonly offset: number;
  readonly strokes: number;
  readonly whole: number;
}

const lookAt = (
  ours: Patch,
  { suspect, map: rough }: RemovalQuestion,
  masks: Masks,
  looks: RegisterLooks,
): Look | undefined => {
  const { map, theirs } = registered(ours, suspect, rough, masks.around, looks);
  const { gain, offset, count } = toneOf(ours.data, theirs.data, masks.around);
  const isThere = shareOf(theirs.data, masks.box) > LEAST_SHOWN;
  if (count < 60 || !isThere) return undefined;
  const rest = theirs.data.map((luma, i) => luma - gain * (ours.data[i] ?? 0) - offset);
  return {
    map,
    theirs,
    rest,
    gain,
    offset,
    strokes: rms(rest, masks.strokes) / (NOISE + gain * textureOf(ours, masks.strokes)),
    whole: rms(rest, masks.box) / (NOISE + gain * textureOf(ours, masks.box)),
  };
};

const LEAST_SHOWN = 0.6;
/** Levels by which a place that is like ours differs coarsely. */
export const LIKE_OURS = 12;

type MarkSeen = Pick<RemovalMeasures, 'strength' | 'correlation'>;

const clearer = (one: MarkSeen, other: MarkSeen): MarkSeen => (other.correlation > one.correlation ? other : one);

/** How much of the mark is there, were the place found by the mark itself: on a plain ground nothing else says where it is. */
const markAsStamped = (
  withMark: Patch,
  ours: Patch,
  { suspect, map }: RemovalQuestion,
  masks: Masks,
  changeOf: (gain: number) => Float32Array,
): MarkSeen => {
  const all = new Uint8Array(ours.data.length).fill(1);
  const { theirs } = registered(withMark, suspect, map, all, FIRST);
  const { gain, offset } = toneOf(withMark.data, theirs.data, all);
  const rest = theirs.data.map((luma, i) => luma - gain * (ours.data[i] ?? 0) - offset);
  return markIn(rest, changeOf(gain), masks);
};

/** How much of the mark is in what differs. */
const markIn = (rest: Float32Array, change: Float32Array, { strokes, box }: Masks): MarkSeen => {
  const [restMean, changeMean] = [meanOf(rest, box), meanOf(change, box)];
  let [product, squares, restSquares, onStrokes, strokeSquares] = [0, 0, 0, 0, 0];
  for (let i = 0; i < box.length; i++) {
    const [r, c] = [rest[i] ?? Number.NaN, change[i] ?? 0];
    if (box[i] !== 1 || Number.isNaN(r)) continue;
    product += (r - restMean) * (c - changeMean);
    squares += (c - changeMean) ** 2;
    restSquares += (r - restMean) ** 2;
    if (strokes[i] === 1) {
      onStrokes += r * c;
      strokeSquares += c * c;
    }
  }
  return {
    strength: onStrokes / Math.max(1e-6, strokeSquares),
    correlation: product / Math.sqrt(squares * restSquares + 1e-6),
  };
};

/** Places of the same size elsewhere on ours, the same every time. */
const placesElsewhere = ({ clean, box, suspect, map }: RemovalQuestion, area: Rectangle): readonly Rectangle[] => {
  const random = seeded(`removal ${clean.width} ${clean.height} ${area.left} ${area.top}`);
  const places: Rectangle[] = [];
  for (let tried = 0; tried < 6 * ELSEWHERE && places.length < ELSEWHERE; tried++) {
    const place = {
      ...area,
      left: Math.floor(random() * (clean.width - area.width + 1)),
      top: Math.floor(random() * (clean.height - area.height + 1)),
    };
    const [dx, dy] = [Math.abs(place.left - area.left), Math.abs(place.top - area.top)];
    const isApart = dx > 0.6 * box.width || dy > box.height + 4;
    if (isApart && shownShare(place, suspect, map) > 0.95) places.push(place);
  }
  return places;
};
