/** Px of a side of a cell, of a window of two by two of them, and of the pixels of a window. */
const CELL: i32 = 4;
const WINDOW: usize = 8;
const PIXELS: f64 = 64;
/** Sums of a cell: of ours, of theirs, of squares of both and of products; bytes of them. */
const SUMS: usize = 40;

/** The f32 at an address as f64. */
function at(address: usize): f64 {
  return <f64>load<f32>(address);
}

/** The sums of so many px across and down. */
function sumUp(own: usize, their: usize, stride: usize, side: usize, to: usize): void {
  let a: f64 = 0;
  let b: f64 = 0;
  let aa: f64 = 0;
  let bb: f64 = 0;
  let ab: f64 = 0;
  for (let y: usize = 0; y < side; y += 1) {
    for (let x: usize = 0; x < 4 * side; x += 4) {
      const p = at(own + x);
      const q = at(their + x);
      a += p;
      b += q;
      aa += p * p;
      bb += q * q;
      ab += p * q;
    }
    own += stride;
    their += stride;
  }
  store<f64>(to, a);
  store<f64>(to, b, 8);
  store<f64>(to, aa, 16);
  store<f64>(to, bb, 24);
  store<f64>(to, ab, 32);
}

/** Of a window what is missing of the product of both deviations that its covariance must have, a share of it. */
function missing(a: f64, b: f64, aa: f64, bb: f64, ab: f64, share: f64): f64 {
  const own = a / PIXELS;
  const their = b / PIXELS;
  const variances = (aa / PIXELS - own * own) * (bb / PIXELS - their * their);
  return share * sqrt(max(0, variances)) - (ab / PIXELS - own * their);
}

/** The same of a window of which the sums lie there. */
function missingAt(sums: usize, share: f64): f64 {
  return missing(
    load<f64>(sums),
    load<f64>(sums, 8),
    load<f64>(sums, 16),
    load<f64>(sums, 24),
    load<f64>(sums, 32),
    share,
  );
}

/** Returns the largest unexplained part of any known window of two by two cells, over shifts of theirs up to one px; 0 if none exceeds `least`. `sums`: five f64 a cell, and of a window. */
export function unrelated(
  own: usize,
  their: usize,
  width: i32,
  columns: i32,
  rows: i32,
  known: usize,
  sums: usize,
  share: f64,
  least: f64,
): f64 {
  const stride = 4 * <usize>width;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      if (!load<u8>(known + cell)) continue;
      const p = 4 * <usize>(row * CELL * width + column * CELL);
      sumUp(own + p, their + p, stride, <usize>CELL, sums + SUMS * <usize>cell);
    }
  }
  let most: f64 = 0;
  const window = sums + SUMS * <usize>(columns * rows);
  const below = SUMS * <usize>columns;
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const k = known + row * columns + column;
      if (!(load<u8>(k) & load<u8>(k, 1) & load<u8>(k + columns) & load<u8>(k + columns, 1))) continue;
      const s = sums + SUMS * <usize>(row * columns + column);
      const t = s + below;
      const here = missing(
        load<f64>(s) + load<f64>(s, 40) + load<f64>(t) + load<f64>(t, 40),
        load<f64>(s, 8) + load<f64>(s, 48) + load<f64>(t, 8) + load<f64>(t, 48),
        load<f64>(s, 16) + load<f64>(s, 56) + load<f64>(t, 16) + load<f64>(t, 56),
        load<f64>(s, 24) + load<f64>(s, 64) + load<f64>(t, 24) + load<f64>(t, 64),
        load<f64>(s, 32) + load<f64>(s, 72) + load<f64>(t, 32) + load<f64>(t, 72),
        share,
      );
      if (!(here > max(least, most))) continue;
      const first = 4 * <usize>(row * CELL * width + column * CELL);
      let fewest = here;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          if (fewest <= most) break;
          sumUp(own + first, their + first + 4 * (dy * width + dx), stride, WINDOW, window);
          fewest = min(fewest, missingAt(window, share));
        }
      }
      if (fewest > max(least, most)) most = fewest;
    }
  }
  return most;
}
