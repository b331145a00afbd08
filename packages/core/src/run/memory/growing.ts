type Numbers = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** The same numbers where at least `length` fit, zeros behind them: twice as many when more are asked for, so that each is moved a few times at most. */
export const grown = <T extends Numbers>(numbers: T, length: number): T => {
  if (length <= numbers.length) return numbers;
  const size = Math.max(length, 2 * numbers.length, 64);
  const larger = emptyLike(numbers, size) as T;
  larger.set(numbers);
  return larger;
};

const emptyLike = (numbers: Numbers, size: number): Numbers => {
  if (numbers instanceof Uint8Array) return new Uint8Array(size);
  return numbers instanceof Uint32Array ? new Uint32Array(size) : new Float64Array(size);
};
