import { compareBlocks } from '../../features/pair/agreement.ts';
import type { PartEdges, PlaneMap } from '../../features/pair/mapping.ts';
import { inPixels, planeOf } from '../../features/pair/placed/placement.ts';
import type { Sheet } from '../../features/pair/sheet.ts';
import type { LocalEvidence } from '../our-picture.ts';

/** The part of a picture that agrees closely with a suspect. */
export interface AgreeingPart {
  readonly own: Sheet;
  /** From px of ours to px of the suspect. */
  readonly onSuspect: PlaneMap;
  /** Block centres, px of ours. */
  readonly at: readonly (readonly [number, number])[];
  /** Bounding box of nearly all of them, fractions of ours. */
  readonly edges: PartEdges;
  /** It is outside of the middle of ours, or along its border, and at most half of it; false for a product with another label. */
  readonly isOffMiddle: boolean;
}

/** The middle of a picture, and the share of agreeing blocks that may be there by chance. */
const MIDDLE = { from: 0.35, to: 0.65 };
const IN_MIDDLE = 0.1;
const HALF = 0.5;
/** Least share of the blocks on each side of the centre for a part around the middle. */
const CENTRE = 0.5;
const ON_EACH_SIDE = 0.2;
/** Width of the border, as a share of the sides, and least share of the blocks in it for a frame. */
const BORDER = 0.2;
const ALONG_BORDER = 0.8;
/** Least blocks of a part, and share of them that the bounding box may leave out on each side. */
const FEWEST_BLOCKS = 8;
const OUTSIDE = 0.04;
/** Half of a block, px. */
const AROUND = 8;

/** Returns the part of ours that agrees with a suspect; null if fewer than `FEWEST_BLOCKS` blocks agree. */
export const agreeingPart = (own: Sheet, suspect: Sheet, local: LocalEvidence): AgreeingPart | null => {
  const { width, height } = own.colour;
  const onSuspect = inPixels(planeOf(local.mapping), own.colour, suspect.colour);
  const blocks = compareBlocks(own, suspect, onSuspect, false);
  const at = blocks.agreeingAt();
  if (at.length < FEWEST_BLOCKS) return null;
  const places = at.map(([x, y]) => [x / width, y / height] as const);
  const inMiddle = places.filter(isInMiddle).length;
  const alongBorder = places.filter(isAlongBorder).length;
  const all = blocks.inSight / Math.max(blocks.seen, Number.EPSILON);
  const [across, down] = [endsOf(at.map(([x]) => x)), endsOf(at.map(([, y]) => y))];
  const edges = {
    left: Math.max(0, across.from / width),
    top: Math.max(0, down.from / height),
    right: Math.min(1, across.to / width),
    bottom: Math.min(1, down.to / height),
  };
  const isOutsideMiddle = !lieAround(places) || alongBorder >= ALONG_BORDER * at.length;
  const isOffMiddle = isOutsideMiddle && inMiddle <= IN_MIDDLE * at.length && at.length <= HALF * all;
  return { own, onSuspect, at, edges, isOffMiddle };
};

const isInMiddle = (place: readonly [number, number]): boolean =>
  place.every((share) => share > MIDDLE.from && share < MIDDLE.to);

const isAlongBorder = (place: readonly [number, number]): boolean =>
  place.some((share) => share < BORDER || share > 1 - BORDER);

/** Whether the positions surround the centre, except for a few by chance. */
const lieAround = (places: readonly (readonly [number, number])[]): boolean =>
  [0, 1].every((axis) => {
    const before = places.filter((place) => (place[axis] ?? 0) < CENTRE).length;
    return Math.min(before, places.length - before) >= ON_EACH_SIDE * places.length;
  });

const endsOf = (places: readonly number[]): { readonly from: number; readonly to: number } => {
  const sorted = places.toSorted((a, b) => a - b);
  const out = Math.floor(OUTSIDE * sorted.length);
  return { from: (sorted[out] ?? 0) - AROUND, to: (sorted[sorted.length - 1 - out] ?? 0) + AROUND };
};
