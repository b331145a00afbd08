import { giveBack } from '@listing-lint/rules/kernel';
import type { PlaneMap } from '../pair/mapping.ts';
import { APART_CELL } from './kernel/kernel.ts';
import { apartKernel } from './kernel/kernel-wasm.ts';
import { strokePlacesIn } from './other-strokes.ts';
import { lumaPlane, type Planes } from './planes.ts';
import { type RegistrationOptions, registerPair } from './registered-pair.ts';

/** Places that are compared. */
const MOST_PLACES = 3;

/** Where lines of two pictures fit least, and how both lie on each other. */
interface StrokePlaces {
  /** From pixels of ours to pixels of theirs, as exactly as that could be found. */
  readonly mapping: PlaneMap;
  /** Px of ours, those that fit least first. */
  readonly places: readonly (readonly [x: number, y: number])[];
}

/** The places of two pictures, of luma alone and of about one scale, in which lines may be other ones; `start` takes pixels of ours to where they lie in theirs, but for a pixel or so. */
export const strokePlaces = (
  ours: Planes,
  theirs: Planes,
  start: PlaneMap,
  how: Omit<RegistrationOptions, 'isNear'>,
): StrokePlaces => {
  const { mapping, own, other, known, free } = registerPair(ours, theirs, start, { ...how, isNear: true });
  const even = [lumaPlane(own), lumaPlane(other)] as const;
  const [a, b] = [apartKernel().cells(even[0], known), apartKernel().cells(even[1], known)];
  const places = strokePlacesIn(even, { known, rough: [a.rough, b.rough] }, MOST_PLACES);
  for (const made of [a, b].flatMap(({ mean, net, rough }) => [mean, net, rough])) giveBack(made);
  free();
  return { mapping, places: places.map(({ x, y }) => [x + APART_CELL, y + APART_CELL] as const) };
};
