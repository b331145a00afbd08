import type { Mask, Rectangle } from './alignment/patch.ts';
import { filledEach } from './fill.ts';
import { FILLED_AT_ONCE } from './kernel/fill-rounds.ts';
import { cutOf, LEAST_VISIBLE_SHARE, OTHERS, otherPlaces } from './place-anomaly.ts';

/** How much of what filling the strokes from around would leave is seen. */
export interface FillingSeen {
  /** What is seen over what filling would leave: about 1 where the strokes were filled, 0 where the ground shows. */
  readonly share: number;
  /** The excess over other places of the picture, in standard deviations of those; 0 if there are too few. */
  readonly surplus: number;
}

/** Ours aligned with a suspect, and the place whose strokes may have been filled. */
export interface FillingQuestion {
  readonly width: number;
  readonly height: number;
  /** Ours as the suspect would show it. */
  readonly expected: Float32Array;
  /** What the suspect shows less that, without what changes slowly: a filling lacks the grain of the ground. NaN where it does not reach. */
  readonly rest: Float32Array;
  readonly area: Rectangle;
  readonly box: Rectangle;
  /** Pixels of the area that a filling may change, each mask a guess at how far around the strokes it reaches. */
  readonly touched: readonly Mask[];
}

/** Least number of other places, and least spread: levels, and correlation. */
const FEWEST = 8;
const LEAST_SPREAD = { seen: 0.5, alike: 0.03 };
/** Median absolute deviation of normal deviates of deviation 1, inverted. */
const DEVIATIONS = 1.4826;

/** What is seen of the filling of one place: its projection on what filling leaves there, and how large that is, levels; and how alike both are, −1 to 1. */
interface Projection {
  readonly seen: number;
  readonly whole: number;
  readonly alike: number;
}

/**
 * A matched filter for fillings: too faint to be visible as a difference, they are detected by the place and pattern that filling leaves. A copy that was
 * compressed or blurred lacks grain everywhere, so each other place is compared with its own filling.
 */
export const fillingIn = (question: FillingQuestion): FillingSeen => {
  const corners = otherPlaces({ area: question.area, box: question.box, stride: question.width }, question.height);
  return question.touched
    .map((touched) => fillingOf(question, touched, corners))
    .reduce((best, seen) => (sureness(seen) > sureness(best) ? seen : best), NOTHING_SEEN);
};

const NOTHING_SEEN: FillingSeen = { share: 0, surplus: 0 };
const sureness = ({ share, surplus }: FillingSeen): number => Math.max(0, Math.min(1, share)) * surplus;

const fillingOf = (
  question: FillingQuestion,
  touched: Mask,
  corners: readonly (readonly [number, number])[],
): FillingSeen => {
  const { area } = question;
  const projections: Projection[] = [];
  let group: VisiblePlace[] = [];
  const project = (): void => {
    projections.push(...projectionsOn(group, touched, area.width));
    group = [];
  };
  for (const [left, top] of [[area.left, area.top] as const, ...corners]) {
    if (projections.length + group.length > OTHERS) break;
    const place = visiblePlaceAt(question, touched, left, top);
    if (place !== undefined) group.push(place);
    else if (projections.length + group.length === 0) return NOTHING_SEEN;
    if (group.length === FILLED_AT_ONCE) project();
  }
  project();
  const [here, ...others] = projections;
  if (here === undefined || here.whole === 0) return NOTHING_SEEN;
  const share = here.seen / here.whole;
  if (others.length < FEWEST) return { share, surplus: 0 };
  return { share, surplus: Math.max(surplusOf(here, others), likenessOf(here, others)) };
};

/** By how much more is seen than elsewhere, as a share of what filling leaves there. */
const surplusOf = (here: Projection, others: readonly Projection[]): number => {
  const products = others.reduce((sum, { seen, whole }) => sum + seen * whole, 0);
  const squares = others.reduce((sum, { whole }) => sum + whole * whole, 1e-6);
  const everywhere = products / squares;
  const deviations = others.map(({ seen, whole }) => Math.abs(seen - everywhere * whole));
  return (here.seen - everywhere * here.whole) / Math.max(LEAST_SPREAD.seen, DEVIATIONS * medianOf(deviations));
};

/** By how much more alike both are than elsewhere: what differs at edges says nothing of a plain ground. */
const likenessOf = (here: Projection, others: readonly Projection[]): number => {
  const usual = medianOf(others.map(({ alike }) => alike));
  const deviations = others.map(({ alike }) => Math.abs(alike - usual));
  return (here.alike - usual) / Math.max(LEAST_SPREAD.alike, DEVIATIONS * medianOf(deviations));
};

const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** A place of which the suspect shows enough. */
interface VisiblePlace {
  readonly ours: Float32Array;
  readonly seen: Float32Array;
}

const visiblePlaceAt = (
  { expected, rest, area, width }: FillingQuestion,
  touched: Mask,
  left: number,
  top: number,
): VisiblePlace | undefined => {
  const there = { ...area, left, top };
  const seen = cutOf(rest, there, width);
  let [visible, all] = [0, 0];
  for (let i = 0; i < touched.length; i++) {
    if (touched[i] !== 1) continue;
    all++;
    if (!Number.isNaN(seen[i] ?? Number.NaN)) visible++;
  }
  return visible < LEAST_VISIBLE_SHARE * all ? undefined : { ours: cutOf(expected, there, width), seen };
};

const projectionsOn = (places: readonly VisiblePlace[], touched: Mask, width: number): readonly Projection[] => {
  const fillings = filledEach(
    places.map(({ ours }) => ours),
    width,
    touched,
  );
  return places.map((place, k) => projectionOn(place, fillings[k] ?? place.ours, touched));
};

const projectionOn = ({ ours, seen }: VisiblePlace, filling: Float32Array, touched: Mask): Projection => {
  let [product, square, restSquare] = [0, 0, 0];
  for (let i = 0; i < touched.length; i++) {
    if (touched[i] !== 1) continue;
    const value = seen[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const change = (filling[i] ?? 0) - (ours[i] ?? 0);
    product += change * value;
    square += change * change;
    restSquare += value * value;
  }
  const whole = Math.sqrt(square);
  const seenThere = whole === 0 ? 0 : product / whole;
  return { seen: seenThere, whole, alike: seenThere / Math.sqrt(Math.max(1e-6, restSquare)) };
};
