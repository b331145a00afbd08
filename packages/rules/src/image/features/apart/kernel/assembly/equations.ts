const UNKNOWNS: i32 = 8;

/** The f32 at an address as f64. */
function at(address: usize): f64 {
  return <f64>load<f32>(address);
}

/**
 * The normal equations of a step towards a better map, and how many pixels are in them. `laying`: eight f64, six of the map, gain and bias; `row`: room for eight f64;
 * `normal`: 64 f64 and their right side, eight, all 0 before; `apart`: f32 a pixel.
 */
export function equations(
  own: usize,
  ownWidth: i32,
  ownHeight: i32,
  their: usize,
  width: i32,
  height: i32,
  laying: usize,
  spread: f64,
  stride: i32,
  row: usize,
  normal: usize,
  apart: usize,
): i32 {
  const a = load<f64>(laying);
  const b = load<f64>(laying, 8);
  const c = load<f64>(laying, 16);
  const d = load<f64>(laying, 24);
  const e = load<f64>(laying, 32);
  const f = load<f64>(laying, 40);
  const gain = load<f64>(laying, 48);
  const bias = load<f64>(laying, 56);
  const size = <f64>max(ownWidth, ownHeight) / 2;
  const lastX = <f64>(width - 2);
  const lastY = <f64>(height - 2);
  const line = 4 * <usize>width;
  const right = normal + 8 * UNKNOWNS * UNKNOWNS;
  let count = 0;
  for (let y = 0; y < ownHeight; y += stride) {
    for (let x = 0; x < ownWidth; x += stride) {
      const u = a * <f64>x + b * <f64>y + c;
      const v = d * <f64>x + e * <f64>y + f;
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
      const residual = at(own + 4 * <usize>(y * ownWidth + x)) - gain * value - bias;
      store<f32>(apart + 4 * <usize>count, <f32>abs(residual));
      count++;
      const slopeX = (gain * (after - before)) / 2;
      const slopeY = (gain * (below - above)) / 2;
      const i = (<f64>x - <f64>ownWidth / 2) / size;
      const j = (<f64>y - <f64>ownHeight / 2) / size;
      store<f64>(row, slopeX * i);
      store<f64>(row, slopeX * j, 8);
      store<f64>(row, slopeX, 16);
      store<f64>(row, slopeY * i, 24);
      store<f64>(row, slopeY * j, 32);
      store<f64>(row, slopeY, 40);
      store<f64>(row, value / 128, 48);
      store<f64>(row, 1, 56);
      const share = residual / spread;
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
  }
  return count;
}
