// Marks rendered at a width: sums in f64 of products that are exact in f64, in the order in which kernel-js.ts makes them, so that both give the same numbers.
import { transposeInto } from '../../../../kernel/assembly/transpose';

function low(values: v128): v128 {
  return f64x2.promote_low_f32x4(values);
}

function high(values: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i32>(values, values, 2, 3, 0, 1));
}

/** Two vectors of f64 as one of f32. */
function narrowed(first: v128, second: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(first), f32x4.demote_f64x2_zero(second), 0, 2);
}

/**
 * Weighted sums along rows `stride` floats long, of which there are `rows`, to rows of `width`; four rows at a time, so that there is room for three rows more
 * on either side. `first` (i32) and `weights` (f32, `count` of them) by sample; `scratch`: 16 bytes a column and 64 more.
 */
export function across(
  source: usize,
  stride: i32,
  rows: i32,
  target: usize,
  width: i32,
  first: usize,
  weights: usize,
  count: i32,
  scratch: usize,
): void {
  const from: usize = (<usize>stride) << 2;
  const to: usize = (<usize>width) << 2;
  for (let y: i32 = 0; y < rows; y += 4) {
    const row = source + <usize>y * from;
    for (let x: i32 = 0; x < stride; x += 4) {
      transposeInto(scratch + ((<usize>x) << 4), 16, row + ((<usize>x) << 2), from);
    }
    let weight = weights;
    for (let x: i32 = 0; x < width; x++) {
      const o = (<usize>x) << 2;
      let p = scratch + ((<usize>load<i32>(first + o)) << 4);
      let one = f64x2.splat(0);
      let two = f64x2.splat(0);
      for (let k: i32 = 0; k < count; k++) {
        const w = f64x2.splat(<f64>load<f32>(weight));
        const values = v128.load(p);
        one = f64x2.add(one, f64x2.mul(w, low(values)));
        two = f64x2.add(two, f64x2.mul(w, high(values)));
        weight += 4;
        p += 16;
      }
      const sums = narrowed(one, two);
      const at = target + <usize>y * to + o;
      v128.store32_lane(at, sums, 0);
      v128.store32_lane(at + to, sums, 1);
      v128.store32_lane(at + 2 * to, sums, 2);
      v128.store32_lane(at + 3 * to, sums, 3);
    }
  }
}

function added(sum: v128, weight: v128, values: v128): v128 {
  return narrowed(
    f64x2.add(low(sum), f64x2.mul(weight, low(values))),
    f64x2.add(high(sum), f64x2.mul(weight, high(values))),
  );
}

/** Weighted sums down columns: rows of `width`, `height` of them at `target`. Writes and reads up to seven floats beyond the last. */
export function down(
  source: usize,
  width: i32,
  target: usize,
  height: i32,
  first: usize,
  weights: usize,
  count: i32,
): void {
  const step: usize = (<usize>width) << 2;
  for (let y: i32 = 0; y < height; y++) {
    const top = source + <usize>load<i32>(first + ((<usize>y) << 2)) * step;
    const own = weights + ((<usize>(y * count)) << 2);
    for (let x: i32 = 0; x < width; x += 8) {
      let p = top + ((<usize>x) << 2);
      let one = f32x4.splat(0);
      let two = f32x4.splat(0);
      for (let k: i32 = 0; k < count; k++) {
        const w = f64x2.splat(<f64>load<f32>(own + ((<usize>k) << 2)));
        one = added(one, w, v128.load(p));
        two = added(two, w, v128.load(p, 16));
        p += step;
      }
      const at = target + <usize>y * step + ((<usize>x) << 2);
      v128.store(at, one);
      v128.store(at, two, 16);
    }
  }
}

function pair(address: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(address));
}

/**
 * Field of a rendered mark (`alpha`, `ink`, f32) on a background, to `fx` and `fy`, zero along the border; gives the sum of its squares. `luma`: as large as
 * the mark, and a float more.
 */
