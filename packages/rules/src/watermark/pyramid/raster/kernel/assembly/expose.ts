// Clean pictures made of drawings: in f64, in the order in which kernel-js.ts does it, so that both give the same bytes.

/** What the state of mulberry32 grows by with each number (kernel/random.ts). */
const STEP: i32 = 0x6d2b79f5;

function pair(address: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(address));
}

/** (before + 2 · here + after) / 4 of two neighbours. */
function blurred(before: usize, here: usize, after: usize): v128 {
  const sum = f64x2.add(f64x2.add(pair(before), f64x2.mul(f64x2.splat(2), pair(here))), pair(after));
  return f32x4.demote_f64x2_zero(f64x2.mul(sum, f64x2.splat(0.25)));
}

/** Binomial blur of a plane of `width` × `height` floats, along all of it as one line, then down its columns; `other`: as large. */
export function soften(plane: usize, other: usize, width: i32, height: i32): void {
  const count = width * height;
  const last = plane + ((<usize>(count - 1)) << 2);
  const end = load<f32>(last);
  for (let i: i32 = 1; i < count - 1; i += 2) {
    const o = (<usize>i) << 2;
    v128.store64_lane(other + o, blurred(plane + o - 4, plane + o, plane + o + 4), 0);
  }
  store<f32>(other, load<f32>(plane));
  store<f32>(other + ((<usize>(count - 1)) << 2), end);
  const step: usize = (<usize>width) << 2;
  memory.copy(plane, other, (<usize>count) << 2);
  for (let i: i32 = width; i < width * (height - 1); i += 2) {
    const o = (<usize>i) << 2;
    const sums = blurred(other + o - step, other + o, other + o + step);
    if (i + 1 < width * (height - 1)) v128.store64_lane(plane + o, sums, 0);
    else v128.store32_lane(plane + o, sums, 0);
  }
}

/** Four random numbers after those states, 0–1, less a half and doubled: −1 to 1, as f64 in two vectors. */
function drawn(states: v128): v128 {
  let t = i32x4.mul(v128.xor(states, i32x4.shr_u(states, 15)), v128.or(states, i32x4.splat(1)));
  const next = i32x4.mul(v128.xor(t, i32x4.shr_u(t, 7)), v128.or(t, i32x4.splat(61)));
  t = v128.xor(t, i32x4.add(t, next));
  return v128.xor(t, i32x4.shr_u(t, 14));
}

function signed(words: v128): v128 {
  const share = f64x2.mul(f64x2.convert_low_i32x4_u(words), f64x2.splat(2.3283064365386963e-10));
  return f64x2.sub(f64x2.mul(share, f64x2.splat(2)), f64x2.splat(1));
}

/** Mean of four samples. */
function mean(a: v128, b: v128, c: v128, d: v128): v128 {
  return f64x2.mul(f64x2.add(f64x2.add(f64x2.add(a, b), c), d), f64x2.splat(0.25));
}

/**
 * A finer octave of noise, `columns` × `rows` of a plane of twice `side`: the means of neighbouring samples of the octave before (rows of `fromColumns`), the last row
 * and column repeated, plus a random number times `weight` each. `state` is before the first number; a row of the whole plane takes 2 · `side` of them.
 */
export function octave(
  from: usize,
  fromColumns: i32,
  side: i32,
  to: usize,
  columns: i32,
  rows: i32,
  weight: f64,
  state: i32,
): void {
  const w = f64x2.splat(weight);
  const four = i32x4.mul(i32x4.splat(STEP), i32x4(1, 2, 3, 4));
  for (let y: i32 = 0; y < rows; y++) {
    const above = from + ((<usize>((y >> 1) * fromColumns)) << 2);
    const below = from + ((<usize>(min(side - 1, (y + 1) >> 1) * fromColumns)) << 2);
    const target = to + ((<usize>(y * columns)) << 2);
    const before = state + STEP * (y * 2 * side);
    for (let x: i32 = 0; x < columns; x += 4) {
      const o = (<usize>(x >> 1)) << 2;
      const a = v128.load(above + o);
      const b = v128.load(below + o);
      // Samples j, j and j, j + 1; then j + 1, j + 1 and j + 1, j + 2, of which the last column has none.
      const isLast = (x >> 1) + 2 >= side;
      const a2 = isLast ? v128.shuffle<i32>(a, a, 1, 1, 1, 1) : v128.shuffle<i32>(a, a, 1, 2, 1, 2);
      const b2 = isLast ? v128.shuffle<i32>(b, b, 1, 1, 1, 1) : v128.shuffle<i32>(b, b, 1, 2, 1, 2);
      const one = mean(
        f64x2.promote_low_f32x4(v128.shuffle<i32>(a, a, 0, 0, 0, 0)),
        f64x2.promote_low_f32x4(a),
        f64x2.promote_low_f32x4(v128.shuffle<i32>(b, b, 0, 0, 0, 0)),
        f64x2.promote_low_f32x4(b),
      );
      const two = mean(
        f64x2.promote_low_f32x4(v128.shuffle<i32>(a, a, 1, 1, 1, 1)),
        f64x2.promote_low_f32x4(a2),
        f64x2.promote_low_f32x4(v128.shuffle<i32>(b, b, 1, 1, 1, 1)),
        f64x2.promote_low_f32x4(b2),
      );
      const words = drawn(i32x4.add(i32x4.splat(before + STEP * x), four));
      const first = f32x4.demote_f64x2_zero(one);
      const second = f32x4.demote_f64x2_zero(two);
      const noisy = f64x2.add(f64x2.promote_low_f32x4(first), f64x2.mul(w, signed(words)));
      const others = v128.shuffle<i32>(words, words, 2, 3, 2, 3);
      const noisyToo = f64x2.add(f64x2.promote_low_f32x4(second), f64x2.mul(w, signed(others)));
      v128.store64_lane(target + ((<usize>x) << 2), f32x4.demote_f64x2_zero(noisy), 0);
      v128.store64_lane(target + ((<usize>x) << 2) + 8, f32x4.demote_f64x2_zero(noisyToo), 0);
    }
  }
}

/** Luma of a drawing (f32) with `strength` × noise (rows of `noiseColumns`) over it, to bytes; `white`: luma above which it is left alone. */
export function compose(
  canvas: usize,
  noise: usize,
  noiseColumns: i32,
  target: usize,
  width: i32,
  height: i32,
  strength: f64,
  white: f64,
): void {
  const s = f64x2.splat(strength);
  const half = f64x2.splat(0.5);
  const most = f64x2.splat(255);
  const spared = f64x2.splat(white);
  for (let y: i32 = 0; y < height; y++) {
    const row = canvas + ((<usize>(y * width)) << 2);
    const grain = noise + ((<usize>(y * noiseColumns)) << 2);
    const to = target + <usize>(y * width);
    for (let x: i32 = 0; x < width; x += 2) {
      const o = (<usize>x) << 2;
      const base = pair(row + o);
      const luma = f64x2.add(base, v128.andnot(f64x2.mul(s, pair(grain + o)), f64x2.gt(base, spared)));
      const level = f64x2.add(f64x2.min(luma, most), half);
      const whole = i32x4.trunc_sat_f64x2_u_zero(v128.andnot(level, f64x2.le(luma, f64x2.splat(0))));
      store<u8>(to + <usize>x, <u8>i32x4.extract_lane(whole, 0));
      if (x + 1 < width) store<u8>(to + <usize>x + 1, <u8>i32x4.extract_lane(whole, 1));
    }
  }
}
