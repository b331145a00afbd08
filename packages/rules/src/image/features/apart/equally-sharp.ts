import { giveBack } from '../../../kernel/byte-room.ts';
import { apartKernel } from './kernel/apart-kernel.ts';
import { lumaPlane, type Planes, smoothed } from './planes.ts';

/** Smoothing steps until both are equally sharp, and how nearly. */
const MOST_SMOOTHED = 6;
const AS_SHARP = 1.1;

/** Luma of both as sharp as that of the less sharp one: its slopes add up to about the same. Colour is less sharp in most files. */
export const equallySharp = (a: Planes, b: Planes, counts: Uint8Array): readonly [Planes, Planes] => {
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
