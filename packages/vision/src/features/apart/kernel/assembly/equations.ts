const UNKNOWNS: i32 = 10;
/** How far an edge may lie off before it counts for less, px. */
const HALF_PIXEL: f64 = 0.5;

/** The f32 at an address as f64. */
function at(address: usize): f64 {
  return <f64>load<f32>(address);
}

/**
 * Where a plane is steep, pixels by their numbers, rows from the top: those whose neighbours differ by `least` or more, across and down together; none at its edge. `out`: u32 each. How
 * many they are.
 */
export function steepPixels(plane: usize, width: i32, height: i32, least: f32, out: usize): i32 {
  const line = 4 * <usize>width;
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const here = plane + 4 * <usize>(y * width + x);
      const across = load<f32>(here + 4) - load<f32>(here - 4);
      const down = load<f32>(here + line) - load<f32>(here - line);
      if (!(abs(across) + abs(down) >= least)) continue;
      store<u32>(out + 4 * <usize>count, y * width + x);
      count++;
    }
  }
  return count;
}

/**
 * Accumulates the normal equations of a Gauss-Newton step for the map; returns the number of pixels used. `pixels`: u32 indexes of our pixels; `estimate`: ten f64, eight of the map,
 * gain and bias; `row`: room for ten f64; `normal`: 100 f64 and their right side, ten, all 0 before; `apart`: f32 a pixel.
 */
export function equations(
  own: usize,
  ownWidth: i32,
  ownHeight: i32,
  their: usize,
  width: i32,
  height: i32,
  estimate: usize,
  spread: f64,
  pixels: usize,
  most: i32,
  row: usize,
  normal: usize,
  apart: usize,
): i32 {
  const a = load<f64>(estimate);
  const b = load<f64>(estimate, 8);
  const c = load<f64>(estimate, 16);
  const d = load<f64>(estimate, 24);
  const e = load<f64>(estimate, 32);
  const f = load<f64>(estimate, 40);
  const g = load<f64>(estimate, 48);
  const h = load<f64>(estimate, 56);
  const gain = load<f64>(estimate, 64);
  const bias = load<f64>(estimate, 72);
  const size = <f64>max(ownWidth, ownHeight) / 2;
  const middleX = <f64>ownWidth / 2;
  const middleY = <f64>ownHeight / 2;
  const middleW = g * middleX + h * middleY + 1;
  const middleU = (a * middleX + b * middleY + c) / middleW;
  const middleV = (d * middleX + e * middleY + f) / middleW;
  const lastX = <f64>(width - 2);
  const lastY = <f64>(height - 2);
  const line = 4 * <usize>width;
  const right = normal + 8 * UNKNOWNS * UNKNOWNS;
  let count = 0;
  for (let k = 0; k < most; k++) {
    const pixel = load<u32>(pixels + 4 * <usize>k);
    const y = <f64>(pixel / ownWidth);
    const x = <f64>(pixel % ownWidth);
    const w = g * x + h * y + 1;
    const u = (a * x + b * y + c) / w;
    const v = (d * x + e * y + f) / w;
    if (!(u >= 1 && v >= 1 && u < lastX && v < lastY)) continue;
    const left = floor(u);
    const top = floor(v);
    const p = u - left;
    const q = v - top;
    const here = their + 4 * <usize>(<i32>top * width + <i32>left);
    const w00 = (1 - p) * (1 - q);
    const w10 = p * (1 - q);
    const w01 = (1 - p) * q;
    const w11 = p * q;
    const t00 = at(here);
    const t10 = at(here + 4);
    const t01 = at(here + line);
    const t11 = at(here + line + 4);
    const value = w00 * t00 + w10 * t10 + w01 * t01 + w11 * t11;
    const before = w00 * at(here - 4) + w10 * t00 + w01 * at(here + line - 4) + w11 * t01;
    const after = w00 * t10 + w10 * at(here + 8) + w01 * t11 + w11 * at(here + line + 8);
    const above = w00 * at(here - line) + w10 * at(here - line + 4) + w01 * t00 + w11 * t10;
    const under = here + 2 * line;
    const below = w00 * t01 + w10 * t11 + w01 * at(under) + w11 * at(under + 4);
    const residual = at(own + 4 * <usize>pixel) - gain * value - bias;
    store<f32>(apart + 4 * <usize>count, <f32>abs(residual));
    count++;
    const slopeX = (gain * (after - before)) / 2 / w;
    const slopeY = (gain * (below - above)) / 2 / w;
    const i = (x - middleX) / size;
    const j = (y - middleY) / size;
    const leaning = 0 - (slopeX * (u - middleU) + slopeY * (v - middleV));
    store<f64>(row, slopeX * i);
    store<f64>(row, slopeX * j, 8);
    store<f64>(row, slopeX, 16);
    store<f64>(row, slopeY * i, 24);
    store<f64>(row, slopeY * j, 32);
    store<f64>(row, slopeY, 40);
    store<f64>(row, value / 128, 48);
    store<f64>(row, 1, 56);
    store<f64>(row, leaning * i, 64);
    store<f64>(row, leaning * j, 72);
    const share = residual / (spread + HALF_PIXEL * (abs(slopeX) + abs(slopeY)));
    const weight = 1 / ((1 + share * share) * (1 + share * share));
    for (let m = 0; m < UNKNOWNS; m++) {
      const by = weight * load<f64>(row + 8 * <usize>m);
      const times = f64x2.splat(by);
      for (let n = m & ~1; n < UNKNOWNS; n += 2) {
        const to = normal + 8 * <usize>(m * UNKNOWNS + n);
        v128.store(to, f64x2.add(v128.load(to), f64x2.mul(times, v128.load(row + 8 * <usize>n))));
      }
      store<f64>(right + 8 * <usize>m, load<f64>(right + 8 * <usize>m) + by * residual);
    }
  }
  return count;
}
