/** One channel of floats, rows from the top. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** The source samples and weights that make one output sample. */
interface Tap {
  readonly first: number;
  readonly weights: Float32Array;
}

const LOBES = 3;

/**
 * Resizes by a separable Lanczos-3 filter, widened when shrinking (Turkowski, Filters for common resampling tasks, 1990), edges
 * repeated. Sizes in pixels, at least 1.
 */
export const resample = (plane: Plane, width: number, height: number): Plane => {
  if (width === plane.width && height === plane.height) return plane;
  const columns = tapsOf(plane.width, width);
  const rows = tapsOf(plane.height, height);
  const narrow = new Float32Array(width * plane.height);
  for (let x = 0; x < width; x++) {
    const tap = columns[x];
    if (tap) gatherColumn(plane, tap, narrow, width, x);
  }
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const tap = rows[y];
    for (let k = 0; tap && k < tap.weights.length; k++) {
      addRow(narrow, (tap.first + k) * width, tap.weights[k] ?? 0, data, y * width, width);
    }
  }
  return { width, height, data };
};

const gatherColumn = (plane: Plane, { first, weights }: Tap, to: Float32Array, stride: number, x: number): void => {
  const { data, width, height } = plane;
  const count = weights.length;
  for (let y = 0; y < height; y++) {
    const start = y * width + first;
    let sum = 0;
    for (let k = 0; k < count; k++) sum += (weights[k] ?? 0) * (data[start + k] ?? 0);
    to[y * stride + x] = sum;
  }
};

const addRow = (
  from: Float32Array,
  start: number,
  weight: number,
  to: Float32Array,
  target: number,
  count: number,
): void => {
  for (let x = 0; x < count; x++) to[target + x] = (to[target + x] ?? 0) + weight * (from[start + x] ?? 0);
};

const tapsOf = (from: number, to: number): Tap[] => {
  const ratio = from / to;
  const spread = Math.max(1, ratio);
  const reach = LOBES * spread;
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * ratio - 0.5;
    const low = Math.ceil(centre - reach);
    const high = Math.floor(centre + reach);
    const first = Math.min(from - 1, Math.max(0, low));
    const last = Math.max(first, Math.min(from - 1, high));
    const weights = new Float32Array(last - first + 1);
    let total = 0;
    for (let j = low; j <= high; j++) {
      const weight = lanczos((j - centre) / spread);
      const at = Math.min(last, Math.max(first, j)) - first;
      weights[at] = (weights[at] ?? 0) + weight;
      total += weight;
    }
    return { first, weights: weights.map((weight) => weight / total) };
  });
};

const lanczos = (x: number): number => {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const p = Math.PI * x;
  return (LOBES * Math.sin(p) * Math.sin(p / LOBES)) / (p * p);
};