export function field(
  alpha: usize,
  ink: usize,
  luma: usize,
  width: i32,
  height: i32,
  background: f64,
  softening: f64,
  doubled: bool,
  fx: usize,
  fy: usize,
): f64 {
  const count = width * height;
  const ground = f64x2.splat(background);
  const whole = f64x2.splat(1);
  for (let i: i32 = 0; i < count; i += 2) {
    const o = (<usize>i) << 2;
    const blended = f64x2.add(f64x2.mul(ground, f64x2.sub(whole, pair(alpha + o))), pair(ink + o));
    v128.store64_lane(luma + o, f32x4.demote_f64x2_zero(blended), 0);
  }
  memory.fill(fx, 0, (<usize>count) << 2);
  memory.fill(fy, 0, (<usize>count) << 2);
  let energy: f64 = 0;
  for (let y: i32 = 1; y < height - 1; y++) {
    for (let x: i32 = 1; x < width - 1; x += 2) {
      energy = fieldPair(
        luma,
        (<usize>(y * width + x)) << 2,
        (<usize>width) << 2,
        softening,
        doubled,
        fx,
        fy,
        energy,
        x + 1 < width - 1,
      );
    }
  }
  return energy;
}

/** The field of two neighbours, or of the first alone. */
function fieldPair(
  luma: usize,
  o: usize,
  step: usize,
  softening: f64,
  doubled: bool,
  fx: usize,
  fy: usize,
  energy: f64,
  both: bool,
): f64 {
  const two = f64x2.splat(2);
  const eight = f64x2.splat(8);
  const up = luma + o - step;
  const here = luma + o;
  const below = luma + o + step;
  const a = pair(up - 4);
  const b = pair(up);
  const c = pair(up + 4);
  const d = pair(here - 4);
  const f = pair(here + 4);
  const g = pair(below - 4);
  const h = pair(below);
  const k = pair(below + 4);
  const right = f64x2.add(f64x2.add(c, f64x2.mul(two, f)), k);
  const dx = f64x2.div(f64x2.sub(f64x2.sub(f64x2.sub(right, a), f64x2.mul(two, d)), g), eight);
  const lower = f64x2.add(f64x2.add(g, f64x2.mul(two, h)), k);
  const dy = f64x2.div(f64x2.sub(f64x2.sub(f64x2.sub(lower, a), f64x2.mul(two, b)), c), eight);
  if (!v128.any_true(v128.or(f64x2.ne(dx, f64x2.splat(0)), f64x2.ne(dy, f64x2.splat(0))))) return energy;
  const magnitude = f64x2.sqrt(f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy)));
  const scale = f64x2.div(f64x2.splat(1), f64x2.add(magnitude, f64x2.splat(softening)));
  let x: v128;
  let y: v128;
  if (doubled) {
    const near = f64x2.add(magnitude, f64x2.splat(1e-6));
    x = f64x2.div(f64x2.mul(scale, f64x2.sub(f64x2.mul(dx, dx), f64x2.mul(dy, dy))), near);
    y = f64x2.div(f64x2.mul(f64x2.mul(f64x2.mul(scale, two), dx), dy), near);
  } else {
    x = f64x2.mul(dx, scale);
    y = f64x2.mul(dy, scale);
  }
  const strength = f64x2.mul(magnitude, scale);
  const squares = f64x2.mul(strength, strength);
  const narrowX = f32x4.demote_f64x2_zero(x);
  const narrowY = f32x4.demote_f64x2_zero(y);
  if (!both) {
    v128.store32_lane(fx + o, narrowX, 0);
    v128.store32_lane(fy + o, narrowY, 0);
    return energy + f64x2.extract_lane(squares, 0);
  }
  v128.store64_lane(fx + o, narrowX, 0);
  v128.store64_lane(fy + o, narrowY, 0);
  return energy + f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
}

/** Lays a plane into the middle of one that is `border` px wider and higher at each side, and 0 there; no value is below 0 or above `most`. */
export function framed(source: usize, width: i32, height: i32, border: i32, most: f32, target: usize): void {
  const wide = <usize>(width + 2 * border);
  const nothing = f32x4.splat(0);
  const limit = f32x4.splat(most);
  memory.fill(target, 0, (wide * <usize>(height + 2 * border)) << 2);
  let from = source;
  for (let y: i32 = 0; y < height; y++) {
    let to = target + ((<usize>(y + border) * wide + <usize>border) << 2);
    let x: i32 = 0;
    for (; x + 3 < width; x += 4, from += 16, to += 16)
      v128.store(to, f32x4.min(limit, f32x4.max(nothing, v128.load(from))));
    for (; x < width; x++, from += 4, to += 4) store<f32>(to, min<f32>(most, max<f32>(0, load<f32>(from))));
  }
}
