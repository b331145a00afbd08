import { giveBack } from '@listing-lint/rules/kernel';
import type { PlaneMap } from '../pair/mapping.ts';
import { apartKernel } from './kernel/apart-kernel.ts';
import { type LeftOut, leaveOut } from './left-out.ts';
import { giveBackPlanes, type LaidPlanes, laidOn, lumaPlane, type Planes, smoothed } from './planes.ts';
import { refinedMap } from './refined-map.ts';

/** Smoothing steps until both are equally sharp, and how nearly. */
const MOST_SMOOTHED = 6;
const AS_SHARP = 1.1;

/** How pictures are laid on each other; see `refinedMap`. */
export interface LaidHow {
  readonly leftOut?: LeftOut;
  readonly isNear?: boolean;
  readonly leans?: boolean;
}

/** One picture laid on another one, both equally sharp. */
interface LaidEvenly {
  /** Where pixels of ours lie in theirs, as exactly as that could be found. */
  readonly mapping: PlaneMap;
  readonly laid: LaidPlanes;
  /** Both, smoothed where they were sharper than the other one. */
  readonly own: Planes;
  readonly other: Planes;
  /** Of each cell of ours 1 where something is known. */
  readonly known: Uint8Array;
  /** Gives all of that back but `known`. */
  readonly free: () => void;
}

/** Theirs laid on ours; `start` takes pixels of ours about to where they lie in theirs. Of what is left out of either nothing is known. */
export const laidEvenly = (ours: Planes, theirs: Planes, start: PlaneMap, { leftOut, ...how }: LaidHow): LaidEvenly => {
  const mapping = refinedMap(lumaPlane(ours), lumaPlane(theirs), start, how);
  const laid = laidOn(theirs, mapping, ours);
  if (leftOut !== undefined) leaveOut(laid, mapping, leftOut);
  const [own, other] = equallySharp(ours, laid, laid.isThere);
  const known = apartKernel().wholeCells(laid.isThere, ours);
  const free = (): void => {
    if (own !== ours) giveBack(own.planes[0]);
    if (other !== laid) giveBack(other.planes[0]);
    giveBackPlanes(laid);
    giveBack(laid.isThere);
  };
  return { mapping, laid, own, other, known, free };
};

/** Luma of both as sharp as that of the less sharp one: its slopes add up to about the same. Colour is less sharp in most files. */
const equallySharp = (a: Planes, b: Planes, counts: Uint8Array): readonly [Planes, Planes] => {
  let [own, other] = [a, b];
  let [one, two] = [slopeOf(own, counts), slopeOf(other, counts)];
  for (let step = 0; step < MOST_SMOOTHED; step++) {
    if (Math.max(one, two) <= AS_SHARP * Math.min(one, two)) break;
    if (one > two) {
      own = smoother(own, a);
      one = slopeOf(own, counts);
    } else {
      other = smoother(other, b);
      two = slopeOf(other, counts);
    }
  }
  return [own, other];
};

const slopeOf = (planes: Planes, counts: Uint8Array): number => apartKernel().slope(lumaPlane(planes), counts);

/** Once more smoothed; of the steps before it only the first one stays. */
const smoother = (planes: Planes, first: Planes): Planes => {
  const next = smoothed(planes);
  if (planes !== first) giveBack(planes.planes[0]);
  return next;
};
