import type { GreyImage, Point } from '@listing-lint/rules/image';
import { boxMean } from '@listing-lint/rules/kernel';
import { type Affine, bothMoves, movedBy, NO_MOVE, type PointMap, stepEquations } from './affine.ts';
import { type LumaPlane, lumaAt, type Mask, type Patch } from './patch.ts';

/** Pixels sampled for alignment, and those of the first pass. */
const POINTS = { all: 4000, first: 1000 };
/** Search range of the first pass, px to either side, by steps of four and then of two. */
const REACH = 8;
/**
 * Coarse to fine: radius of the box means that are aligned, px; residual from which on a pixel is down-weighted as an outlier, levels;
 * rounds.
 */
const STEPS = [
  { blur: 5, otherwise: 40, rounds: 6 },
  { blur: 2, otherwise: 25, rounds: 5 },
  { blur: 0, otherwise: 12, rounds: 8 },
] as const;
/** Levels a px, in the coarsest means a third of them, from which on a point says where it is. */
const SLOPE = 3;
/** Px by which a move must still change a corner of ours to go on. */
const STILL = 0.01;
/** What is known of a move beforehand, as weights of least squares: it is by some px, and by a hundredth of size or turn. */
const PRIOR = { step: 25, shape: 25 / 0.01 ** 2 };

/** Points of ours, and how luma goes there. */
interface Points {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly luma: Float32Array;
  readonly slopeX: Float32Array;
  readonly slopeY: Float32Array;
}

/** The alignment of ours on a suspect. */
export interface PatchAlignment {
  readonly map: PointMap;
  /** How far off what the suspect shows at edges of ours is, 0 to 1: what is far off counts at most once. 1 where there are no edges. */
  readonly misfit: number;
}

/**
 * The map set right so that all of ours agrees best with the suspect where the mask lets it: by whole pixels from each of the rough ones, then by affine
 * moves from coarse to fine (Lucas and Kanade, 1981) in which points that show something else count for little (weights of Geman and McClure).
 */
export const alignedBy = (ours: Patch, suspect: GreyImage, roughs: readonly PointMap[], mask: Mask): PatchAlignment => {
  const middle = { x: ours.width / 2, y: ours.height / 2 };
  const steps = STEPS.map(
    ({ blur, ...step }): Step => ({
      ...step,
      points: pointsOf(blurred(ours, blur), mask, blur === 0 ? SLOPE : SLOPE / 3),
      suspect: blurred(suspect, blur),
      middle,
    }),
  );
  let aligned: readonly PatchAlignment[] = roughs.map((map) => ({ map, misfit: 1 }));
  for (const [k, step] of steps.entries()) {
    aligned = aligned.map(({ map }) => alignedAt(step, k === 0 ? firstStep(step, map) : map));
    aligned = [...aligned].sort((a, b) => a.misfit - b.misfit).slice(0, 1);
  }
  return aligned[0] ?? { map: (x, y) => [x, y], misfit: 1 };
};

const alignedAt = (step: Step, rough: PointMap): PatchAlignment => {
  let move = NO_MOVE;
  for (let round = 0; round < step.rounds; round++) {
    const next = nextMove(step, movedBy(rough, move, step.middle));
    if (next === undefined) break;
    move = bothMoves(move, next);
    if (farthest(next, step.middle) < STILL) break;
  }
  const map = movedBy(rough, move, step.middle);
  return { map, misfit: misfit(step, map) };
};

/** Fewest points that say anything. */
const FEWEST = 60;

/** Px by which a move changes a corner, about. */
const farthest = ({ a, b, c, d, e, f }: Affine, { x, y }: Point): number =>
  Math.abs(c) + Math.abs(f) + (Math.abs(a) + Math.abs(d)) * x + (Math.abs(b) + Math.abs(e)) * y;

const blurred = ({ width, height, data }: LumaPlane, reach: number): LumaPlane => ({
  width,
  height,
  data: reach === 0 ? data : boxMean(new Float32Array(data), width, height, reach),
});

