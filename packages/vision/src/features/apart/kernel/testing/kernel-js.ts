import { unfilled } from '@listing-lint/rules/kernel';
import { APART_CELL, type ApartKernel, type FloatPlane } from '../kernel.ts';
import { equations, steepPixels } from './equations-js.ts';
import { unrelated } from './unrelated-js.ts';

/** The kernel in plain JavaScript. */
export const createJsApartKernel = (): ApartKernel => ({
  planes,
  halved,
  smoothed,
  warp,
  within,
  slope,
  wholeCells,
  cells,
  light,
  unrelated,
  steepPixels,
  equations,
});

const planes: ApartKernel['planes'] = ({ width, height, data }, hasColour) => {
  const pixels = width * height;
  const luma = new Float32Array(pixels);
  const [blue, red] = [new Float32Array(hasColour ? pixels : 0), new Float32Array(hasColour ? pixels : 0)];
  for (let i = 0, p = 0; i < pixels; i++, p += 3) {
    const [r, g, b] = [data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0];
    const y = 0.299 * r + 0.587 * g + 0.114 * b;
    luma[i] = y;
    if (!hasColour) continue;
    blue[i] = 0.564 * (b - y);
    red[i] = 0.713 * (r - y);
  }
  return [luma, blue, red];
};

const halved: ApartKernel['halved'] = ({ width, height, data }) => {
  const [across, down] = [width >> 1, height >> 1];
  const out = new Float32Array(across * down);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const at = 2 * y * width + 2 * x;
      const upper = (data[at] ?? 0) + (data[at + 1] ?? 0);
      out[y * across + x] = (upper + (data[at + width] ?? 0) + (data[at + width + 1] ?? 0)) / 4;
    }
  }
  return { width: across, height: down, data: out };
};

const smoothed: ApartKernel['smoothed'] = ({ width, height, data }) => {
  const [across, out] = [new Float32Array(data.length), new Float32Array(data.length)];
  for (let y = 0, k = 0; y < height; y++) {
    for (let x = 0; x < width; x++, k++) {
      const [before, after] = [x > 0 ? k - 1 : k, x + 1 < width ? k + 1 : k];
      across[k] = ((data[before] ?? 0) + 2 * (data[k] ?? 0) + (data[after] ?? 0)) / 4;
    }
  }
  for (let y = 0, k = 0; y < height; y++) {
    const [above, below] = [y > 0 ? -width : 0, y + 1 < height ? width : 0];
    for (let x = 0; x < width; x++, k++)
      out[k] = ((across[k + above] ?? 0) + 2 * (across[k] ?? 0) + (across[k + below] ?? 0)) / 4;
  }
  return out;
};

/** Of what is no number 0. */
const clamped = (value: number, most: number): number => (value > 0 ? Math.min(value, most) : 0);

const warp: ApartKernel['warp'] = (theirs, { a, b, c, d, e, f, g, h }, { width, height }) => {
  const out = new Float32Array(width * height);
  const [right, bottom] = [theirs.width - 1, theirs.height - 1];
  if (right < 1 || bottom < 1) return out;
  const { data, width: across } = theirs;
  for (let y = 0, k = 0; y < height; y++) {
    for (let x = 0; x < width; x++, k++) {
      const weight = g * x + h * y + 1;
      const u = (a * x + b * y + c) / weight;
      const v = (d * x + e * y + f) / weight;
      const left = clamped(Math.floor(u), right - 1);
      const top = clamped(Math.floor(v), bottom - 1);
      const [p, q] = [clamped(u - left, 1), clamped(v - top, 1)];
      const at = top * across + left;
      const below = at + across;
      const upper = (1 - p) * (1 - q) * (data[at] ?? 0) + p * (1 - q) * (data[at + 1] ?? 0);
      out[k] = upper + (1 - p) * q * (data[below] ?? 0) + p * q * (data[below + 1] ?? 0);
    }
  }
  return out;
};

const within: ApartKernel['within'] = ({ a, b, c, d, e, f, g, h }, { width, height }, { left, top, right, bottom }) => {
  const out = unfilled(width * height);
  for (let y = 0, k = 0; y < height; y++) {
    for (let x = 0; x < width; x++, k++) {
      const weight = g * x + h * y + 1;
      const u = (a * x + b * y + c) / weight;
      const v = (d * x + e * y + f) / weight;
      out[k] = u >= left && v >= top && u < right && v < bottom ? 1 : 0;
    }
  }
  return out;
};

/** Sums of four lanes of f32, as SIMD has them. */
const addedLanes = ([a = 0, b = 0, c = 0, d = 0]: Float32Array): number => a + b + (c + d);

