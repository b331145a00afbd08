import { seededRandom } from '@listing-lint/rules/kernel';
import { COMPARISONS, PATTERN_TURNS } from './kernel.ts';

const SEED = 7;
const SPREAD = 6.2;
/** Farthest pixel from the key point, px. */
const REACH = 13;
/** Pixels that are nearer to each other say little. */
const LEAST_LENGTH = 3;

/**
 * The pairs of pixels that a descriptor compares, x y x y a pair, for a keypoint that points to the right. The second half is the first
 * one flipped vertically: the descriptor of a mirrored picture is that of the picture with its halves exchanged, so that mirrored copies are
 * found without reading the pixels again.
 */
const upright = (): Float64Array => {
  const random = seededRandom(SEED);
  const pairs = new Float64Array(4 * COMPARISONS);
  const coordinate = (): number => {
    for (;;) {
      const value = Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random()) * SPREAD;
      if (Math.abs(value) <= REACH) return value;
    }
  };
  const half = COMPARISONS / 2;
  for (let pair = 0; pair < half; ) {
    const [ax, ay, bx, by] = [coordinate(), coordinate(), coordinate(), coordinate()].map(Math.round) as Pair;
    const isUsable =
      Math.hypot(ax, ay) <= REACH &&
      Math.hypot(bx, by) <= REACH &&
      Math.hypot(ax - bx, ay - by) >= LEAST_LENGTH &&
      // Upside down it would be itself, or itself exchanged.
      Math.abs(ay) + Math.abs(by) >= LEAST_LENGTH &&
      !(ax === bx && ay === -by);
    if (!isUsable) continue;
    pairs.set([ax, ay, bx, by], 4 * pair);
    pairs.set([ax, -ay, bx, -by], 4 * (pair + half));
    pair++;
  }
  return pairs;
};
type Pair = [number, number, number, number];

/** Rounds to the nearest integer; halves away from zero, so that the flipped pattern is rounded alike. */
const rounded = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

let pattern: Int8Array | undefined;

/** The pattern in all directions: `COMPARISONS` pairs a direction, x y x y a pair, px. */
export const turnedPattern = (): Int8Array => {
  pattern ??= turnedAll(upright());
  return pattern;
};

const turnedAll = (pairs: Float64Array): Int8Array => {
  const out = new Int8Array(PATTERN_TURNS * pairs.length);
  for (let direction = 0; direction < PATTERN_TURNS; direction++) {
    const angle = (2 * Math.PI * direction) / PATTERN_TURNS;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    for (let k = 0; k < pairs.length; k += 2) {
      const [x, y] = [pairs[k] ?? 0, pairs[k + 1] ?? 0];
      out[direction * pairs.length + k] = rounded(c * x - s * y);
      out[direction * pairs.length + k + 1] = rounded(s * x + c * y);
    }
  }
  return out;
};
