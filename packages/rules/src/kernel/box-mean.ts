/** Means over squares of `2 · reach + 1` px; pixels that are NaN, or outside, are left out. NaN where there is none. */
export const boxMean = (data: Float32Array, width: number, height: number, reach: number): Float32Array =>
  meanOfAll(data, width, height, reach) ?? meanOfKnown(data, width, height, reach);

/** The same numbers where no pixel is NaN, in less than half the time; undefined where one is. */
const meanOfAll = (data: Float32Array, width: number, height: number, reach: number): Float32Array | undefined => {
  const rows = sumsAlongRows(data, width, height, reach);
  if (rows === undefined) return undefined;
  const result = new Float32Array(data.length);
  const sums = new Float64Array(width);
  const across = Float64Array.from({ length: width }, (_, x) => inReach(x, reach, width));
  const startOf = (row: number): number => width * (row < 0 || row >= height ? height : row);
  for (let row = 0; row < reach; row++) {
    for (let x = 0, i = startOf(row); x < width; x++, i++) sums[x] = (sums[x] ?? 0) + (rows[i] ?? 0);
  }
  for (let y = 0; y < height; y++) {
    const [entering, leaving] = [startOf(y + reach), startOf(y - reach - 1)];
    const down = inReach(y, reach, height);
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const sum = (sums[x] ?? 0) + (rows[entering + x] ?? 0) - (rows[leaving + x] ?? 0);
      sums[x] = sum;
      result[i] = sum / (down * (across[x] ?? 0));
    }
  }
  return result;
};

/** Of a line of `length` pixels, how many lie within reach of one of them. */
const inReach = (at: number, reach: number, length: number): number =>
  Math.min(length - 1, at + reach) - Math.max(0, at - reach) + 1;

/** Sums along rows, a row of zeros behind the last; undefined where a pixel is NaN. */
const sumsAlongRows = (data: Float32Array, width: number, height: number, reach: number): Float32Array | undefined => {
  const sums = new Float32Array(data.length + width);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(reach, width); x++) sum += data[start + x] ?? 0;
    let x = 0;
    for (const end = Math.min(reach + 1, width); x < end; x++) {
      if (x + reach < width) sum += data[start + x + reach] ?? 0;
      sums[start + x] = sum;
    }
    for (; x + reach < width; x++) {
      sum = sum + (data[start + x + reach] ?? 0) - (data[start + x - reach - 1] ?? 0);
      sums[start + x] = sum;
    }
    for (; x < width; x++) {
      sum -= data[start + x - reach - 1] ?? 0;
      sums[start + x] = sum;
    }
    // What is NaN stays in a sum.
    if (Number.isNaN(sum)) return undefined;
  }
  return sums;
};

const meanOfKnown = (data: Float32Array, width: number, height: number, reach: number): Float32Array => {
  const { sums: rows, counts } = alongRows(data, width, height, reach);
  const result = new Float32Array(data.length);
  // Sums of columns, moved down by a row at a time; of rows outside, the one of zeros behind the last.
  const [sums, numbers] = [new Float64Array(width), new Float64Array(width)];
  const startOf = (row: number): number => width * (row < 0 || row >= height ? height : row);
  for (let row = 0; row < reach; row++) {
    for (let x = 0, i = startOf(row); x < width; x++, i++) {
      sums[x] = (sums[x] ?? 0) + (rows[i] ?? 0);
      numbers[x] = (numbers[x] ?? 0) + (counts[i] ?? 0);
    }
  }
  for (let y = 0; y < height; y++) {
    const [own, entering, leaving] = [y * width, startOf(y + reach), startOf(y - reach - 1)];
    for (let x = 0; x < width; x++) {
      const sum = (sums[x] ?? 0) + (rows[entering + x] ?? 0) - (rows[leaving + x] ?? 0);
      const count = (numbers[x] ?? 0) + (counts[entering + x] ?? 0) - (counts[leaving + x] ?? 0);
      sums[x] = sum;
      numbers[x] = count;
      result[own + x] = sum / count;
    }
  }
  return result;
};

/** Sums along rows, and of how many pixels; a row of zeros behind the last. */
const alongRows = (
  data: Float32Array,
  width: number,
  height: number,
  reach: number,
): { readonly sums: Float32Array; readonly counts: Uint16Array } => {
  const [sums, counts] = [new Float32Array(data.length + width), new Uint16Array(data.length + width)];
  // A row with nothing to both sides of it.
  const line = new Float64Array(width + 2 * reach + 1);
  const known = new Uint8Array(line.length);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    for (let x = 0, k = reach + 1; x < width; x++, k++) {
      const value = data[start + x] ?? 0;
      const isKnown = !Number.isNaN(value);
      line[k] = isKnown ? value : 0;
      known[k] = isKnown ? 1 : 0;
    }
    let [sum, count] = [0, 0];
    for (let k = reach + 1; k <= 2 * reach; k++) {
      sum += line[k] ?? 0;
      count += known[k] ?? 0;
    }
    for (let x = 0, k = 2 * reach + 1; x < width; x++, k++) {
      sum += line[k] ?? 0;
      count += known[k] ?? 0;
      sum -= line[x] ?? 0;
      count -= known[x] ?? 0;
      sums[start + x] = sum;
      counts[start + x] = count;
    }
  }
  return { sums, counts };
};
