import type { RgbImage } from '@listing-lint/rules/image';
import { giveBack } from '@listing-lint/rules/kernel';
import { cutInPixels } from '../pair/cut-pixels.ts';
import { mapped, mappedBack, type PartEdges, type PlaneMap, scaleOf } from '../pair/mapping.ts';
import { scaledMap } from './affine.ts';
import type { FloatPlane } from './kernel/kernel.ts';
import { apartKernel } from './kernel/kernel-wasm.ts';
import { leaveOut } from './left-out.ts';
import { AROUND, strokesAt } from './other-strokes.ts';
import { giveBackPlanes, lumaPlane, planesOf, reducedBy } from './planes.ts';
import { refinedMap } from './refined-map.ts';

/** Two pictures of any size that lie on each other. */
interface RegisteredPictures {
  readonly ours: RgbImage;
  readonly theirs: RgbImage;
  /** Affine, from pixels of ours to pixels of theirs, exact to a pixel or so. */
  readonly mapping: PlaneMap;
  /** Parts of which nothing is to be said, px of each. */
  readonly leftOut: { readonly ours: readonly PartEdges[]; readonly theirs: readonly PartEdges[] };
}

/** Margin around a place that is cut out with it, px, and that of the finer picture beyond that. */
const CUT = AROUND + 16;
const BEYOND = 8;
/** Most pixels of the finer picture per pixel of the coarser one: a pixel is the mean of four. */
const FINER = 2;
const EDGE = 3;

/**
 * Returns how poorly lines around a place of ours, px, fit theirs (`GreatestStrokes.most`). The coarser picture is not resampled, so that a letter of a few pixels
 * is not blurred.
 */
export const strokesAround = (
  { ours, theirs, mapping, leftOut }: RegisteredPictures,
  at: readonly [x: number, y: number],
): number => {
  const isOursCoarser = scaleOf(mapping) > 1;
  const [coarse, fine] = isOursCoarser ? [ours, theirs] : [theirs, ours];
  const map = isOursCoarser ? mapping : mappedBack(mapping);
  const places = isOursCoarser ? leftOut : { ours: leftOut.theirs, theirs: leftOut.ours };
  const [x, y] = isOursCoarser ? at : mapped(mapping, ...at);
  const box = boxIn(coarse, x - CUT, y - CUT, x + CUT, y + CUT);
  const corners = [box.left, box.right].flatMap((u) => [box.top, box.bottom].map((v) => mapped(map, u, v)));
  const [us, vs] = [corners.map(([u]) => u), corners.map(([, v]) => v)];
  const [left, top] = [Math.min(...us) - BEYOND, Math.min(...vs) - BEYOND];
  const from = boxIn(fine, left, top, Math.max(...us) + BEYOND, Math.max(...vs) + BEYOND);
  if (!isLargeEnough(box) || !isLargeEnough(from)) return 0;
  const [own, cut] = [cutBox(coarse, box), cutBox(fine, from)];
  const reduced = reducedBy(cut, scaleOf(map) / FINER);
  const start = scaledMap(movedMap(map, box, from), 1, reduced.width / cut.width);
  const [planes, others] = [planesOf(own, false), planesOf(reduced, false)];
  const registration = refined(lumaPlane(planes), lumaPlane(others), start);
  const warped = warpFinely(lumaPlane(planes), lumaPlane(others), registration);
  const { width, height } = own;
  const extent = { left: EDGE, top: EDGE, right: reduced.width - 1 - EDGE, bottom: reduced.height - 1 - EDGE };
  const isThere = apartKernel().within(registration, own, extent);
  const to = reduced.width / cut.width;
  leaveOut({ width, height, isThere }, registration, {
    ours: places.ours.map((each) => movedEdges(each, box, 1)),
    theirs: places.theirs.map((each) => movedEdges(each, from, to)),
  });
  const known = apartKernel().wholeCells(isThere, own);
  const most = strokesAt([lumaPlane(planes), { width, height, data: warped }], known, [x - box.left, y - box.top]);
  for (const each of [planes, others]) giveBackPlanes(each);
  for (const { data } of new Set([own, cut, reduced])) giveBack(data);
  giveBack(warped);
  giveBack(isThere);
  return most;
};

const SMALLEST = 48;
const isLargeEnough = ({ left, top, right, bottom }: PartEdges): boolean =>
  Math.min(right - left, bottom - top) >= SMALLEST;

/** A part of a picture in whole pixels. */
const boxIn = ({ width, height }: RgbImage, left: number, top: number, right: number, bottom: number): PartEdges => ({
  left: Math.min(width, Math.max(0, Math.floor(left))),
  top: Math.min(height, Math.max(0, Math.floor(top))),
  right: Math.max(0, Math.min(width, Math.ceil(right))),
  bottom: Math.max(0, Math.min(height, Math.ceil(bottom))),
});

const cutBox = (image: RgbImage, { left, top, right, bottom }: PartEdges): RgbImage =>
  cutInPixels(image, { left, top, width: right - left, height: bottom - top });

/** The map between parts of two pictures. */
const movedMap = ({ a, b, c, d, e, f }: PlaneMap, own: PartEdges, other: PartEdges): PlaneMap => ({
  ...{ a, b, d, e, g: 0, h: 0 },
  c: a * own.left + b * own.top + c - other.left,
  f: d * own.left + e * own.top + f - other.top,
});

const movedEdges = (edges: PartEdges, { left, top }: PartEdges, to: number): PartEdges => ({
  left: (edges.left - left) * to,
  top: (edges.top - top) * to,
  right: (edges.right - left) * to,
  bottom: (edges.bottom - top) * to,
});

/** The map at which both agree best, found where both have about one scale. */
const refined = (own: FloatPlane, other: FloatPlane, start: PlaneMap): PlaneMap => {
  if (scaleOf(start) < Math.SQRT2) return refinedMap(own, other, start, { isNear: true });
  const half = apartKernel().halved(other);
  const found = refinedMap(own, half, scaledMap(start, 1, 1 / 2), { isNear: true });
  giveBack(half.data);
  return scaledMap(found, 1, 2);
};

/** Warps a plane onto another one, each pixel as the mean of four samples. */
const warpFinely = ({ width, height }: FloatPlane, other: FloatPlane, mapping: PlaneMap): Float32Array => {
  const size = { width: 2 * width, height: 2 * height };
  const data = apartKernel().warp(other, scaledMap(mapping, 1 / 2, 1), size);
  const halved = apartKernel().halved({ ...size, data });
  giveBack(data);
  return halved.data;
};
