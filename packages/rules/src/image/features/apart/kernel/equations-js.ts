import { type ApartKernel, UNKNOWNS } from './kernel.ts';

/** What a step is to solve. In one loop: it is run over some 10,000 pixels. */
export const equations: ApartKernel['equations'] = (ours, theirs, { mapping, gain, bias }, { spread, stride }) => {
  const { a, b, c, d, e, f } = mapping;
  const { width, height, data: there } = theirs;
  const size = Math.max(ours.width, ours.height) / 2;
  const normal = new Float64Array(UNKNOWNS * UNKNOWNS);
  const [right, row] = [new Float64Array(UNKNOWNS), new Float64Array(UNKNOWNS)];
  const apart = new Float32Array(Math.ceil(ours.width / stride) * Math.ceil(ours.height / stride));
  let count = 0;
  for (let y = 0; y < ours.height; y += stride) {
    for (let x = 0; x < ours.width; x += stride) {
      const u = a * x + b * y + c;
      const v = d * x + e * y + f;
      if (!(u >= 1 && v >= 1 && u < width - 2 && v < height - 2)) continue;
      const [left, top] = [Math.floor(u), Math.floor(v)];
      const [p, q] = [u - left, v - top];
      const at = top * width + left;
      const [w00, w10, w01, w11] = [(1 - p) * (1 - q), p * (1 - q), (1 - p) * q, p * q];
      const [t00, t10] = [there[at] ?? 0, there[at + 1] ?? 0];
      const [t01, t11] = [there[at + width] ?? 0, there[at + width + 1] ?? 0];
      const value = w00 * t00 + w10 * t10 + w01 * t01 + w11 * t11;
      // Slopes over two pixels: what is between two alone is noise.
      const before = w00 * (there[at - 1] ?? 0) + w10 * t00 + w01 * (there[at + width - 1] ?? 0) + w11 * t01;
      const after = w00 * t10 + w10 * (there[at + 2] ?? 0) + w01 * t11 + w11 * (there[at + width + 2] ?? 0);
      const above = w00 * (there[at - width] ?? 0) + w10 * (there[at - width + 1] ?? 0) + w01 * t00 + w11 * t10;
      const under = at + 2 * width;
      const below = w00 * t01 + w10 * t11 + w01 * (there[under] ?? 0) + w11 * (there[under + 1] ?? 0);
      const residual = (ours.data[y * ours.width + x] ?? 0) - gain * value - bias;
      apart[count++] = Math.abs(residual);
      const [slopeX, slopeY] = [(gain * (after - before)) / 2, (gain * (below - above)) / 2];
      const [i, j] = [(x - ours.width / 2) / size, (y - ours.height / 2) / size];
      row[0] = slopeX * i;
      row[1] = slopeX * j;
      row[2] = slopeX;
      row[3] = slopeY * i;
      row[4] = slopeY * j;
      row[5] = slopeY;
      row[6] = value / 128;
      row[7] = 1;
      const share = residual / spread;
      add(normal, right, row, { residual, weight: 1 / ((1 + share * share) * (1 + share * share)) });
    }
  }
  return { normal, right, apart: apart.subarray(0, count) };
};

const add = (
  normal: Float64Array,
  right: Float64Array,
  row: Float64Array,
  { residual, weight }: { readonly residual: number; readonly weight: number },
): void => {
  for (let m = 0; m < UNKNOWNS; m++) {
    const by = weight * (row[m] ?? 0);
    // In pairs, as the other kernel takes two at a time; below the diagonal nothing counts.
    for (let n = m & ~1; n < UNKNOWNS; n++)
      normal[m * UNKNOWNS + n] = (normal[m * UNKNOWNS + n] ?? 0) + by * (row[n] ?? 0);
    right[m] = (right[m] ?? 0) + by * residual;
  }
};
