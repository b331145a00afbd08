/**
 * In-place complex FFT of a square plane in plain JavaScript: the twin of the WebAssembly kernel for runtimes without SIMD. Stockham's
 * self-sorting form (Van Loan, Computational Frameworks for the FFT, 1992) with radix 3 and 2. `sign` −1 forward, +1 inverse (no factor).
 */
export const transformPlane = (re: Float32Array, im: Float32Array, size: number, sign: -1 | 1): void => {
  const line = new Float64Array(2 * size);
  const spare = new Float64Array(2 * size);
  for (const [step, next] of [
    [1, size],
    [size, 1],
  ] as const) {
    for (let i = 0; i < size; i++) {
      const start = i * next;
      for (let k = 0; k < size; k++) {
        line[2 * k] = re[start + k * step] ?? 0;
        line[2 * k + 1] = im[start + k * step] ?? 0;
      }
      const out = transformLine(line, spare, size, sign);
      for (let k = 0; k < size; k++) {
        re[start + k * step] = out[2 * k] ?? 0;
        im[start + k * step] = out[2 * k + 1] ?? 0;
      }
    }
  }
};

/** One line of (re, im) pairs; returns whichever of the two arrays holds the result. */
const transformLine = (line: Float64Array, spare: Float64Array, size: number, sign: -1 | 1): Float64Array => {
  const { cosine, sine } = tableOf(size);
  let from = line;
  let to = spare;
  let span = size;
  let stride = 1;
  while (span > 1) {
    const radix = span % 3 === 0 ? 3 : 2;
    const part = span / radix;
    for (let p = 0; p < part; p++) {
      for (let out = 0; out < radix; out++) {
        for (let q = 0; q < stride; q++) {
          let re = 0;
          let im = 0;
          for (let j = 0; j < radix; j++) {
            const turn = (p * out * (size / span) + j * out * (size / radix)) % size;
            const c = cosine[turn] ?? 0;
            const s = sign * (sine[turn] ?? 0);
            const index = 2 * (q + stride * (p + part * j));
            const a = from[index] ?? 0;
            const b = from[index + 1] ?? 0;
            re += a * c - b * s;
            im += a * s + b * c;
          }
          const index = 2 * (q + stride * (radix * p + out));
          to[index] = re;
          to[index + 1] = im;
        }
      }
    }
    [from, to] = [to, from];
    span = part;
    stride *= radix;
  }
  return from;
};

interface Table {
  readonly cosine: Float64Array;
  readonly sine: Float64Array;
}
const tables = new Map<number, Table>();

/** cos and sin of 2πk/size. */
const tableOf = (size: number): Table => {
  let table = tables.get(size);
  if (!table) {
    const angle = (k: number): number => (2 * Math.PI * k) / size;
    table = {
      cosine: Float64Array.from({ length: size }, (_, k) => Math.cos(angle(k))),
      sine: Float64Array.from({ length: size }, (_, k) => Math.sin(angle(k))),
    };
    tables.set(size, table);
  }
  return table;
};
