/** Bilinear interpolation. `across` and `down`: i32 a sample, the one before it, then as many i32, how far behind that it lies, of 256. `line`: i32 a source pixel. */
export function resize(
  source: usize,
  width: i32,
  target: usize,
  targetWidth: i32,
  targetHeight: i32,
  across: usize,
  down: usize,
  line: usize,
): void {
  const behindAcross = across + 4 * targetWidth;
  const behindDown = down + 4 * targetHeight;
  for (let y = 0; y < targetHeight; y++) {
    const upper = source + load<i32>(down + 4 * y) * width;
    const lower = upper + width;
    const v = load<i32>(behindDown + 4 * y);
    // Of both rows at once, the upper one in the low half: 16 bits each hold what a sum along the row comes to.
    for (let x = 0; x < width; x += 16) {
      const a = v128.load(upper + x);
      const b = v128.load(lower + x);
      v128.store(line + 4 * x, pairs(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b), 0));
      v128.store(line + 4 * x, pairs(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b), 1), 16);
      v128.store(line + 4 * x, pairs(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b), 0), 32);
      v128.store(line + 4 * x, pairs(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b), 1), 48);
    }
    for (let x = 0; x < targetWidth; x++) {
      const at = line + 4 * load<i32>(across + 4 * x);
      const u = load<i32>(behindAcross + 4 * x);
      const both = load<u32>(at) * (256 - u) + load<u32>(at, 4) * u;
      store<u8>(target + x, <u8>(((both & 0xffff) * (256 - v) + (both >> 16) * v + 32768) >> 16));
    }
    target += targetWidth;
  }
}

/** u16 of two rows in turn. */
// @ts-expect-error: decorator
function pairs(a: v128, b: v128, half: i32): v128 {
  return half === 0
    ? v128.shuffle<u16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
    : v128.shuffle<u16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

// @ts-expect-error: decorator
function tap(at: usize, step: i32, high: bool): v128 {
  const o3 = 3 * step;
  const o2 = 2 * step;
  let sum = i16x8.mul(wide(v128.load(at), high), i16x8.splat(54));
  sum = i16x8.add(
    sum,
    i16x8.mul(i16x8.add(wide(v128.load(at - step), high), wide(v128.load(at + step), high)), i16x8.splat(49)),
  );
  sum = i16x8.add(
    sum,
    i16x8.mul(i16x8.add(wide(v128.load(at - o2), high), wide(v128.load(at + o2), high)), i16x8.splat(34)),
  );
  sum = i16x8.add(
    sum,
    i16x8.mul(i16x8.add(wide(v128.load(at - o3), high), wide(v128.load(at + o3), high)), i16x8.splat(18)),
  );
  return i16x8.shr_u(i16x8.add(sum, i16x8.splat(128)), 8);
}

// @ts-expect-error: decorator
function wide(bytes: v128, high: bool): v128 {
  return high ? i16x8.extend_high_i8x16_u(bytes) : i16x8.extend_low_i8x16_u(bytes);
}

function tapped(at: usize, step: i32): i32 {
  return (
    ((<i32>load<u8>(at - 3 * step) + <i32>load<u8>(at + 3 * step)) * 18 +
      (<i32>load<u8>(at - 2 * step) + <i32>load<u8>(at + 2 * step)) * 34 +
      (<i32>load<u8>(at - step) + <i32>load<u8>(at + step)) * 49 +
      <i32>load<u8>(at) * 54 +
      128) >>
    8
  );
}

/** A Gaussian of seven taps, along the rows and then down them; three pixels at each edge stay as they are. `line`: as large as the level. */
export function blur(source: usize, width: i32, height: i32, between: usize, target: usize): void {
  memory.copy(between, source, width * height);
  for (let y = 0; y < height; y++) {
    let i = source + y * width + 3;
    const end = source + (y + 1) * width - 3;
    let out = between + y * width + 3;
    for (; i + 16 <= end; i += 16) {
      v128.store(out, i8x16.narrow_i16x8_u(tap(i, 1, false), tap(i, 1, true)));
      out += 16;
    }
    for (; i < end; i++) store<u8>(out++, <u8>tapped(i, 1));
  }
  memory.copy(target, between, width * height);
  let i = between + 3 * width;
  const end = between + (height - 3) * width;
  let out = target + 3 * width;
  for (; i + 16 <= end; i += 16) {
    v128.store(out, i8x16.narrow_i16x8_u(tap(i, width, false), tap(i, width, true)));
    out += 16;
  }
  for (; i < end; i++) store<u8>(out++, <u8>tapped(i, width));
}
