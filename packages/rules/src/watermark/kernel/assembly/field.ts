/**
 * Softly normalised gradient field of an 8-bit plane: Sobel / 8, then g / (|g| + softening), so that a faint edge counts nearly as
 * much as a strong one. With `doubled` the angle is doubled (g² / |g|), which forgets on which side of an edge it is lighter.
 *
 * `fx`, `fy`: f32, stride `stride`, zeroed by the caller beyond the picture. `integral`: i32, (width + 1) × (height + 1), sums of
 * |field|² · 1024 above and to the left; its first row and column are zeroed here.
 */
export function gradientField(
  luma: usize,
  width: i32,
  height: i32,
  fx: usize,
  fy: usize,
  stride: i32,
  integral: usize,
  softening: f32,
  doubled: bool,
  scratch: usize,
): void {
  // Three rows as floats, each with room for what vectors read and write beyond it: what is worked on stays in the nearest cache.
  const room: usize = (<usize>(width + 31) & ~15) << 2;
  memory.fill(integral, 0, (<usize>(width + 1)) << 2);
  widen(luma, scratch + 64, width);
  if (height > 1) widen(luma + width, scratch + 64 + room, width);
  for (let y: i32 = 0; y < height; y++) {
    const to = (<usize>(y * stride)) << 2;
    if (y === 0 || y === height - 1) {
      memory.fill(fx + to, 0, (<usize>width) << 2);
      memory.fill(fy + to, 0, (<usize>width) << 2);
    } else {
      const below = scratch + 64 + <usize>((y + 1) % 3) * room;
      widen(luma + (y + 1) * width, below, width);
      const above = scratch + 64 + <usize>((y - 1) % 3) * room;
      const row = scratch + 64 + <usize>(y % 3) * room;
      fieldRow(above, row, below, width, fx + to, fy + to, stride, softening, doubled);
    }
    energyRow(fx + to, fy + to, width, integral + ((<usize>(y * (width + 1))) << 2));
  }
}

/** Bytes as f32, sixteen at a time: up to 15 more are read, and written, beyond the last. */
function widen(from: usize, to: usize, count: i32): void {
  for (let i: i32 = 0; i < count; i += 16) {
    const bytes = v128.load(from + i);
    const low = i16x8.extend_low_i8x16_u(bytes);
    const high = i16x8.extend_high_i8x16_u(bytes);
    const at = to + ((<usize>i) << 2);
    v128.store(at, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(low)));
    v128.store(at, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(low)), 16);
    v128.store(at, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(high)), 32);
    v128.store(at, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(high)), 48);
  }
}

function fieldRow(
  upper: usize,
  row: usize,
  lower: usize,
  width: i32,
  fx: usize,
  fy: usize,
  stride: i32,
  softening: f32,
  doubled: bool,
): void {
  const eighth = f32x4.splat(0.125);
  const two = f32x4.splat(2);
  const soft = f32x4.splat(softening);
  const tiny = f32x4.splat(1e-6);
  store<f32>(fx, 0);
  store<f32>(fy, 0);
  for (let x: i32 = 1; x < width - 1; x += 4) {
    const o = (<usize>x) << 2;
    const a = v128.load(upper + o - 4);
    const b = v128.load(upper + o);
    const c = v128.load(upper + o + 4);
    const d = v128.load(row + o - 4);
    const f = v128.load(row + o + 4);
    const g = v128.load(lower + o - 4);
    const h = v128.load(lower + o);
    const i = v128.load(lower + o + 4);
    const right = f32x4.add(f32x4.add(c, i), f32x4.mul(two, f));
    const left = f32x4.add(f32x4.add(a, g), f32x4.mul(two, d));
    const below = f32x4.add(f32x4.add(g, i), f32x4.mul(two, h));
    const above = f32x4.add(f32x4.add(a, c), f32x4.mul(two, b));
    const dx = f32x4.mul(eighth, f32x4.sub(right, left));
    const dy = f32x4.mul(eighth, f32x4.sub(below, above));
    const magnitude = f32x4.sqrt(f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)));
    const scale = f32x4.div(f32x4.splat(1), f32x4.add(magnitude, soft));
    if (doubled) {
      const k = f32x4.div(scale, f32x4.add(magnitude, tiny));
      v128.store(fx + o, f32x4.mul(k, f32x4.sub(f32x4.mul(dx, dx), f32x4.mul(dy, dy))));
      v128.store(fy + o, f32x4.mul(k, f32x4.mul(two, f32x4.mul(dx, dy))));
    } else {
      v128.store(fx + o, f32x4.mul(dx, scale));
      v128.store(fy + o, f32x4.mul(dy, scale));
    }
  }
  for (let x: i32 = width - 1; x < min(width + 3, stride); x++) {
    store<f32>(fx + ((<usize>x) << 2), 0);
    store<f32>(fy + ((<usize>x) << 2), 0);
  }
}

/** The row of the integral below `above` (as long as the field's and one more). */
function energyRow(fx: usize, fy: usize, width: i32, above: usize): void {
  const scale = f32x4.splat(1024);
  const none = i32x4.splat(0);
  const here = above + ((<usize>(width + 1)) << 2);
  let sum: i32 = 0;
  store<i32>(here, 0);
  let x: i32 = 0;
  for (; x + 3 < width; x += 4) {
    const a = v128.load(fx + ((<usize>x) << 2));
    const b = v128.load(fy + ((<usize>x) << 2));
    const each = i32x4.trunc_sat_f32x4_s(f32x4.mul(f32x4.add(f32x4.mul(a, a), f32x4.mul(b, b)), scale));
    const pairs = i32x4.add(each, v128.shuffle<i32>(each, none, 4, 0, 1, 2));
    const sums = i32x4.add(i32x4.add(pairs, v128.shuffle<i32>(pairs, none, 4, 4, 0, 1)), i32x4.splat(sum));
    const o = (<usize>(x + 1)) << 2;
    v128.store(here + o, i32x4.add(v128.load(above + o), sums));
    sum = i32x4.extract_lane(sums, 3);
  }
  for (; x < width; x++) {
    const a = load<f32>(fx + ((<usize>x) << 2));
    const b = load<f32>(fy + ((<usize>x) << 2));
    sum += <i32>((a * a + b * b) * 1024);
    const o = (<usize>(x + 1)) << 2;
    store<i32>(here + o, load<i32>(above + o) + sum);
  }
}
