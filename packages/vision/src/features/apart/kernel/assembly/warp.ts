/** Added to a whole number below 2³², it leaves that in the lower half of its bits. */
const WHOLE: f64 = 4503599627370496;

/** The f32 at two addresses as f64. */
function both(first: usize, second: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load32_lane(second, v128.load32_zero(first), 1));
}

/** Within a range; of what is no number the least. */
function clamped(value: v128, most: v128): v128 {
  return f64x2.pmin(f64x2.pmax(f64x2.splat(0), value), most);
}

/** Warps a plane onto a picture of `width` × `height` px by bilinear interpolation. `map`: eight f64. Both sides of theirs are at least two. */
export function warp(
  their: usize,
  theirWidth: i32,
  theirHeight: i32,
  map: usize,
  width: i32,
  height: i32,
  out: usize,
): void {
  const a = f64x2.splat(load<f64>(map));
  const c = f64x2.splat(load<f64>(map, 16));
  const d = f64x2.splat(load<f64>(map, 24));
  const f = f64x2.splat(load<f64>(map, 40));
  const g = f64x2.splat(load<f64>(map, 48));
  const isFlat = load<f64>(map, 48) === 0 && load<f64>(map, 56) === 0;
  const one = f64x2.splat(1);
  const right = f64x2.splat(<f64>(theirWidth - 2));
  const bottom = f64x2.splat(<f64>(theirHeight - 2));
  const across = f64x2.splat(<f64>theirWidth);
  const whole = f64x2.splat(WHOLE);
  const stride = 4 * <usize>theirWidth;
  for (let y = 0; y < height; y++) {
    const byB = f64x2.splat(load<f64>(map, 8) * <f64>y);
    const byE = f64x2.splat(load<f64>(map, 32) * <f64>y);
    const byH = f64x2.splat(load<f64>(map, 56) * <f64>y);
    const row = out + 4 * <usize>(y * width);
    for (let x = 0; x < width; x += 2) {
      const place = f64x2.replace_lane(f64x2.splat(<f64>x), 1, <f64>(x + 1));
      let u = f64x2.add(f64x2.add(f64x2.mul(a, place), byB), c);
      let v = f64x2.add(f64x2.add(f64x2.mul(d, place), byE), f);
      if (!isFlat) {
        const weight = f64x2.add(f64x2.add(f64x2.mul(g, place), byH), one);
        u = f64x2.div(u, weight);
        v = f64x2.div(v, weight);
      }
      const left = clamped(f64x2.floor(u), right);
      const top = clamped(f64x2.floor(v), bottom);
      const p = clamped(f64x2.sub(u, left), one);
      const q = clamped(f64x2.sub(v, top), one);
      const at = f64x2.add(f64x2.add(f64x2.mul(top, across), left), whole);
      const first = their + 4 * <usize>i32x4.extract_lane(at, 0);
      const second = their + 4 * <usize>i32x4.extract_lane(at, 2);
      const restP = f64x2.sub(one, p);
      const restQ = f64x2.sub(one, q);
      const upper = f64x2.add(
        f64x2.mul(f64x2.mul(restP, restQ), both(first, second)),
        f64x2.mul(f64x2.mul(p, restQ), both(first + 4, second + 4)),
      );
      const third = f64x2.add(upper, f64x2.mul(f64x2.mul(restP, q), both(first + stride, second + stride)));
      const sum = f64x2.add(third, f64x2.mul(f64x2.mul(p, q), both(first + stride + 4, second + stride + 4)));
      v128.store64_lane(row + 4 * <usize>x, f32x4.demote_f64x2_zero(sum), 0);
    }
  }
}

/** Of each pixel 1 where a map takes it within an extent, else 0. `map`: eight f64. */
export function within(
  map: usize,
  width: i32,
  height: i32,
  left: f64,
  top: f64,
  right: f64,
  bottom: f64,
  out: usize,
): void {
  const a = f64x2.splat(load<f64>(map));
  const c = f64x2.splat(load<f64>(map, 16));
  const d = f64x2.splat(load<f64>(map, 24));
  const f = f64x2.splat(load<f64>(map, 40));
  const g = f64x2.splat(load<f64>(map, 48));
  const isFlat = load<f64>(map, 48) === 0 && load<f64>(map, 56) === 0;
  const one = f64x2.splat(1);
  const first = f64x2.splat(left);
  const last = f64x2.splat(right);
  for (let y = 0; y < height; y++) {
    const byB = f64x2.splat(load<f64>(map, 8) * <f64>y);
    const byE = f64x2.splat(load<f64>(map, 32) * <f64>y);
    const byH = f64x2.splat(load<f64>(map, 56) * <f64>y);
    const row = out + y * width;
    for (let x = 0; x < width; x += 2) {
      const place = f64x2.replace_lane(f64x2.splat(<f64>x), 1, <f64>(x + 1));
      let u = f64x2.add(f64x2.add(f64x2.mul(a, place), byB), c);
      let v = f64x2.add(f64x2.add(f64x2.mul(d, place), byE), f);
      if (!isFlat) {
        const weight = f64x2.add(f64x2.add(f64x2.mul(g, place), byH), one);
        u = f64x2.div(u, weight);
        v = f64x2.div(v, weight);
      }
      const inColumns = v128.and(f64x2.ge(u, first), f64x2.lt(u, last));
      const inRows = v128.and(f64x2.ge(v, f64x2.splat(top)), f64x2.lt(v, f64x2.splat(bottom)));
      const which = i64x2.bitmask(v128.and(inColumns, inRows));
      store<u16>(row + x, <u16>((which & 1) | ((which & 2) << 7)));
    }
  }
}
