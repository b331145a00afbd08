/** One channel of floats, rows from the top. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** For each output sample the source samples and weights that make it; all have `count` of them, the last ones 0 where fewer do. */
export interface Taps {
  readonly count: number;
  readonly first: Int32Array;
  readonly weights: Float32Array;
}

const LOBES = 3;

/**
 * Resizes by a separable Lanczos-3 filter, widened when shrinking (Turkowski, Filters for common resampling tasks, 1990), edges
 * repeated. Sizes in pixels, at least 1.
 */
export const resample = (plane: Plane, width: number, height: number): Plane => {
  if (width === plane.width && height === plane.height) return plane;
  const narrow = acrossRows(plane, tapsOf(plane.width, width), width);
  return downColumns(narrow, tapsOf(plane.height, height), height);
};

const acrossRows = (plane: Plane, { count, first, weights }: Taps, width: number): Plane => {
  const { data: from, height } = plane;
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = y * plane.width;
    const target = y * width;
    let x = 0;
    // Two at a time: neither waits for the other's sum.
    for (; x + 1 < width; x += 2) {
      const [one, two] = [row + (first[x] ?? 0), row + (first[x + 1] ?? 0)];
      const tap = x * count;
      let [sum, other] = [0, 0];
      for (let k = 0; k < count; k++) {
        sum += (weights[tap + k] ?? 0) * (from[one + k] ?? 0);
        other += (weights[tap + count + k] ?? 0) * (from[two + k] ?? 0);
      }
      data[target + x] = sum;
      data[target + x + 1] = other;
    }
    if (x < width) {
      let sum = 0;
      for (let k = 0; k < count; k++) sum += (weights[x * count + k] ?? 0) * (from[row + (first[x] ?? 0) + k] ?? 0);
      data[target + x] = sum;
    }
  }
  return { width, height, data };
};

const downColumns = ({ width, data: from }: Plane, { count, first, weights }: Taps, height: number): Plane => {
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const target = y * width;
    for (let k = 0; k < count; k++) {
      const weight = weights[y * count + k] ?? 0;
      const start = ((first[y] ?? 0) + k) * width;
      for (let x = 0; x < width; x++) data[target + x] = (data[target + x] ?? 0) + weight * (from[start + x] ?? 0);
    }
  }
  return { width, height, data };
};

/** Taps of the last sizes asked for: the planes of a mark are resized one after the other. */
const lately = new Map<string, Taps>();
const MOST_LATELY = 8;

const tapsOf = (from: number, to: number): Taps => {
  const key = `${from}/${to}`;
  const known = lately.get(key);
  if (known) return known;
  const taps = makeTaps(from, to);
  const [oldest] = lately.keys();
  if (lately.size >= MOST_LATELY && oldest !== undefined) lately.delete(oldest);
  lately.set(key, taps);
  return taps;
};

/** The taps of `to` samples of a line of `from`. */
export const makeTaps = (from: number, to: number): Taps => {
  const ratio = from / to;
  const spread = Math.max(1, ratio);
  const reach = LOBES * spread;
  const count = Math.min(from, Math.floor(2 * reach) + 1);
  const first = new Int32Array(to);
  const weights = new Float32Array(to * count);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * ratio - 0.5;
    const [low, high] = [Math.ceil(centre - reach), Math.floor(centre + reach)];
    const start = Math.min(from - count, Math.max(0, low));
    first[i] = start;
    let total = 0;
    for (let j = low; j <= high; j++) total += lanczos((j - centre) / spread);
    for (let j = low; j <= high; j++) {
      const at = i * count + Math.min(from - 1, Math.max(0, j)) - start;
      weights[at] = (weights[at] ?? 0) + lanczos((j - centre) / spread) / total;
    }
  }
  return { count, first, weights };
};

const lanczos = (x: number): number => {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const p = Math.PI * x;
  return (LOBES * Math.sin(p) * Math.sin(p / LOBES)) / (p * p);
};