const slope: ApartKernel['slope'] = ({ width, height, data }, counts) => {
  const isCounted = (k: number): boolean => counts[k] === 1 && counts[k + 1] === 1 && counts[k + width] === 1;
  const steps = (k: number) => [(data[k + 1] ?? 0) - (data[k] ?? 0), (data[k + width] ?? 0) - (data[k] ?? 0)] as const;
  const rounded = (k: number): number => {
    const [across, down] = steps(k);
    return Math.fround(Math.fround(Math.abs(across)) + Math.fround(Math.abs(down)));
  };
  let sum = 0;
  for (let y = 0; y + 1 < height; y += 2) {
    const lanes = new Float32Array(4);
    for (let x = 0, k = y * width; x + 1 < width; ) {
      if (x + 4 < width && [k, k + 1, k + 2, k + 3].every(isCounted)) {
        lanes.forEach((lane, n) => {
          lanes[n] = lane + rounded(k + n);
        });
        x += 4;
        k += 4;
        continue;
      }
      if (isCounted(k)) {
        const [across, down] = steps(k);
        sum += Math.abs(across) + Math.abs(down);
      }
      x++;
      k++;
    }
    sum += addedLanes(lanes);
  }
  return sum;
};

const wholeCells: ApartKernel['wholeCells'] = (isThere, { width, height }) => {
  const [columns, rows] = [Math.floor(width / APART_CELL), Math.floor(height / APART_CELL)];
  const known = new Uint8Array(columns * rows);
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      let count = 0;
      for (let y = 0; y < APART_CELL; y++) {
        const at = (row * APART_CELL + y) * width + column * APART_CELL;
        for (let x = 0; x < APART_CELL; x++) count += isThere[at + x] === 1 ? 1 : 0;
      }
      known[row * columns + column] = count === APART_CELL * APART_CELL ? 1 : 0;
    }
  }
  return known;
};

const PIXELS = APART_CELL * APART_CELL;

/** Of a cell, column by column, in f32: levels, steps across and down, and lengths of these. */
const ofCell = (data: Float32Array, width: number, first: number) => {
  const room = (): Float32Array => new Float32Array(APART_CELL);
  const [sum, across, down, lengths] = [room(), room(), room(), room()];
  const { fround } = Math;
  for (let y = 0; y < APART_CELL; y++) {
    for (let x = 0, k = first + y * width; x < APART_CELL; x++, k++) {
      const stepX = fround((data[k + 1] ?? 0) - (data[k - 1] ?? 0));
      const stepY = fround((data[k + width] ?? 0) - (data[k - width] ?? 0));
      sum[x] = (sum[x] ?? 0) + (data[k] ?? 0);
      across[x] = (across[x] ?? 0) + stepX;
      down[x] = (down[x] ?? 0) + stepY;
      lengths[x] = (lengths[x] ?? 0) + fround(Math.sqrt(fround(fround(stepX * stepX) + fround(stepY * stepY))));
    }
  }
  return { sum, across, down, lengths };
};

const cells = ({ width, data }: FloatPlane, known: Uint8Array) => {
  const columns = Math.floor(width / APART_CELL);
  const [mean, net] = [new Float32Array(known.length), new Float32Array(known.length)];
  const rough = new Float32Array(known.length);
  for (let cell = 0; cell < known.length; cell++) {
    if (known[cell] !== 1) continue;
    const row = Math.floor(cell / columns);
    const first = row * APART_CELL * width + (cell - row * columns) * APART_CELL;
    const lanes = ofCell(data, width, first);
    const [across, down] = [addedLanes(lanes.across), addedLanes(lanes.down)];
    mean[cell] = addedLanes(lanes.sum) / PIXELS;
    // Steps are over two pixels.
    net[cell] = Math.sqrt(across * across + down * down) / (2 * PIXELS);
    rough[cell] = addedLanes(lanes.lengths) / (2 * PIXELS);
  }
  return { mean, net, rough };
};

const light: ApartKernel['light'] = (ours, theirs, known, { gain, bias, spread }) => {
  const apart = new Float32Array(ours.length);
  let [w, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (let cell = 0; cell < ours.length; cell++) {
    if (known[cell] !== 1) continue;
    const [here, there] = [ours[cell] ?? 0, theirs[cell] ?? 0];
    const left = here - gain * there - bias;
    apart[cell] = left;
    const share = left / spread;
    const weight = 1 / ((1 + share * share) * (1 + share * share));
    w += weight;
    x += weight * there;
    y += weight * here;
    xx += weight * there * there;
    xy += weight * there * here;
  }
  return { apart, sums: [w, x, y, xx, xy] };
};
