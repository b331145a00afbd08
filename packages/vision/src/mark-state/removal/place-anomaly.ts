import { boxMean, seeded } from '@listing-lint/rules/kernel';
import type { Mask, Rectangle } from './alignment/patch.ts';
import { type Differing, REACHES } from './anomaly.ts';

/** A place of the picture, and its pixels in several masks. */
export interface JudgedPlace {
  readonly area: Rectangle;
  /** The part of it that the mark may have changed: other places keep off it. */
  readonly box: Rectangle;
  readonly masks: readonly Mask[];
  /** Width of the picture, px. */
  readonly stride: number;
}

/** Other places that are measured, and tries for each. */
export const OTHERS = 40;
const TRIES = 6;
/** Px between the mark and another place. */
const APART = 6;
/** Share of a place that the suspect must show. */
export const LEAST_VISIBLE_SHARE = 0.97;
/** Of other places, the share that a limit of one reach and mask is above, and that of all of them. */
const MOST = 0.9;
const ALMOST_ALL = 0.95;
/** Least limit, in standard deviations. */
const LEAST_LIMIT = 0.6;

/** What differs at a place: a root mean square for each reach and mask, in standard deviations of what usually differs. */
type Profile = readonly number[];

/** Answers by how much a place differs beyond what other places of the picture do. */
export interface PlaceJudge {
  /** Number of other places that were measured. */
  readonly places: number;
  /** By how much the place differs, over what all but one in twenty other places stay below in all reaches and those masks. Less `without`, levels of its area. */
  readonly differs: (masks: readonly number[], without?: Float32Array) => number;
  /** By how much it would differ, were it otherwise by that many levels, and nothing else. */
  readonly would: (masks: readonly number[], change: Float32Array) => number;
}

export const placeJudge = (differing: readonly Differing[], place: JudgedPlace, height: number): PlaceJudge => {
  const { area, stride } = place;
  const places = profilesElsewhere(differing, place, height);
  const limits = (places[0] ?? []).map((_, k) => {
    const sorted = places.map((profile) => profile[k] ?? 0).sort((a, b) => a - b);
    return Math.max(LEAST_LIMIT, sorted[Math.floor(MOST * sorted.length)] ?? 0);
  });
  const local = differing.map(({ means, usual }) => ({
    means: cutOf(means, area, stride),
    usual: cutOf(usual, area, stride),
  }));
  const pixels = place.masks.map((mask) => pixelsOf(mask, area.width, area.width));
  const most = (profile: Profile, masks: readonly number[]): number =>
    Math.max(0, ...limits.map((limit, k) => (masks.includes(k % pixels.length) ? (profile[k] ?? 0) / limit : 0)));
  const usualOf = (masks: readonly number[]): number => {
    const overs = places.map((profile) => most(profile, masks)).sort((a, b) => a - b);
    return Math.max(1, overs[Math.floor(ALMOST_ALL * overs.length)] ?? 1);
  };
  const over = (masks: readonly number[], means: (k: number) => Float32Array): number => {
    const squares = local.map(({ usual }, k) => squaresOf({ means: means(k), usual }));
    const { profile } = profileAt(squares, pixels, 0);
    return most(profile, masks) / usualOf(masks);
  };
  const meansOf = (levels: Float32Array, k: number): Float32Array =>
    k === 0 ? levels : boxMean(levels, area.width, area.height, REACHES[k] ?? 0);
  return {
    places: places.length,
    differs: (masks, without) =>
      over(masks, (k) => {
        const means = local[k]?.means ?? new Float32Array();
        if (without === undefined) return means;
        const less = meansOf(without, k);
        return means.map((value, i) => value - (less[i] ?? 0));
      }),
    would: (masks, change) => over(masks, (k) => meansOf(change, k)),
  };
};

const profilesElsewhere = (differing: readonly Differing[], place: JudgedPlace, height: number): readonly Profile[] => {
  const squares = differing.map(squaresOf);
  const pixels = place.masks.map((mask) => pixelsOf(mask, place.area.width, place.stride));
  const profiles: Profile[] = [];
  for (const [left, top] of otherPlaces(place, height)) {
    if (profiles.length === OTHERS) break;
    const { profile, visible } = profileAt(squares, pixels, top * place.stride + left);
    if (visible >= LEAST_VISIBLE_SHARE) profiles.push(profile);
  }
  return profiles;
};

/** Squares of what differs, in standard deviations. */
const squaresOf = ({ means, usual }: Differing): Float32Array =>
  means.map((value, i) => (value / (usual[i] ?? 1)) ** 2);

/** Where the pixels of a mask lie from its corner in a picture of `stride` px. */
const pixelsOf = (mask: Mask, width: number, stride: number): Int32Array => {
  const pixels: number[] = [];
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) pixels.push(Math.floor(i / width) * stride + (i % width));
  return Int32Array.from(pixels);
};

export const cutOf = (plane: Float32Array, { left, top, width, height }: Rectangle, stride: number): Float32Array => {
  const cut = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * stride + left;
    cut.set(plane.subarray(from, from + width), y * width);
  }
  return cut;
};

const profileAt = (
  squares: readonly Float32Array[],
  masks: readonly Int32Array[],
  corner: number,
): { readonly profile: Profile; readonly visible: number } => {
  let visible = 1;
  const profile = squares.flatMap((plane) =>
    masks.map((pixels) => {
      let [sum, count] = [0, 0];
      for (let k = 0; k < pixels.length; k++) {
        const square = plane[corner + (pixels[k] ?? 0)] ?? Number.NaN;
        if (Number.isNaN(square)) continue;
        sum += square;
        count++;
      }
      if (pixels.length > 0) visible = Math.min(visible, count / pixels.length);
      return Math.sqrt(sum / Math.max(1, count));
    }),
  );
  return { profile, visible };
};

/** Corners of places of the same size elsewhere, the same every time. */
export const otherPlaces = (
  { area, box, stride }: Omit<JudgedPlace, 'masks'>,
  height: number,
): readonly (readonly [number, number])[] => {
  const random = seeded(`removal ${stride} ${height} ${area.left} ${area.top}`);
  const places: (readonly [number, number])[] = [];
  for (let tried = 0; tried < TRIES * OTHERS && places.length < 2 * OTHERS; tried++) {
    const left = Math.floor(random() * (stride - area.width + 1));
    const top = Math.floor(random() * (height - area.height + 1));
    const [dx, dy] = [Math.abs(left - area.left), Math.abs(top - area.top)];
    if (dx >= box.width + APART || dy >= box.height + APART) places.push([left, top]);
  }
  return places;
};
