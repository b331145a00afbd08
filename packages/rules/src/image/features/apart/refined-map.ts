import { giveBack } from '../../../kernel/byte-room.ts';
import { type PlaneMap, solve } from '../pair/mapping.ts';
import { apartKernel } from './kernel/apart-kernel.ts';
import { type FloatPlane, type LitMap, UNKNOWNS } from './kernel/kernel.ts';
import { middleValue } from './middle-value.ts';

const ROUNDS = 6;
/** Px that a corner moves by in a step that is the last one. */
const STILL = 0.02;
/** Longest side, px, of what is looked at: finer than this it does not get more exact. */
const LARGEST_SIDE = 320;
const SMALLEST_SIDE = 48;
/** Differences beyond so many times the middle one count for little, and never those up to so many levels. */
const ROBUST = 4;
const LEAST_ROBUST = 2;
/** About so many pixels are enough, one of each small square: with three times as many no other verdict was given but at the very bound. */
const MANY_PIXELS = 2000;
const FEWEST_PIXELS = 200;

/**
 * The affine map near `start`, from pixels of ours to pixels of theirs, under which their luma agrees best: Gauss–Newton, coarse to fine, in which little counts what
 * differs much (Geman and McClure's weights). Where the start is off by a pixel or so (`isNear`), only the finest is looked at.
 */
export const refinedMap = (ours: FloatPlane, theirs: FloatPlane, start: PlaneMap, isNear = false): PlaneMap => {
  const levels = [{ ours, theirs, by: 1 }];
  for (let last = levels[0]; last !== undefined; last = levels.at(-1)) {
    const sides = [last.ours.width, last.ours.height, last.theirs.width, last.theirs.height];
    if (Math.min(...sides) < 2 * SMALLEST_SIDE) break;
    levels.push({ ours: apartKernel().halved(last.ours), theirs: apartKernel().halved(last.theirs), by: 2 * last.by });
  }
  const coarsest = levels.at(-1);
  const used = levels.filter(
    (level) => level === coarsest || Math.max(level.ours.width, level.ours.height) <= LARGEST_SIDE,
  );
  let laying: LitMap = { mapping: start, gain: 1, bias: 0 };
  for (const level of isNear ? used.slice(0, 1) : used.reverse()) {
    const found = refinedAt(level.ours, level.theirs, { ...laying, mapping: reduced(laying.mapping, level.by) });
    laying = { ...found, mapping: reduced(found.mapping, 1 / level.by) };
  }
  for (const { ours: own, theirs: their } of levels.slice(1)) for (const { data } of [own, their]) giveBack(data);
  return laying.mapping;
};

/** The same map between pictures that are smaller `by` so much: pixels are areas, and of the first one the middle moves. */
const reduced = ({ a, b, c, d, e, f }: PlaneMap, by: number): PlaneMap => {
  const middle = (by - 1) / 2;
  return {
    ...{ a, b, d, e, g: 0, h: 0 },
    c: (c + (a + b - 1) * middle) / by,
    f: (f + (d + e - 1) * middle) / by,
  };
};

const refinedAt = (ours: FloatPlane, theirs: FloatPlane, start: LitMap): LitMap => {
  let laying = start;
  let spread = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const next = stepped(ours, theirs, laying, spread);
    if (next === null) return laying;
    const moved = farthest(laying.mapping, next.laying.mapping, ours);
    ({ laying, spread } = next);
    if (moved < STILL) break;
  }
  return laying;
};

/** How far the corners of a picture move from one map to another, px. */
const farthest = (before: PlaneMap, after: PlaneMap, { width, height }: FloatPlane): number => {
  const moved = (x: number, y: number): number =>
    Math.hypot(
      (after.a - before.a) * x + (after.b - before.b) * y + after.c - before.c,
      (after.d - before.d) * x + (after.e - before.e) * y + after.f - before.f,
    );
  return Math.max(moved(0, 0), moved(width, 0), moved(0, height), moved(width, height));
};

/** One step of Gauss–Newton; null where the planes hardly lie on each other, or nothing is in them. */
const stepped = (
  ours: FloatPlane,
  theirs: FloatPlane,
  laying: LitMap,
  spread: number,
): { readonly laying: LitMap; readonly spread: number } | null => {
  const stride = Math.max(1, Math.floor(Math.sqrt((ours.width * ours.height) / MANY_PIXELS)));
  const { normal, right, apart } = apartKernel().equations(ours, theirs, laying, { spread, stride });
  const solved = apart.length < FEWEST_PIXELS ? null : solve(rowsOf(normal, right));
  if (solved === null) return null;
  const [da = 0, db = 0, dc = 0, dd = 0, de = 0, df = 0, dGain = 0, dBias = 0] = solved;
  const { a, b, c, d, e, f } = laying.mapping;
  const size = Math.max(ours.width, ours.height) / 2;
  const next = {
    ...{ a: a + da / size, b: b + db / size, d: d + dd / size, e: e + de / size, g: 0, h: 0 },
    c: c + dc - (da * ours.width + db * ours.height) / 2 / size,
    f: f + df - (dd * ours.width + de * ours.height) / 2 / size,
  };
  const middle = middleValue(apart, apart.length) ?? 0;
  return {
    laying: { mapping: next, gain: laying.gain + dGain / 128, bias: laying.bias + dBias },
    spread: Math.max(LEAST_ROBUST, ROBUST * middle),
  };
};

/** The normal equations row by row, of which the upper half is there; a little damped, so that what nothing speaks for stays as it is (Levenberg). */
const rowsOf = (normal: Float64Array, right: Float64Array): readonly Float64Array[] =>
  Array.from({ length: UNKNOWNS }, (_, m) => {
    const line = new Float64Array(UNKNOWNS + 1);
    for (let n = 0; n < UNKNOWNS; n++) line[n] = normal[Math.min(m, n) * UNKNOWNS + Math.max(m, n)] ?? 0;
    line[m] = (line[m] ?? 0) * 1.0001 + 1e-3;
    line[UNKNOWNS] = right[m] ?? 0;
    return line;
  });
