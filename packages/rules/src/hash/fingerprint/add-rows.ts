/**
 * Adds rows of `grid`, from `start` on, to `out`, each times its factor; a row is as long as `out`, and there are a multiple of four. Four
 * at a time, in the order of one at a time, so that sums are the same to the last bit.
 */
export const addRows = (grid: Float64Array, start: number, factors: Float64Array, out: Float64Array): void => {
  const length = out.length;
  for (let k = 0; k < factors.length; k += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = [factors[k], factors[k + 1], factors[k + 2], factors[k + 3]];
    const first = start + k * length;
    for (let x = 0; x < length; x++) {
      const at = first + x;
      out[x] =
        (out[x] ?? 0) +
        a * (grid[at] ?? 0) +
        b * (grid[at + length] ?? 0) +
        c * (grid[at + 2 * length] ?? 0) +
        d * (grid[at + 3 * length] ?? 0);
    }
  }
};
