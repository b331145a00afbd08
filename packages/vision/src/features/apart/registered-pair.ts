import { giveBack } from '@listing-lint/rules/kernel';
import type { PlaneMap } from '../pair/mapping.ts';
import { apartKernel } from './kernel/kernel-wasm.ts';
import { type LeftOut, leaveOut } from './left-out.ts';
import { giveBackPlanes, lumaPlane, type Planes, smoothed, type WarpedPlanes, warpPlanes } from './planes.ts';
import { refinedMap } from './refined-map.ts';

/** Smoothing steps until both are equally sharp, and how nearly. */
const MOST_SMOOTHED = 6;
const AS_SHARP = 1.1;

/** How pictures are registered; see `refinedMap`. */
export interface RegistrationOptions {
  readonly leftOut?: LeftOut;
  readonly isNear?: boolean;
  readonly leans?: boolean;
}

/** A registered pair, both equally sharp. */
interface RegisteredPair {
  /** Where pixels of ours lie in theirs, as exactly as that could be found. */
  readonly mapping: PlaneMap;
  readonly warped: WarpedPlanes;
  /** Both, smoothed where they were sharper than the other one. */
  readonly own: Planes;
  readonly other: Planes;
  /** Of each cell of ours 1 where something is known. */
  readonly known: Uint8Array;
  /** Gives all of that back but `known`. */
  readonly free: () => void;
}

/** Registers theirs onto ours; `start` maps pixels of ours to theirs approximately. Areas left out of either are unknown. */
export const registerPair = (
  ours: Planes,
  theirs: Planes,
  start: PlaneMap,
  { leftOut, ...how }: RegistrationOptions,
): RegisteredPair => {
  const mapping = refinedMap(lumaPlane(ours), lumaPlane(theirs), start, how);
  const warped = warpPlanes(theirs, mapping, ours);
  if (leftOut !== undefined) leaveOut(warped, mapping, leftOut);
  const [own, other] = equallySharp(ours, warped, warped.isThere);
  const known = apartKernel().wholeCells(warped.isThere, ours);
  const free = (): void => {
    if (own !== ours) giveBack(own.planes[0]);
    if (other !== warped) giveBack(other.planes[0]);
    giveBackPlanes(warped);
    giveBack(warped.isThere);
  };
  return { mapping, warped, own, other, known, free };
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
