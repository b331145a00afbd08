// Line maps of area means, made as line-maps.ts makes them: the same numbers to the last bit. Addresses are bytes.

/** What the weights of a row add up to. */
const WHOLE: f64 = 16384.0;

/**
 * `areaMap` of line-maps.ts: means of `size` equal parts of the stretch `[start, start + length)` of a line of `n` samples. `size` i32 at `first`, one more at `offset`, and at
 * most `length + 2 * size` f64 at `weights`.
 */
export function areaMap(n: i32, size: i32, start: i32, length: i32, first: usize, offset: usize, weights: usize): void {
  const step = <f64>length / <f64>size;
  let begin = 0;
  store<i32>(offset, 0);
  for (let i = 0; i < size; i++) {
    const from = <f64>start + <f64>i * step;
    const to = from + step;
    const k0 = min(n - 1, max(0, <i32>floor(from + 1e-9)));
    const end = begin + min(n, max(k0 + 1, <i32>ceil(to - 1e-9))) - k0;
    store<i32>(first + 4 * i, k0);
    store<i32>(offset + 4 * i, end, 4);
    let sum: f64 = 0;
    for (let at = begin; at < end; at++) {
      const k = <f64>(k0 + at - begin);
      const weight = (min(k + 1, to) - max(k, from)) / step;
      store<f64>(weights + 8 * at, weight);
      sum += weight;
    }
    for (let at = begin; at < end; at++) store<f64>(weights + 8 * at, load<f64>(weights + 8 * at) / sum);
    begin = end;
  }
}

/** `wholeLineMap` of line-maps.ts: weights as whole numbers, i16 at `whole`; what rounding leaves over goes to the largest of a row. */
export function wholeMap(size: i32, offset: usize, weights: usize, whole: usize): void {
  for (let i = 0; i < size; i++) {
    const begin = load<i32>(offset + 4 * i);
    const end = load<i32>(offset + 4 * i, 4);
    let sum = 0;
    let largest = begin;
    let most = -1;
    for (let k = begin; k < end; k++) {
      const exact = load<f64>(weights + 8 * k) * WHOLE;
      const below = floor(exact);
      const rounded = <i32>below + i32(exact - below >= 0.5);
      store<i16>(whole + 2 * k, <i16>rounded);
      sum += rounded;
      if (rounded > most) {
        most = rounded;
        largest = k;
      }
    }
    store<i16>(whole + 2 * largest, <i16>(most + <i32>WHOLE - sum));
  }
}
