/** Of blue and of red less luma, as f64: within a cast to f32 a literal would be one. */
const BLUE: f64 = 0.564;
const RED: f64 = 0.713;

/** Luma and the two colour differences of interleaved RGB, f32; `blue` and `red`: 0 if not needed. */
export function planes(source: usize, pixels: i32, luma: usize, blue: usize, red: usize): void {
  for (let i = 0; i < pixels; i++, source += 3) {
    const r = <f64>load<u8>(source);
    const g = <f64>load<u8>(source, 1);
    const b = <f64>load<u8>(source, 2);
    const y = 0.299 * r + 0.587 * g + 0.114 * b;
    const at = 4 * <usize>i;
    store<f32>(luma + at, <f32>y);
    if (blue === 0) continue;
    store<f32>(blue + at, <f32>(BLUE * (b - y)));
    store<f32>(red + at, <f32>(RED * (r - y)));
  }
}

/** The f32 at an address as f64. */
function at(address: usize): f64 {
  return <f64>load<f32>(address);
}

/** Means of four pixels each. */
export function halve(source: usize, width: i32, out: usize, across: i32, down: i32): void {
  const stride = 4 * <usize>width;
  for (let y = 0; y < down; y++) {
    let p = source + 2 * <usize>y * stride;
    for (let x = 0; x < across; x++, p += 8, out += 4)
      store<f32>(out, <f32>((at(p) + at(p + 4) + at(p + stride) + at(p + stride + 4)) / 4));
  }
}

/** Two floats as f64. */
function pair(address: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(address));
}

function blend(before: v128, here: v128, after: v128): v128 {
  const sum = f64x2.add(f64x2.add(before, f64x2.mul(f64x2.splat(2), here)), after);
  return f32x4.demote_f64x2_zero(f64x2.mul(sum, f64x2.splat(0.25)));
}

/** Each pixel with its neighbours, 1 : 2 : 1 across and down; at the edge a pixel is its own neighbour. `across`: as large as `out`. */
export function smooth(source: usize, width: i32, height: i32, across: usize, out: usize): void {
  const stride = 4 * <usize>width;
  for (let y = 0; y < height; y++) {
    const row = source + <usize>y * stride;
    const to = across + <usize>y * stride;
    for (let x = 1; x + 1 < width; x += 2) {
      const p = row + 4 * <usize>x;
      v128.store64_lane(to + 4 * <usize>x, blend(pair(p - 4), pair(p), pair(p + 4)), 0);
    }
    const last = 4 * <usize>(width - 1);
    const second = width > 1 ? 4 : 0;
    store<f32>(to, <f32>((at(row) + 2 * at(row) + at(row + second)) / 4));
    store<f32>(to + last, <f32>((at(row + last - second) + 2 * at(row + last) + at(row + last)) / 4));
  }
  for (let y = 0; y < height; y++) {
    const row = across + <usize>y * stride;
    const above = y > 0 ? row - stride : row;
    const below = y + 1 < height ? row + stride : row;
    const to = out + <usize>y * stride;
    for (let x = 0; x < width; x += 2) {
      const k = 4 * <usize>x;
      v128.store64_lane(to + k, blend(pair(above + k), pair(row + k), pair(below + k)), 0);
    }
  }
}
