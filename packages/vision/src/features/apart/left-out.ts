import type { PartEdges } from '../pair/mapping.ts';
import { mapped, type PlaneMap } from '../pair/mapping.ts';
import type { WarpedPlanes } from './planes.ts';

/** Parts of two pictures that lie on each other of which nothing is to be said, px of each; an edge may lie beyond the picture's. */
export interface LeftOut {
  readonly ours: readonly PartEdges[];
  readonly theirs: readonly PartEdges[];
}

/** Clears what is left out of either picture: 0 in `isThere`. `mapping` maps pixels of ours to theirs. */
export const leaveOut = (
  { width, height, isThere }: Pick<WarpedPlanes, 'width' | 'height' | 'isThere'>,
  mapping: PlaneMap,
  { ours, theirs }: LeftOut,
): void => {
  if (ours.length + theirs.length === 0) return;
  for (let y = 0, k = 0; y < height; y++) {
    for (let x = 0; x < width; x++, k++) {
      if (isThere[k] !== 1) continue;
      if (isWithin(ours, x, y) || (theirs.length > 0 && isWithin(theirs, ...mapped(mapping, x, y)))) isThere[k] = 0;
    }
  }
};

const isWithin = (parts: readonly PartEdges[], x: number, y: number): boolean =>
  parts.some(({ left, top, right, bottom }) => x >= left && x < right && y >= top && y < bottom);
