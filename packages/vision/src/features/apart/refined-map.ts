import { giveBack } from '@listing-lint/rules/kernel';
import { composed, mapped, type PlaneMap, solve } from '../pair/mapping.ts';
import { scaledMap } from './affine.ts';
import { type FloatPlane, type PhotometricMap, UNKNOWNS } from './kernel/kernel.ts';
import { apartKernel } from './kernel/kernel-wasm.ts';
import { middleValue } from './middle-value.ts';

const ROUNDS = 6;
/** Px that a corner moves by in a step that is the last one. */
const STILL = 0.02;
/** Longest side used for refinement, px: finer levels are no more exact. */
const LARGEST_SIDE = 320;
const SMALLEST_SIDE = 48;
/** Differences beyond so many times the middle one count for little, and never those up to so many levels. */
const ROBUST = 4;
const LEAST_ROBUST = 2;
/**
 * Least gradient, levels over two pixels, of the pixels used, and about how many are enough; if fewer are steep, the next ones count as well. Flat areas depend on light only,
 * which gain and bias model.
 */
const STEEP = [8, 2, 0] as const;
const MANY_PIXELS = 3000;
const ENOUGH_PIXELS = 600;
const FEWEST_PIXELS = 200;
/** Share of the pixels that lay on theirs before which must still do so. */
const STILL_SEEN = 0.8;
/** Unknowns of an affine map and of light. */
const AFFINE = 8;

/** Options of the refinement of a map. */
interface RefineOptions {
  /** The start is off by about one pixel: only the finest level is used. */
  readonly isNear?: boolean;
  /** It may be seen at an angle. */
  readonly leans?: boolean;
  /** Which places of ours, in fractions, lie on theirs; all where it is not said. */
  readonly shows?: Shows;
}

type Shows = (x: number, y: number) => boolean;

/**
 * The map near `start`, from pixels of ours to pixels of theirs, under which their luma agrees best: Gauss–Newton on edges, coarse to fine, in which little counts what differs much
 * (Geman and McClure's weights). An affine one where it is not said to lean.
 */
export const refinedMap = (
  ours: FloatPlane,
  theirs: FloatPlane,
  start: PlaneMap,
  { isNear = false, leans = false, shows }: RefineOptions,
): PlaneMap => {
  const levels = [{ ours, theirs, by: 1 }];
  for (let last = levels[0]; last !== undefined; last = levels.at(-1)) {
    const sides = [last.ours.width, last.ours.height, last.theirs.width, last.theirs.height];
    const isFineEnough = Math.max(last.ours.width, last.ours.height) <= LARGEST_SIDE;
    if (Math.min(...sides) < 2 * SMALLEST_SIDE || (isNear && isFineEnough)) break;
    levels.push({ ours: apartKernel().halved(last.ours), theirs: apartKernel().halved(last.theirs), by: 2 * last.by });
  }
  const coarsest = levels.at(-1);
  const used = levels.filter(
    (level) => level === coarsest || Math.max(level.ours.width, level.ours.height) <= LARGEST_SIDE,
  );
  let estimate: PhotometricMap = { mapping: start, gain: 1, bias: 0 };
  for (const level of isNear ? used.slice(0, 1) : used.reverse()) {
    const at = { ...estimate, mapping: scaledMap(estimate.mapping, level.by, 1 / level.by) };
    const found = refinedAt(level.ours, level.theirs, at, { leans, shows });
    estimate = { ...found, mapping: scaledMap(found.mapping, 1 / level.by, level.by) };
  }
  for (const { ours: own, theirs: their } of levels.slice(1)) for (const { data } of [own, their]) giveBack(data);
  return estimate.mapping;
};

/** Of all that is gone through what agrees best: where nothing leads on, steps lead astray. */
const refinedAt = (
  ours: FloatPlane,
  theirs: FloatPlane,
  start: PhotometricMap,
  { leans, shows }: { readonly leans: boolean; readonly shows: Shows | undefined },
): PhotometricMap => {
  let estimate = start;
  let best = { estimate: start, middle: Number.POSITIVE_INFINITY, seen: 0 };
  let spread = Number.POSITIVE_INFINITY;
  const pixels = telling(ours, shows);
  for (let round = 0; round <= ROUNDS; round++) {
    const step = stepped([ours, theirs], estimate, { spread, pixels }, leans);
    if (step === null) break;
    const { middle, seen } = step;
    if (middle < best.middle && seen >= STILL_SEEN * best.seen) best = { estimate, middle, seen };
    if (step.next === null || farthest(estimate.mapping, step.next.mapping, ours) < STILL) break;
    estimate = step.next;
    spread = Math.max(LEAST_ROBUST, ROBUST * middle);
  }
  return best.estimate;
};

