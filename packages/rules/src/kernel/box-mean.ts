/** Means over squares of `2 · reach + 1` px; pixels that are NaN, or outside, are left out. NaN where there is none. */
export const boxMean = (data: Float32Array, width: number, height: number, reach: number): Float32Array => {
  const [rows, counts] = alongRows(data, width, height, reach);
  const result = new Float32Array(data.length);
  // Sums of columns, moved down by a row at a time.
  const [sums, numbers] = [new Float64Array(width), new Float64Array(width)];
  const add = (row: number, sign: number): void => {
    if (row < 0 || row >= height) return;
    for (let x = 0, i = row * width; x < width; x++, i++) {
      sums[x] = (sums[x] ?? 0) + sign * (rows[i] ?? 0);
      numbers[x] = (numbers[x] ?? 0) + sign * (counts[i] ?? 0);
    }
  };
  for (let row = 0; row < reach; row++) add(row, 1);
  for (let y = 0; y < height; y++) {
    add(y + reach, 1);
    add(y - reach - 1, -1);
    for (let x = 0, i = y * width; x < width; x++, i++) result[i] = (sums[x] ?? 0) / (numbers[x] ?? 0);
  }
  return result;
};

/** Sums along rows, and of how many pixels. */
const alongRows = (
  data: Float32Array,
  width: number,
  height: number,
  reach: number,
): readonly [Float32Array, Uint8Array] => {
  const [sums, counts] = [new Float32Array(data.length), new Uint8Array(data.length)];
  for (let y = 0; y < height; y++) {
    const [start, end] = [y * width, (y + 1) * width];
    let [sum, count] = [0, 0];
    for (let i = start; i < end + reach; i++) {
      const entering = i < end ? (data[i] ?? Number.NaN) : Number.NaN;
      if (!Number.isNaN(entering)) {
        sum += entering;
        count++;
      }
      const left = i - 2 * reach - 1;
      const leaving = left >= start ? (data[left] ?? Number.NaN) : Number.NaN;
      if (!Number.isNaN(leaving)) {
        sum -= leaving;
        count--;
      }
      if (i - reach < start) continue;
      sums[i - reach] = sum;
      counts[i - reach] = count;
    }
  }
  return [sums, counts];
};
