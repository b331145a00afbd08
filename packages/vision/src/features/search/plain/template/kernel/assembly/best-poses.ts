/** Stored poses of a product; bytes of one. */
const BEST_POSES: i32 = 3;
export const POSE: usize = 48;
/** Layings that are one: how far their middles lie apart, in how far they reach, and how much larger one is. */
const ONE_PLACE: f64 = 0.3;
const ONE_SIZE: f64 = 0.2;

/** Inserts a pose into the best few, merging near duplicates; returns their number. `best`: difference, x, y, reach, mirror and the product, f64 each. */
export function keep(best: usize, count: i32, apart: f64, x: f64, y: f64, reach: f64, mirror: f64, product: i32): i32 {
  let at = -1;
  for (let k = 0; k < count; k++) {
    const other = best + POSE * <usize>k;
    const dx = load<f64>(other, 8) - x;
    const dy = load<f64>(other, 16) - y;
    if (load<f64>(other, 32) !== mirror) continue;
    if (dx * dx + dy * dy >= ONE_PLACE * ONE_PLACE * reach * reach) continue;
    if (abs(load<f64>(other, 24) / reach - 1) >= ONE_SIZE) continue;
    if (load<f64>(other) <= apart) return count;
    at = k;
    break;
  }
  if (at < 0) {
    if (count < BEST_POSES) at = count++;
    else if (load<f64>(best + POSE * <usize>(BEST_POSES - 1)) > apart) at = BEST_POSES - 1;
    else return count;
  }
  // Those that are less like it go one further.
  while (at > 0 && load<f64>(best + POSE * <usize>(at - 1)) > apart) {
    memory.copy(best + POSE * <usize>at, best + POSE * <usize>(at - 1), POSE);
    at--;
  }
  const to = best + POSE * <usize>at;
  store<f64>(to, apart);
  store<f64>(to, x, 8);
  store<f64>(to, y, 16);
  store<f64>(to, reach, 24);
  store<f64>(to, mirror, 32);
  store<f64>(to, <f64>product, 40);
  return count;
}