const pointsOf = ({ width, height, data }: LumaPlane, mask: Mask, least: number): Points => {
  const steep = new Int32Array(width * height);
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      if (mask[i] !== 1) continue;
      const slope =
        Math.abs((data[i + 1] ?? 0) - (data[i - 1] ?? 0)) + Math.abs((data[i + width] ?? 0) - (data[i - width] ?? 0));
      if (slope >= 2 * least) steep[count++] = i;
    }
  }
  // An irrational step, so that no columns are preferred.
  const step = Math.max(1, count / POINTS.all);
  const used = Int32Array.from({ length: Math.floor(count / step) }, (_, k) => steep[Math.floor(k * step)] ?? 0);
  return {
    x: Float32Array.from(used, (i) => i % width),
    y: Float32Array.from(used, (i) => Math.floor(i / width)),
    luma: Float32Array.from(used, (i) => data[i] ?? 0),
    slopeX: Float32Array.from(used, (i) => ((data[i + 1] ?? 0) - (data[i - 1] ?? 0)) / 2),
    slopeY: Float32Array.from(used, (i) => ((data[i + width] ?? 0) - (data[i - width] ?? 0)) / 2),
  };
};

/** What the suspect shows at points of ours, from the `every`-th on; and its tone: gain · luma + offset. */
const seenAt = ({ x, y, luma }: Points, suspect: LumaPlane, map: PointMap, every: number) => {
  const seen = new Float32Array(x.length).fill(Number.NaN);
  let [n, p, q, pp, pq] = [0, 0, 0, 0, 0];
  for (let k = 0; k < x.length; k += every) {
    const [u, v] = map(x[k] ?? 0, y[k] ?? 0);
    const value = lumaAt(suspect, u, v);
    seen[k] = value;
    if (Number.isNaN(value)) continue;
    const own = luma[k] ?? 0;
    n++;
    p += own;
    q += value;
    pp += own * own;
    pq += own * value;
  }
  const spread = pp - (p * p) / Math.max(1, n);
  const gain = spread > n ? Math.min(2, Math.max(0.5, (pq - (p * q) / n) / spread)) : 1;
  return { seen, gain, offset: (q - gain * p) / Math.max(1, n), count: n };
};

/** One step from coarse to fine. */
interface Step {
  readonly points: Points;
  readonly suspect: LumaPlane;
  readonly middle: Point;
  readonly otherwise: number;
  readonly rounds: number;
}

const misfit = ({ points, suspect, otherwise }: Step, map: PointMap): number => {
  const every = Math.max(1, Math.floor(points.x.length / POINTS.first));
  const { seen, gain, offset, count } = seenAt(points, suspect, map, every);
  if (count < FEWEST / 2) return 1;
  let total = 0;
  for (let k = 0; k < seen.length; k += every) {
    const rest = (seen[k] ?? 0) - gain * (points.luma[k] ?? 0) - offset;
    const square = (rest / otherwise) ** 2;
    if (!Number.isNaN(square)) total += square / (1 + square);
  }
  return total / count;
};

/** Returns the misfit of the edges of ours under a map, 0 to 1. */
export const misfitBy = (ours: Patch, suspect: GreyImage, map: PointMap, mask: Mask): number => {
  const middle = { x: ours.width / 2, y: ours.height / 2 };
  return misfit({ ...STEPS[2], points: pointsOf(ours, mask, SLOPE), suspect, middle }, map);
};

/** The map moved by as many whole pixels as fit best. */
const firstStep = (step: Step, map: PointMap): PointMap => {
  let best = { c: 0, f: 0, error: misfit(step, map) };
  const look = (c: number, f: number): void => {
    const error = misfit(step, (x, y) => map(x + c, y + f));
    if (error < best.error) best = { c, f, error };
  };
  for (let f = -REACH; f <= REACH; f += 4) for (let c = -REACH; c <= REACH; c += 4) look(c, f);
  const { c, f } = best;
  for (const [dx, dy] of AROUND) look(c + 2 * dx, f + 2 * dy);
  return (x, y) => map(x + best.c, y + best.f);
};
const AROUND = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [dx, dy] as const));

/** One step of Gauss and Newton; undefined where the points do not say which way. */
const nextMove = ({ points, suspect, middle, otherwise }: Step, map: PointMap): Affine | undefined => {
  const { seen, gain, offset, count } = seenAt(points, suspect, map, 1);
  if (count < FEWEST) return undefined;
  const equations = stepEquations(middle);
  for (let k = 0; k < seen.length; k++) {
    const rest = gain * (points.luma[k] ?? 0) + offset - (seen[k] ?? Number.NaN);
    if (Number.isNaN(rest)) continue;
    const weight = 1 / (1 + (rest / otherwise) ** 2) ** 2;
    const gx = gain * (points.slopeX[k] ?? 0);
    const gy = gain * (points.slopeY[k] ?? 0);
    equations.at(points.x[k] ?? 0, points.y[k] ?? 0);
    equations.add(weight, gx, gy, rest);
  }
  return equations.solved(PRIOR);
};
