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

/**
 * `sparseScore` at each place of a grid `columns` × `rows` with its corner at `base`, a float a place, row by row, to `scores`. Neighbours of a row are summed four or eight
 * at a time, and rows two or three at a time, as most of the work is decoding an edge pixel; each place in the summation order of `sparseScore`. `scores` has
 * room for the columns rounded up to four, and that is a row's length.
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
  const line = (<usize>((columns + 3) & ~3)) << 2;
  const down = (<usize>stride) << 2;
  let column: i32 = 0;
  for (; column + 4 < columns; column += 8) {
    let to = scores + ((<usize>column) << 2);
    for (let row: i32 = 0; row < rows; row += 2, to += 2 * line) {
      const corner = base + row * stride + column;
      // Where there is no second row the first one is summed twice.
      const below: usize = row + 1 < rows ? down : 0;
      let near = f32x4.splat(0);
      let far = f32x4.splat(0);
      let nearBelow = f32x4.splat(0);
      let farBelow = f32x4.splat(0);
      for (let p = pixels; p < end; p += next) {
        const o = (<usize>(load<i32>(p) + corner)) << 2;
        const tx = v128.load32_splat(p, 4);
        const ty = v128.load32_splat(p, 8);
        const x = fx + o;
        const y = fy + o;
        near = f32x4.add(near, f32x4.add(f32x4.mul(tx, v128.load(x)), f32x4.mul(ty, v128.load(y))));
        far = f32x4.add(far, f32x4.add(f32x4.mul(tx, v128.load(x, 16)), f32x4.mul(ty, v128.load(y, 16))));
        const u = x + below;
        const v = y + below;
        nearBelow = f32x4.add(nearBelow, f32x4.add(f32x4.mul(tx, v128.load(u)), f32x4.mul(ty, v128.load(v))));
        farBelow = f32x4.add(farBelow, f32x4.add(f32x4.mul(tx, v128.load(u, 16)), f32x4.mul(ty, v128.load(v, 16))));
      }
      v128.store(to, near);
      v128.store(to, far, 16);
      if (below === 0) continue;
      v128.store(to + line, nearBelow);
      v128.store(to + line, farBelow, 16);
    }
  }
  if (column >= columns) return;
  let to = scores + ((<usize>column) << 2);
  for (let row: i32 = 0; row < rows; row += 3, to += 3 * line) {
    const corner = base + row * stride + column;
    const second: usize = row + 1 < rows ? down : 0;
    const third: usize = row + 2 < rows ? 2 * down : second;
    let one = f32x4.splat(0);
    let two = f32x4.splat(0);
    let three = f32x4.splat(0);
    for (let p = pixels; p < end; p += next) {
      const o = (<usize>(load<i32>(p) + corner)) << 2;
      const tx = v128.load32_splat(p, 4);
      const ty = v128.load32_splat(p, 8);
      const x = fx + o;
      const y = fy + o;
      one = f32x4.add(one, f32x4.add(f32x4.mul(tx, v128.load(x)), f32x4.mul(ty, v128.load(y))));
      two = f32x4.add(two, f32x4.add(f32x4.mul(tx, v128.load(x + second)), f32x4.mul(ty, v128.load(y + second))));
      three = f32x4.add(three, f32x4.add(f32x4.mul(tx, v128.load(x + third)), f32x4.mul(ty, v128.load(y + third))));
    }
    v128.store(to, one);
    if (row + 1 < rows) v128.store(to + line, two);
    if (row + 2 < rows) v128.store(to + 2 * line, three);
  }
}

/**
 * The highest correlation at the places of a grid that `sparseScores` has scored, `lists` grids of `plane` bytes behind each other: score·step / √(own·density + 1e-9). The density of a place is the
 * field's energy (|g|²·1024 summed up, `integral` that of the first place) under a box there, a pixel, and `floor`; `owns` holds the energies of the lists (f64). Returns place · lists + list, −1
 * where there is none, and writes the correlation (f64) to `most`.
 */
export function highest(
  scores: usize,
  plane: usize,
  lists: i32,
  owns: usize,
  columns: i32,
  rows: i32,
  integral: usize,
  integralStride: i32,
  boxWidth: i32,
  boxHeight: i32,
  step: f64,
  floor: f64,
  most: usize,
): i32 {
  const across = (<usize>boxWidth) << 2;
  const down = (<usize>(boxHeight * integralStride)) << 2;
  const area = <f64>(boxWidth * boxHeight);
  const line = (columns + 3) & ~3;
  let best: i32 = -1;
  let largest: f64 = -Infinity;
  for (let row: i32 = 0; row < rows; row++) {
    for (let column: i32 = 0; column < columns; column++) {
      const place = row * line + column;
      const score = scores + ((<usize>place) << 2);
      let density: f64 = -1;
      for (let list: i32 = 0; list < lists; list++) {
        const product = <f64>load<f32>(score + <usize>list * plane);
        // Most places are no better than none: their energy is not computed.
        if (largest >= 0 && product <= 0) continue;
        if (density < 0) {
          const corner = integral + ((<usize>(row * integralStride + column)) << 2);
          const sum =
            <f64>load<i32>(corner + down + across) -
            <f64>load<i32>(corner + down) -
            <f64>load<i32>(corner + across) +
            <f64>load<i32>(corner);
          density = sum / 1024 / area + floor;
        }
        const correlation = (product * step) / sqrt(load<f64>(owns + ((<usize>list) << 3)) * density + 1e-9);
        if (correlation <= largest) continue;
        largest = correlation;
        best = place * lists + list;
      }
    }
  }
  store<f64>(most, largest);
  return best;
}
