import type { Features } from '../extract/features.ts';
import { LAST_LEVEL, TURN_BITS } from '../kernel/points/vote-space.ts';

/** Direction and level of a point in one byte: what says how a picture is turned and scaled where the point is in another one, too. */
export const poseOf = ({ angles, levels }: Features, point: number): number =>
  ((angles[point] ?? 0) >> (8 - TURN_BITS)) | (Math.min(LAST_LEVEL, levels[point] ?? 0) << TURN_BITS);

/** Those of all points. */
export const posesOf = (features: Features): Uint8Array => {
  const poses = new Uint8Array(features.count);
  for (let k = 0; k < poses.length; k++) poses[k] = poseOf(features, k);
  return poses;
};