/** Steep pixels, spread over the whole visible area. */
const telling = (plane: FloatPlane, shows: Shows | undefined): Uint32Array => {
  let steep: Uint32Array = new Uint32Array(0);
  for (const least of STEEP) {
    const all = apartKernel().steepPixels(plane, least);
    steep = shows === undefined ? all : all.filter((k) => shows(...placeOf(plane, k)));
    if (steep.length >= ENOUGH_PIXELS) break;
  }
  const step = Math.ceil(steep.length / MANY_PIXELS);
  return step <= 1 ? steep : steep.filter((_, k) => k % step === 0);
};

const placeOf = ({ width, height }: FloatPlane, k: number): readonly [number, number] => {
  const row = Math.floor(k / width);
  return [(k - row * width + 0.5) / width, (row + 0.5) / height];
};

/** How far the corners of a picture move from one map to another, px. */
const farthest = (before: PlaneMap, after: PlaneMap, { width, height }: FloatPlane): number =>
  Math.max(
    ...[0, width].flatMap((x) =>
      [0, height].map((y) => {
        const [[u, v], [p, q]] = [mapped(before, x, y), mapped(after, x, y)];
        return Math.hypot(p - u, q - v);
      }),
    ),
  );

/** How far pixels are apart, the middle one of them; how many lie on theirs, and a step of Gauss–Newton from there, null where nothing says one. */
interface Step {
  readonly middle: number;
  readonly seen: number;
  readonly next: PhotometricMap | null;
}

/** Null where the planes hardly lie on each other. */
const stepped = (
  [ours, theirs]: readonly [FloatPlane, FloatPlane],
  estimate: PhotometricMap,
  how: { readonly spread: number; readonly pixels: Uint32Array },
  leans: boolean,
): Step | null => {
  const { normal, right, apart } = apartKernel().equations(ours, theirs, estimate, how);
  if (apart.length < FEWEST_PIXELS) return null;
  const solved = solve(rowsOf(normal, right, leans ? UNKNOWNS : AFFINE));
  const [, , , , , , dGain = 0, dBias = 0] = solved ?? [];
  const next = solved && {
    ...{
      mapping: moved(estimate.mapping, solved, ours),
      gain: estimate.gain + dGain / 128,
      bias: estimate.bias + dBias,
    },
  };
  return { middle: middleValue(apart, apart.length) ?? 0, seen: apart.length, next };
};

/** Applies a step, whose unknowns are those of the map from our centre in units of half the longer side. */
const moved = (mapping: PlaneMap, step: readonly number[], { width, height }: FloatPlane): PlaneMap => {
  const size = Math.max(width, height) / 2;
  const [u, v] = mapped(mapping, width / 2, height / 2);
  const outward = { ...STRAIGHT, a: size, c: width / 2, e: size, f: height / 2 };
  const inner = composed({ ...STRAIGHT, c: -u, f: -v }, composed(mapping, outward));
  const [da = 0, db = 0, dc = 0, dd = 0, de = 0, df = 0, , , dg = 0, dh = 0] = step;
  const next = {
    ...{ a: inner.a + da, b: inner.b + db, c: inner.c + dc, d: inner.d + dd, e: inner.e + de, f: inner.f + df },
    ...{ g: inner.g + dg, h: inner.h + dh },
  };
  const inward = { ...STRAIGHT, a: 1 / size, c: -width / 2 / size, e: 1 / size, f: -height / 2 / size };
  return composed({ ...STRAIGHT, c: u, f: v }, composed(next, inward));
};

const STRAIGHT: PlaneMap = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0, g: 0, h: 0 };

/** The normal equations row by row, of which the upper half is there; a little damped, so that what nothing speaks for stays as it is (Levenberg). */
const rowsOf = (normal: Float64Array, right: Float64Array, unknowns: number): readonly Float64Array[] =>
  Array.from({ length: unknowns }, (_, m) => {
    const line = new Float64Array(unknowns + 1);
    for (let n = 0; n < unknowns; n++) line[n] = normal[Math.min(m, n) * UNKNOWNS + Math.max(m, n)] ?? 0;
    line[m] = (line[m] ?? 0) * 1.0001 + 1e-3;
    line[unknowns] = right[m] ?? 0;
    return line;
  });
