/** `sparseScore` over all edge pixels, summed by block into `products`; `energies` gets the field's |g|² under them. Both f32, zeroed by the caller. */
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

/**
 * How well a mark's blocks agree with a field at four neighbouring places. `lists` many pairs of sums by block lie behind each other at `sums`, products and then energies of
 * `blocks` × 4 floats each, and at `owns` as many times the energies of the mark's blocks (f64). To `means` goes, place by place (f64), the mean over the blocks of the best correlation
 * on any list; blocks without energy of their own are left out.
 */
export function agreements(sums: usize, owns: usize, blocks: i32, lists: i32, means: usize): void {
  const plane = (<usize>blocks) << 4;
  const least = f64x2.splat(-1);
  let left = f64x2.splat(0);
  let right = f64x2.splat(0);
  let usedLeft = f64x2.splat(0);
  let usedRight = f64x2.splat(0);
  const one = f64x2.splat(1);
  for (let block: i32 = 0; block < blocks; block++) {
    let bestLeft = least;
    let bestRight = least;
    let p = sums + ((<usize>block) << 4);
    let o = owns + ((<usize>block) << 3);
    for (let list: i32 = 0; list < lists; list++, p += 2 * plane, o += (<usize>blocks) << 3) {
      const own = load<f64>(o);
      if (!(own > 0)) continue;
      const product = v128.load(p);
      const energy = v128.load(p + plane);
      bestLeft = f64x2.pmax(bestLeft, correlations(own, product, energy));
      bestRight = f64x2.pmax(bestRight, correlations(own, highHalf(product), highHalf(energy)));
    }
    const isLeft = f64x2.gt(bestLeft, least);
    const isRight = f64x2.gt(bestRight, least);
    left = f64x2.add(left, v128.and(bestLeft, isLeft));
    right = f64x2.add(right, v128.and(bestRight, isRight));
    usedLeft = f64x2.add(usedLeft, v128.and(one, isLeft));
    usedRight = f64x2.add(usedRight, v128.and(one, isRight));
  }
  v128.store(means, f64x2.div(left, f64x2.max(one, usedLeft)));
  v128.store(means, f64x2.div(right, f64x2.max(one, usedRight)), 16);
}

/** Of the first two of four places. */
function correlations(own: f64, products: v128, energies: v128): v128 {
  const product = f64x2.promote_low_f32x4(products);
  const energy = f64x2.promote_low_f32x4(energies);
  const square = f64x2.mul(f64x2.splat(own), f64x2.add(energy, f64x2.splat(0.05 * own)));
  return f64x2.div(product, f64x2.sqrt(f64x2.add(square, f64x2.splat(1e-3))));
}

function highHalf(values: v128): v128 {
  return v128.shuffle<f32>(values, values, 2, 3, 2, 3);
}
