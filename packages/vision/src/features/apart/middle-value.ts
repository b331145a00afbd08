/** The value that would stand in the middle of the first `count` were they in order, and the upper one of two; null of none. They are moved about, as by `valueAt`. */
export const middleValue = (values: Float32Array, count: number): number | null => valueAt(values, count, count >> 1);

/** The value that would stand at a place, from 0 on, of the first `count` were they in order; null of none. They are moved about (Hoare's selection, 1961); none of them is no number. */
export const valueAt = (values: Float32Array, count: number, place: number): number | null => {
  if (count === 0) return null;
  let [low, high] = [0, count - 1];
  while (low < high) {
    const pivot = values[place] ?? 0;
    let [i, j] = [low, high];
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i++;
      while (pivot < (values[j] ?? 0)) j--;
      if (i > j) break;
      const swapped = values[i] ?? 0;
      values[i++] = values[j] ?? 0;
      values[j--] = swapped;
    }
    if (j < place) low = i;
    if (place < i) high = j;
  }
  return values[place] ?? 0;
};
