/**
 * Turns a correlation map (stride `stride`, columns 0…lastX, rows 0…lastY) in place into scores value·scale / √(energy·weight + floor),
 * where energy is the sum of the field's |g|²·1024 under the template's box. Writes the largest score of each row to `rowMaxima` and
 * returns the sum of squared scores.
 */
export function normalise(
  map: usize,
  stride: i32,
  integral: usize,
  integralStride: i32,
  boxWidth: i32,
  boxHeight: i32,
  lastX: i32,
  lastY: i32,
  scale: f32,
  weight: f32,
  floor: f32,
  rowMaxima: usize,
): f64 {
  let squares: f64 = 0;
  const s4 = f32x4.splat(scale);
  const w4 = f32x4.splat(weight);
  const f4 = f32x4.splat(floor);
  const across = (<usize>boxWidth) << 2;
  for (let y: i32 = 0; y <= lastY; y++) {
    const row = map + ((<usize>(y * stride)) << 2);
    const above = integral + ((<usize>(y * integralStride)) << 2);
    const below = integral + ((<usize>((y + boxHeight) * integralStride)) << 2);
    let most = f32x4.splat(-1e9);
    let sum = f32x4.splat(0);
    let x: i32 = 0;
    for (; x + 3 <= lastX; x += 4) {
      const o = (<usize>x) << 2;
      const energy = i32x4.add(
        i32x4.sub(v128.load(below + o + across), v128.load(below + o)),
        i32x4.sub(v128.load(above + o), v128.load(above + o + across)),
      );
      const norm = f32x4.sqrt(f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(energy), w4), f4));
      const z = f32x4.div(f32x4.mul(v128.load(row + o), s4), norm);
      v128.store(row + o, z);
      most = f32x4.max(most, z);
      sum = f32x4.add(sum, f32x4.mul(z, z));
    }
    let largest: f32 = max<f32>(
      max<f32>(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
      max<f32>(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
    );
    let rowSum: f32 =
      f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
    for (; x <= lastX; x++) {
      const o = (<usize>x) << 2;
      const energy = <f32>(
        (load<i32>(below + o + across) - load<i32>(below + o) + load<i32>(above + o) - load<i32>(above + o + across))
      );
      const z: f32 = (load<f32>(row + o) * scale) / sqrt<f32>(energy * weight + floor);
      store<f32>(row + o, z);
      largest = max<f32>(largest, z);
      rowSum += z * z;
    }
    store<f32>(rowMaxima + ((<usize>y) << 2), largest);
    squares += rowSum;
  }
  return squares;
}

/**
 * Correlation of a field with a sparse template at one place: the sum over every `step`th edge pixel of tx·fx + ty·fy. An edge pixel is 16
 * bytes: i32 offset (y·stride + x), f32 tx, f32 ty, i32 block. `base` is the offset of the template's corner.
 */
export function sparseScore(pixels: usize, count: i32, step: i32, fx: usize, fy: usize, base: i32): f32 {
  let sum: f32 = 0;
  const stride = (<usize>step) << 4;
  const end = pixels + ((<usize>count) << 4);
  for (let p = pixels; p < end; p += stride) {
    const o = (<usize>(load<i32>(p) + base)) << 2;
    sum += load<f32>(p, 4) * load<f32>(fx + o) + load<f32>(p, 8) * load<f32>(fy + o);
  }
  return sum;
}

/** The same, summed by block into `products`; `energies` gets the field's |g|² under the edge pixels. Both f32, zeroed by the caller. */
export function blockScores(
  pixels: usize,
  count: i32,
  fx: usize,
  fy: usize,
  base: i32,
  products: usize,
  energies: usize,
): void {
  const end = pixels + ((<usize>count) << 4);
  for (let p = pixels; p < end; p += 16) {
    const o = (<usize>(load<i32>(p) + base)) << 2;
    const b = (<usize>load<i32>(p, 12)) << 2;
    const x = load<f32>(fx + o);
    const y = load<f32>(fy + o);
    store<f32>(products + b, load<f32>(products + b) + load<f32>(p, 4) * x + load<f32>(p, 8) * y);
    store<f32>(energies + b, load<f32>(energies + b) + x * x + y * y);
  }
}

/**
 * `sparseScore` at each place of a grid `columns` × `rows` whose corner lies at `base`, a float a place, row by row, to `scores`. Four neighbours are summed
 * side by side, each in the order in which `sparseScore` sums it; `scores` has room for the columns rounded up to four, and that is a row's length.
 */
export function sparseScores(
  pixels: usize,
  count: i32,
  step: i32,
  fx: usize,
  fy: usize,
  base: i32,
  stride: i32,
  columns: i32,
  rows: i32,
  scores: usize,
): void {
  const next = (<usize>step) << 4;
  const end = pixels + ((<usize>count) << 4);
  let to = scores;
  for (let row: i32 = 0; row < rows; row++) {
    let column: i32 = 0;
    for (; column + 4 < columns; column += 8) {
      const corner = base + row * stride + column;
      let near = f32x4.splat(0);
      let far = f32x4.splat(0);
      for (let p = pixels; p < end; p += next) {
        const o = (<usize>(load<i32>(p) + corner)) << 2;
        const tx = v128.load32_splat(p, 4);
        const ty = v128.load32_splat(p, 8);
        near = f32x4.add(near, f32x4.add(f32x4.mul(tx, v128.load(fx + o)), f32x4.mul(ty, v128.load(fy + o))));
        far = f32x4.add(far, f32x4.add(f32x4.mul(tx, v128.load(fx + o, 16)), f32x4.mul(ty, v128.load(fy + o, 16))));
      }
      v128.store(to, near);
      v128.store(to, far, 16);
      to += 32;
    }
    if (column < columns) {
      const corner = base + row * stride + column;
      let sum = f32x4.splat(0);
      for (let p = pixels; p < end; p += next) {
        const o = (<usize>(load<i32>(p) + corner)) << 2;
        const tx = v128.load32_splat(p, 4);
        const ty = v128.load32_splat(p, 8);
        sum = f32x4.add(sum, f32x4.add(f32x4.mul(tx, v128.load(fx + o)), f32x4.mul(ty, v128.load(fy + o))));
      }
      v128.store(to, sum);
      to += 16;
    }
  }
}

/** `blockScores` at four neighbouring places, the first at `base`: four floats a block. */
export function blockScoresOfFour(
  pixels: usize,
  count: i32,
  fx: usize,
  fy: usize,
  base: i32,
  products: usize,
  energies: usize,
): void {
  const end = pixels + ((<usize>count) << 4);
  for (let p = pixels; p < end; p += 16) {
    const o = (<usize>(load<i32>(p) + base)) << 2;
    const b = (<usize>load<i32>(p, 12)) << 4;
    const x = v128.load(fx + o);
    const y = v128.load(fy + o);
    const tx = v128.load32_splat(p, 4);
    const ty = v128.load32_splat(p, 8);
    v128.store(products + b, f32x4.add(f32x4.add(v128.load(products + b), f32x4.mul(tx, x)), f32x4.mul(ty, y)));
    v128.store(energies + b, f32x4.add(f32x4.add(v128.load(energies + b), f32x4.mul(x, x)), f32x4.mul(y, y)));
  }
}
