import { type ApartKernel, UNKNOWNS } from '../kernel.ts';

export const steepPixels: ApartKernel['steepPixels'] = ({ width, height, data }, least) => {
  const out = new Uint32Array(width * height);
  const { fround } = Math;
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, k = y * width + 1; x < width - 1; x++, k++) {
      const across = fround((data[k + 1] ?? 0) - (data[k - 1] ?? 0));
      const down = fround((data[k + width] ?? 0) - (data[k - width] ?? 0));
      if (fround(Math.abs(across) + Math.abs(down)) >= fround(least)) out[count++] = k;
    }
  }
  return out.slice(0, count);
};

/** How far an edge may lie off before it counts for less, px. */
const HALF_PIXEL = 0.5;

/** What a step is to solve. In one loop: it is run over some thousand pixels. */
export const equations: ApartKernel['equations'] = (ours, theirs, { mapping, gain, bias }, { spread, pixels }) => {
  const { a, b, c, d, e, f, g, h } = mapping;
  const { width, height, data: there } = theirs;
  const size = Math.max(ours.width, ours.height) / 2;
  const [middleX, middleY] = [ours.width / 2, ours.height / 2];
  const middleW = g * middleX + h * middleY + 1;
  const [middleU, middleV] = [(a * middleX + b * middleY + c) / middleW, (d * middleX + e * middleY + f) / middleW];
  const normal = new Float64Array(UNKNOWNS * UNKNOWNS);
  const [right, row] = [new Float64Array(UNKNOWNS), new Float64Array(UNKNOWNS)];
  const apart = new Float32Array(pixels.length);
  let count = 0;
  for (const pixel of pixels) {
    const [x, y] = [pixel % ours.width, Math.floor(pixel / ours.width)];
    const w = g * x + h * y + 1;
    const u = (a * x + b * y + c) / w;
    const v = (d * x + e * y + f) / w;
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
    const residual = (ours.data[pixel] ?? 0) - gain * value - bias;
    apart[count++] = Math.abs(residual);
    const [slopeX, slopeY] = [(gain * (after - before)) / 2 / w, (gain * (below - above)) / 2 / w];
    const [i, j] = [(x - middleX) / size, (y - middleY) / size];
    const leaning = 0 - (slopeX * (u - middleU) + slopeY * (v - middleV));
    row[0] = slopeX * i;
    row[1] = slopeX * j;
    row[2] = slopeX;
    row[3] = slopeY * i;
    row[4] = slopeY * j;
    row[5] = slopeY;
    row[6] = value / 128;
    row[7] = 1;
    row[8] = leaning * i;
    row[9] = leaning * j;
    const share = residual / (spread + HALF_PIXEL * (Math.abs(slopeX) + Math.abs(slopeY)));
    add(normal, right, row, { residual, weight: 1 / ((1 + share * share) * (1 + share * share)) });
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
