import { filled } from './fill.ts';
import type { Mask, Rectangle } from './patch.ts';
import { cutOf, OTHERS, otherPlaces, SHOWN } from './place-anomaly.ts';

/** How much of what filling the strokes from around would leave is seen. */
export interface FillingSeen {
  /** What is seen over what filling would leave: about 1 where the strokes were filled, 0 where the ground shows. */
  readonly share: number;
  /** By how much that is more than at other places of the picture, in standard deviations of those; 0 where too few can be looked at. */
  readonly surplus: number;
}

/** Ours laid on a suspect, and the place whose strokes may have been filled. */
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

/** Places that must have been looked at, and by how much they differ at least: levels, and correlation. */
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
 * A matched filter for fillings: too faint to be seen as a difference, they are seen as one that lies where filling leaves it and as it leaves it. A copy that was
 * compressed or blurred lacks grain everywhere, so each other place is asked about its own filling.
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
  const here = projectionAt(question, touched, question.area.left, question.area.top);
  if (here === undefined || here.whole === 0) return NOTHING_SEEN;
  const others: Projection[] = [];
  for (const [left, top] of corners) {
    if (others.length === OTHERS) break;
    const other = projectionAt(question, touched, left, top);
    if (other !== undefined) others.push(other);
  }
  const share = here.seen / here.whole;
  if (others.length < FEWEST) return { share, surplus: 0 };
  return { share, surplus: Math.max(surplusOf(here, others), likenessOf(here, others)) };
};

/** By how much more is seen than elsewhere, as a share of what filling leaves there. */
const surplusOf = (here: Projection, others: readonly Projection[]): number => {
  const products = others.reduce((sum, { seen, whole }) => sum + seen * whole, 0);
  const squares = others.reduce((sum, { whole }) => sum + whole * whole, 1e-6);
  const everywhere = products / squares;
  const beside = others.map(({ seen, whole }) => Math.abs(seen - everywhere * whole));
  return (here.seen - everywhere * here.whole) / Math.max(LEAST_SPREAD.seen, DEVIATIONS * medianOf(beside));
};

/** By how much more alike both are than elsewhere: what differs at edges says nothing of a plain ground. */
const likenessOf = (here: Projection, others: readonly Projection[]): number => {
  const usual = medianOf(others.map(({ alike }) => alike));
  const beside = others.map(({ alike }) => Math.abs(alike - usual));
  return (here.alike - usual) / Math.max(LEAST_SPREAD.alike, DEVIATIONS * medianOf(beside));
};

const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const projectionAt = (
  { expected, rest, area, width }: FillingQuestion,
  touched: Mask,
  left: number,
  top: number,
): Projection | undefined => {
  const there = { ...area, left, top };
  const [ours, seen] = [cutOf(expected, there, width), cutOf(rest, there, width)];
  const filling = filled(ours, area.width, touched);
  let [product, square, restSquare, shown, all] = [0, 0, 0, 0, 0];
  for (let i = 0; i < touched.length; i++) {
    if (touched[i] !== 1) continue;
    all++;
    const value = seen[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    shown++;
    const change = (filling[i] ?? 0) - (ours[i] ?? 0);
    product += change * value;
    square += change * change;
    restSquare += value * value;
  }
  if (shown < SHOWN * all) return undefined;
  const whole = Math.sqrt(square);
  const seenThere = whole === 0 ? 0 : product / whole;
  return { seen: seenThere, whole, alike: seenThere / Math.sqrt(Math.max(1e-6, restSquare)) };
};
