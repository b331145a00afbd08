import { type LineMap, WHOLE, type WholeLineMap } from './kernel.ts';

/** A map of which each row's stretch `[first, end)` of the line is known; its weights are 0 until they are filled in. */
const emptyMap = (size: number, stretchOf: (i: number) => readonly [first: number, end: number]): LineMap => {
  const first = new Int32Array(size);
  const offset = new Int32Array(size + 1);
  for (let i = 0; i < size; i++) {
    const [from, end] = stretchOf(i);
    first[i] = from;
    offset[i + 1] = (offset[i] ?? 0) + end - from;
  }
  return { size, first, offset, weights: new Float64Array(offset[size] ?? 0) };
};

/** Means of `size` equal parts of the stretch `[start, start + length)` of a line of `n` samples; exact for fractional ends. */
export const areaMap = (n: number, size: number, start = 0, length = n): LineMap => {
  const step = length / size;
  const map = emptyMap(size, (i) => {
    const from = start + i * step;
    const first = Math.min(n - 1, Math.max(0, Math.floor(from + 1e-9)));
    return [first, Math.min(n, Math.max(first + 1, Math.ceil(from + step - 1e-9)))];
  });
  const { first, offset, weights } = map;
  for (let i = 0; i < size; i++) {
    const from = start + i * step;
    const to = from + step;
    const begin = offset[i] ?? 0;
    const end = offset[i + 1] ?? 0;
    let sum = 0;
    for (let at = begin, k = first[i] ?? 0; at < end; at++, k++) {
      const weight = (Math.min(k + 1, to) - Math.max(k, from)) / step;
      weights[at] = weight;
      sum += weight;
    }
    for (let at = begin; at < end; at++) weights[at] = (weights[at] ?? 0) / sum;
  }
  return map;
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
  const outer = (i: number) => boxWindow(Math.floor(((i + 0.5) * n) / 64), n, window);
  const map = emptyMap(64, (i) => {
    const [from, to] = outer(i);
    return [boxWindow(from, n, window)[0], boxWindow(to - 1, n, window)[1]];
  });
  const { first, offset, weights } = map;
  for (let i = 0; i < map.size; i++) {
    const [from, to] = outer(i);
    const shift = (offset[i] ?? 0) - (first[i] ?? 0);
    for (let middle = from; middle < to; middle++) {
      const [a, b] = boxWindow(middle, n, window);
      for (let k = a; k < b; k++) weights[shift + k] = (weights[shift + k] ?? 0) + 1 / ((b - a) * (to - from));
    }
  }
  return map;
};

/** Of 10 KB each at most. */
const MOST_REMEMBERED = 256;

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
  const endOf = (i: number): number => (outer.first[i] ?? 0) + (outer.offset[i + 1] ?? 0) - (outer.offset[i] ?? 0);
  const map = emptyMap(outer.size, (i) => {
    const last = endOf(i) - 1;
    return [
      inner.first[outer.first[i] ?? 0] ?? 0,
      (inner.first[last] ?? 0) + (inner.offset[last + 1] ?? 0) - (inner.offset[last] ?? 0),
    ];
  });
  for (let i = 0; i < outer.size; i++) {
    const row = (map.offset[i] ?? 0) - (map.first[i] ?? 0);
    let at = outer.offset[i] ?? 0;
    for (let middle = outer.first[i] ?? 0; middle < endOf(i); middle++, at++) {
      const factor = outer.weights[at] ?? 0;
      const begin = inner.offset[middle] ?? 0;
      const out = row + (inner.first[middle] ?? 0);
      for (let k = begin; k < (inner.offset[middle + 1] ?? 0); k++) {
        map.weights[out + k - begin] = (map.weights[out + k - begin] ?? 0) + factor * (inner.weights[k] ?? 0);
      }
    }
  }
  return map;
};

const known = new WeakMap<LineMap, WholeLineMap>();

/** Rounds weights to whole numbers; what rounding leaves over goes to the largest. The same map gives the same one again. */
export const wholeLineMap = (map: LineMap): WholeLineMap => {
  const whole = known.get(map) ?? rounded(map);
  known.set(map, whole);
  return whole;
};

const rounded = ({ size, first, offset, weights }: LineMap): WholeLineMap => {
  const whole = new Int16Array(weights.length);
  for (let k = 0; k < weights.length; k++) whole[k] = Math.round((weights[k] ?? 0) * WHOLE);
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
