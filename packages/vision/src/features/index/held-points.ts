import type { Features } from '../extract/features.ts';
import { DESCRIPTOR_WORDS } from '../kernel/kernel.ts';
import type { LayPoints } from '../kernel/points/point-space.ts';
import type { HeldPoints } from './even-bits.ts';
import { poseOf } from './poses.ts';

/** Pictures from which on fewer points of each are indexed: at 20,000 the index stays within 150 MB. */
export const MANY_PICTURES = 5000;
const MOST_OF_MANY = 220;

/** Keypoints of many pictures in one array. */
interface AllPoints {
  readonly count: number;
  /** Where the points of a picture begin; one more than there are pictures. */
  readonly firsts: Uint32Array;
  /** Points of each that are held. */
  readonly most: number;
  readonly heldAt: (picture: number) => HeldPoints;
  /** Direction and level of each keypoint, once `lay` has run. */
  readonly poses: Uint8Array;
  readonly lay: (put: LayPoints) => void;
}

export const heldPoints = (pictures: number, featuresAt: (picture: number) => Features): AllPoints => {
  const most = pictures < MANY_PICTURES ? Number.POSITIVE_INFINITY : MOST_OF_MANY;
  const firsts = new Uint32Array(pictures + 1);
  for (let picture = 0; picture < pictures; picture++)
    firsts[picture + 1] = (firsts[picture] ?? 0) + heldOf(featuresAt(picture), most);
  const count = firsts[pictures] ?? 0;
  // Recomputed for each picture rather than stored: at 20,000 pictures that would be more than the remaining memory.
  const heldAt = (picture: number): HeldPoints => {
    const features = featuresAt(picture);
    return { features, held: strongest(features, most) };
  };
  const poses = new Uint8Array(count);
  const lay = (put: LayPoints): void => {
    let room = new Uint32Array(0);
    let at = 0;
    for (let picture = 0; picture < pictures; picture++) {
      const { features, held } = heldAt(picture);
      if (room.length < DESCRIPTOR_WORDS * held.length) room = new Uint32Array(DESCRIPTOR_WORDS * held.length);
      const { descriptors } = features;
      for (let n = 0; n < held.length; n++) {
        const k = held[n] ?? 0;
        poses[at + n] = poseOf(features, k);
        for (let word = 0; word < DESCRIPTOR_WORDS; word++)
          room[DESCRIPTOR_WORDS * n + word] = descriptors[DESCRIPTOR_WORDS * k + word] ?? 0;
      }
      put(at, room.subarray(0, DESCRIPTOR_WORDS * held.length));
      at += held.length;
    }
  };
  return { count, firsts, most, heldAt, poses, lay };
};

const LEVELS = 256;

/** Of each size how many points are held: as many as its share. It holds until the next call. */
const sharesOf = ({ count, levels }: Features, most: number): Uint16Array => {
  SHARES.fill(0);
  for (let k = 0; k < count; k++) SHARES[levels[k] ?? 0] = (SHARES[levels[k] ?? 0] ?? 0) + 1;
  if (most < count)
    for (let level = 0; level < LEVELS; level++) SHARES[level] = Math.floor(((SHARES[level] ?? 0) * most) / count);
  return SHARES;
};
const SHARES = new Uint16Array(LEVELS);

const heldOf = (features: Features, most: number): number => {
  let held = 0;
  for (const share of sharesOf(features, most)) held += share;
  return held;
};

/** Selects keypoints of each level by its share, the strongest first. In loops, as it runs for each candidate; the result is valid until the next call. */
export const strongest = (features: Features, most: number): Uint16Array => {
  const { count, levels } = features;
  if (count <= most) return allPoints(count);
  if (STRONGEST.length < count) STRONGEST = new Uint16Array(2 * count);
  const shares = sharesOf(features, most);
  let at = 0;
  for (let k = 0; k < count; k++) {
    const level = levels[k] ?? 0;
    const left = shares[level] ?? 0;
    if (left === 0) continue;
    shares[level] = left - 1;
    STRONGEST[at++] = k;
  }
  return STRONGEST.subarray(0, at);
};
let STRONGEST = new Uint16Array(1024);

const allPoints = (count: number): Uint16Array => {
  if (POSITIONS.length < count) POSITIONS = Uint16Array.from({ length: 2 * count }, (_, k) => k);
  return POSITIONS.subarray(0, count);
};
let POSITIONS = Uint16Array.from({ length: 1024 }, (_, k) => k);
