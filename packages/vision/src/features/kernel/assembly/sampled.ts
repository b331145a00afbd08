/** The three channels at an address, and a fourth number that says nothing. */
function channels(address: usize): v128 {
  return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(address))));
}

function between(first: v128, second: v128, share: v128): v128 {
  return f32x4.add(f32x4.mul(first, f32x4.sub(f32x4.splat(1), share)), f32x4.mul(second, share));
}

/**
 * Each pixel of interleaved RGB where a map leads in another picture, between the four pixels there. `map`: eight f64; `out`: three bytes a pixel. Of both up to three
 * bytes behind the end are read and written.
 */
export function sampled(
  source: usize,
  sourceWidth: i32,
  sourceHeight: i32,
  map: usize,
  out: usize,
  width: i32,
  height: i32,
): void {
  const a = load<f64>(map);
  const d = load<f64>(map, 24);
  const g = load<f64>(map, 48);
  const c = load<f64>(map, 16);
  const f = load<f64>(map, 40);
  const isFlat = g === 0 && load<f64>(map, 56) === 0;
  const lastLeft = <f64>(sourceWidth - 2);
  const lastTop = <f64>(sourceHeight - 2);
  const row = 3 * sourceWidth;
  for (let line = 0; line < height; line++) {
    const y = <f64>line;
    const byB = load<f64>(map, 8) * y;
    const byE = load<f64>(map, 32) * y;
    const byH = load<f64>(map, 56) * y;
    for (let column = 0; column < width; column++) {
      const x = <f64>column;
      let u = a * x + byB + c;
      let v = d * x + byE + f;
      if (!isFlat) {
        const w = g * x + byH + 1;
        u /= w;
        v /= w;
      }
      const left = max<f64>(0, min<f64>(lastLeft, floor(u)));
      const top = max<f64>(0, min<f64>(lastTop, floor(v)));
      const p = f32x4.splat(<f32>max<f64>(0, min<f64>(1, u - left)));
      const q = f32x4.splat(<f32>max<f64>(0, min<f64>(1, v - top)));
      const at = source + row * <i32>top + 3 * <i32>left;
      const upper = between(channels(at), channels(at + 3), p);
      const lower = between(channels(at + row), channels(at + row + 3), p);
      const levels = f32x4.floor(f32x4.add(between(upper, lower, q), f32x4.splat(0.5)));
      const words = i32x4.trunc_sat_f32x4_u(levels);
      const halves = i16x8.narrow_i32x4_u(words, words);
      v128.store32_lane(out, i8x16.narrow_i16x8_u(halves, halves), 0);
      out += 3;
    }
  }
}
