import { type LineMap, WHOLE, type WholeLineMap } from '../kernel/kernel.ts';

const lineMap = (rows: readonly { first: number; weights: readonly number[] }[]): LineMap => {
  const offset = new Int32Array(rows.length + 1);
  rows.forEach((row, i) => {
    offset[i + 1] = (offset[i] ?? 0) + row.weights.length;
  });
  return {
    size: rows.length,
    first: Int32Array.from(rows, (row) => row.first),
    offset,
    weights: Float64Array.from(rows.flatMap((row) => row.weights)),
  };
};

/** Means of `size` equal parts of the stretch `[start, start + length)` of a line of `n` samples; exact for fractional ends. */
export const areaMap = (n: number, size: number, start = 0, length = n): LineMap => {
  const step = length / size;
  const firsts = new Int32Array(size);
  const offset = new Int32Array(size + 1);
  for (let i = 0; i < size; i++) {
    const from = start + i * step;
    const first = Math.min(n - 1, Math.max(0, Math.floor(from + 1e-9)));
    const last = Math.min(n, Math.max(first + 1, Math.ceil(from + step - 1e-9)));
    firsts[i] = first;
    offset[i + 1] = (offset[i] ?? 0) + last - first;
  }
  const weights = new Float64Array(offset[size] ?? 0);
  for (let i = 0; i < size; i++) {
    const from = start + i * step;
    const to = from + step;
    const begin = offset[i] ?? 0;
    const end = offset[i + 1] ?? 0;
    let sum = 0;
    for (let at = begin, k = firsts[i] ?? 0; at < end; at++, k++) {
      const weight = (Math.min(k + 1, to) - Math.max(k, from)) / step;
      weights[at] = weight;
      sum += weight;
    }
    for (let at = begin; at < end; at++) weights[at] = (weights[at] ?? 0) / sum;
  }
  return { size, first: firsts, offset, weights };
};

/** One side of a box filter of PDQ: the window of output `i` is `[from, to)`, cut at the ends of the line. */
const boxWindow = (i: number, n: number, window: number): readonly [number, number] => {
  const reach = (window + 2) >> 1;
  return [Math.max(0, i + reach - window), Math.min(n, i + reach)];
};

/**
 * PDQ's down-sampling of one axis: two passes of a box filter of `floor((n + 127) / 128)` samples, then 64 samples in the middle of equal
 * parts (Jarosz filter of "The TMK+PDQF Algorithms", 2019). For even windows it is off-centre by design.
 */
export const jaroszMap = (n: number): LineMap => {
  const window = Math.min(n, Math.floor((n + 127) / 128));
  const rows = Array.from({ length: 64 }, (_, i) => {
    const [from, to] = boxWindow(Math.floor(((i + 0.5) * n) / 64), n, window);
    const first = boxWindow(from, n, window)[0];
    const weights = new Array<number>(boxWindow(to - 1, n, window)[1] - first).fill(0);
    for (let middle = from; middle < to; middle++) {
      const [a, b] = boxWindow(middle, n, window);
      for (let k = a; k < b; k++) weights[k - first] = (weights[k - first] ?? 0) + 1 / ((b - a) * (to - from));
    }
    return { first, weights };
  });
  return lineMap(rows);
};

const MOST_REMEMBERED = 64;

/** Remembers the maps that were made last: the pictures of a shop have few sizes. */
export const rememberMaps = <A extends readonly number[]>(
  make: (...given: A) => LineMap,
): ((...given: A) => LineMap) => {
  const known = new Map<string, LineMap>();
  return (...given) => {
    const key = given.join(' ');
    const map = known.get(key) ?? make(...given);
    if (known.size >= MOST_REMEMBERED && !known.has(key)) known.clear();
    known.set(key, map);
    return map;
  };
};

/** First `inner`, then `outer`, as one map. */
export const composeMaps = (outer: LineMap, inner: LineMap): LineMap => {
  const rows = Array.from({ length: outer.size }, (_, i) => {
    const begin = outer.offset[i] ?? 0;
    const from = outer.first[i] ?? 0;
    const to = from + (outer.offset[i + 1] ?? 0) - begin;
    const first = inner.first[from] ?? 0;
    const last = (inner.first[to - 1] ?? 0) + (inner.offset[to] ?? 0) - (inner.offset[to - 1] ?? 0);
    const weights = new Array<number>(last - first).fill(0);
    for (let middle = from; middle < to; middle++) {
      const factor = outer.weights[begin + middle - from] ?? 0;
      const innerBegin = inner.offset[middle] ?? 0;
      const shift = (inner.first[middle] ?? 0) - first;
      for (let k = innerBegin; k < (inner.offset[middle + 1] ?? 0); k++) {
        weights[shift + k - innerBegin] = (weights[shift + k - innerBegin] ?? 0) + factor * (inner.weights[k] ?? 0);
      }
    }
    return { first, weights };
  });
  return lineMap(rows);
};

const known = new WeakMap<LineMap, WholeLineMap>();

/** Rounds weights to whole numbers; what rounding leaves over goes to the largest. The same map gives the same one again. */
export const wholeLineMap = (map: LineMap): WholeLineMap => {
  const whole = known.get(map) ?? rounded(map);
  known.set(map, whole);
  return whole;
};

const rounded = ({ size, first, offset, weights }: LineMap): WholeLineMap => {
  const whole = Int16Array.from(weights, (weight) => Math.round(weight * WHOLE));
  for (let i = 0; i < size; i++) {
    const begin = offset[i] ?? 0;
    const end = offset[i + 1] ?? 0;
    let sum = 0;
    let largest = begin;
    for (let k = begin; k < end; k++) {
      sum += whole[k] ?? 0;
      if ((whole[k] ?? 0) > (whole[largest] ?? 0)) largest = k;
    }
    whole[largest] = (whole[largest] ?? 0) + WHOLE - sum;
  }
  return { size, first, offset, weights: whole };
};
