/**
 * How each of `size` samples is the mean of an equal part of a line of `n` samples, as whole weights that add up to `whole`: sample `i` is the sum of
 * `weights[i * taps + k]` × line sample `first[i] + k`. Every sample has as many taps; those it does not need are 0 and lie within the line.
 */
export interface AreaTable {
  readonly size: number;
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Int16Array;
}

/** Room for rounding where an edge of a part falls on a sample. */
const EPSILON = 1e-9;

/** `1 <= size <= n`; `taps` are made a multiple of `grain` where the line is long enough for it, and may then reach beyond its end with weight 0. */
export const areaTable = (n: number, size: number, whole: number, grain = 1): AreaTable => {
  const step = n / size;
  const needed = Math.min(n, Math.ceil(step + 1 - EPSILON));
  const taps = Math.ceil(needed / grain) * grain;
  const first = new Int32Array(size);
  const weights = new Int16Array(size * taps);
  for (let i = 0; i < size; i++) {
    const from = i * step;
    const start = Math.min(Math.floor(from + EPSILON), n - needed);
    first[i] = start;
    // Each weight is what the rounded sum grows by: no part of the line is counted for more than it is by more than half a step.
    let before = 0;
    for (let k = 0; k < needed; k++) {
      const covered = Math.min(1, Math.max(0, (start + k + 1 - from) / step));
      const upTo = k === needed - 1 ? whole : Math.round(covered * whole);
      weights[i * taps + k] = upTo - before;
      before = upTo;
    }
  }
  return { size, taps, first, weights };
};

const MOST_REMEMBERED = 64;
const remembered = new Map<string, AreaTable>();

/** The same, made once: the pictures of a shop have few sizes. */
export const areaTableOf = (n: number, size: number, whole: number, grain = 1): AreaTable => {
  const key = `${n} ${size} ${whole} ${grain}`;
  const table = remembered.get(key) ?? areaTable(n, size, whole, grain);
  if (remembered.size >= MOST_REMEMBERED && !remembered.has(key)) remembered.clear();
  remembered.set(key, table);
  return table;
};
