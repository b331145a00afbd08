// Pixels filled from around, WebAssembly SIMD; the JavaScript reference in testing/fill-rounds-js.ts gives the same numbers. Addresses are bytes.

/** Two of four neighbours in a row. */
// @ts-expect-error: decorator
function two(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

// @ts-expect-error: decorator
function meanAround(at: usize, row: usize): v128 {
  const sum = f64x2.add(f64x2.add(f64x2.add(two(at - 16), two(at + 16)), two(at - row)), two(at + row));
  return f32x4.demote_f64x2_zero(f64x2.mul(sum, f64x2.splat(0.25)));
}

function fill(at: usize, row: usize): void {
  const first = meanAround(at, row);
  const second = meanAround(at + 8, row);
  v128.store64_lane(at, first, 0);
  v128.store64_lane(at + 8, second, 0);
}

/** Rounds of Gauss and Seidel, forth and back. `all`: four f32 a pixel, one of each patch; `pixels`: i32 each; `row`: bytes from one row to the next. */
export function fillRounds(all: usize, pixels: usize, count: i32, row: usize, rounds: i32): void {
  for (let round = 0; round < rounds; round++) {
    if ((round & 1) === 0) {
      for (let k = 0; k < count; k++) fill(all + 16 * <usize>load<i32>(pixels + 4 * k), row);
    } else {
      for (let k = count - 1; k >= 0; k--) fill(all + 16 * <usize>load<i32>(pixels + 4 * k), row);
    }
  }
}
