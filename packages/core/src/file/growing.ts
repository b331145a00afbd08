type Numbers = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** By so much more room is made than was there: each number is moved a few times at most, and little lies empty. */
const GROWTH = 1.25;

/** The same numbers where at least `length` fit, zeros behind them, with room for more where they were too few. */
export const grown = <T extends Numbers>(numbers: T, length: number): T => {
  if (length <= numbers.length) return numbers;
  const size = Math.max(length, Math.ceil(GROWTH * numbers.length), 64);
  const larger = emptyLike(numbers, size) as T;
  larger.set(numbers);
  return larger;
};

const emptyLike = (numbers: Numbers, size: number): Numbers => {
  if (numbers instanceof Uint8Array) return new Uint8Array(size);
  return numbers instanceof Uint32Array ? new Uint32Array(size) : new Float64Array(size);
};
