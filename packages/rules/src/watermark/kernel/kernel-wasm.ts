import type { KernelMemory } from '../../kernel/memory.ts';
import { openWasm } from '../../kernel/open-wasm.ts';
import type { WasmFunction } from '../../kernel/runtime.ts';
import { WATERMARK_WASM } from './generated/wasm.ts';
import { type CorrelationKernel, type PlaneSize, type RadialFilter, radialWeights } from './kernel.ts';

const TWIDDLES = 3072;

const EXPORTS = [
  'shrink',
  'gradientField',
  'forward',
  'pack',
  'takeApart',
  'weigh',
  'correlate',
  'normalise',
  'sparseScore',
  'sparseScores',
  'blockScores',
  'blockScoresOfFour',
  'agreements',
  'highest',
] as const;
type Exports = Readonly<Record<(typeof EXPORTS)[number], WasmFunction>>;

/**
 * Each time a memory grows V8 counts all of it as new, and looks through its heap; what nobody has written to yet takes none of the machine's.
 */
const LEAST_GROWTH = 64 << 20;

/** A kernel for a run, in WebAssembly with SIMD. */
export const createKernel = (): CorrelationKernel => {
  const { functions, memory } = openWasm(WATERMARK_WASM, EXPORTS, {
    initial: 256,
    maximum: 32_768,
    leastGrowth: LEAST_GROWTH,
  });
  return bind(functions, memory);
};

const bind = (raw: Exports, memory: KernelMemory): CorrelationKernel => ({
  kind: 'wasm-simd',
  memory,
  ...planes(raw, memory),
  ...spectra(raw, memory),
  ...scores(raw),
});

const planes = (raw: Exports, memory: KernelMemory): Pick<CorrelationKernel, 'shrink' | 'gradientField'> => ({
  shrink: ({ source, width, down, along, target }) => {
    const bytes = 2 * (width + 16 + along.taps);
    const line = memory.allocate(bytes);
    raw.shrink(
      source,
      width,
      width,
      down.size,
      down.first,
      down.taps,
      down.weights,
      line,
      along.size,
      along.first,
      along.taps,
      along.weights,
      target,
    );
    memory.release(line, bytes);
  },
  gradientField: (task) => {
    const bytes = 3 * 4 * (task.width + 32) + 64;
    const wide = memory.allocate(bytes);
    raw.gradientField(
      task.luma,
      task.width,
      task.height,
      task.fx,
      task.fy,
      task.stride,
      task.integral,
      task.softening,
      task.doubled ? 1 : 0,
      wide,
    );
    memory.release(wide, bytes);
  },
});

type Spectral = 'forward' | 'forwardBoth' | 'pack' | 'filter' | 'correlate' | 'normalise';

const spectra = (raw: Exports, memory: KernelMemory): Pick<CorrelationKernel, Spectral> => {
  const twiddles = memory.allocate(TWIDDLES * 8);
  const table = memory.f32(twiddles, TWIDDLES * 2);
  for (let k = 0; k < TWIDDLES; k++) {
    table[2 * k] = Math.cos((2 * Math.PI * k) / TWIDDLES);
    table[2 * k + 1] = -Math.sin((2 * Math.PI * k) / TWIDDLES);
  }
  const column = memory.allocate(768 * 64);
  const temporaryOf = remembered((size) => memory.allocate(size * size * 8));
  const mirrorOf = remembered((size) => {
    const address = memory.allocate(size * 4);
    memory.i32(address, size).set(mirrorOfScrambled(size));
    return address;
  });
  return {
    forward: ({ re, im, rows }, spectrum, size) => {
      raw.forward(re, im, spectrum, column, twiddles, size, rows);
    },
    forwardBoth: ({ re, im, rows }, [one, other], size) => {
      raw.forward(re, im, one, column, twiddles, size, rows);
      raw.takeApart(one, other, mirrorOf(size), size);
    },
    pack: raw.pack,
    filter: (spectrum, size, weightAt) => raw.weigh(spectrum, weightsAt(memory, size, weightAt), size),
    correlate: ({ gx, gy, a, b, ratio, map1, map2, size, lastRow }) => {
      raw.correlate(gx, gy, a, b, ratio, map1, map2, temporaryOf(size), column, twiddles, size, lastRow);
    },
    normalise: (task) =>
      raw.normalise(
        task.map,
        task.stride,
        task.integral,
        task.integralStride,
        task.boxWidth,
        task.boxHeight,
        task.lastX,
        task.lastY,
        task.scale,
        task.weight,
        task.floor,
        task.rowMaxima,
      ),
  };
};

/** What `make` gives for a plane, made once. */
const remembered = (make: (size: PlaneSize) => number): ((size: PlaneSize) => number) => {
  const known = new Map<PlaneSize, number>();
  return (size) => {
    const value = known.get(size) ?? make(size);
    known.set(size, value);
    return value;
  };
};

type Scores = 'sparseScore' | 'sparseScores' | 'blockScores' | 'blockScoresOfFour' | 'agreements' | 'highest';

const scores = (raw: Exports): Pick<CorrelationKernel, Scores> => ({
  sparseScore: ({ address, count }, step, { fx, fy }, base) => raw.sparseScore(address, count, step, fx, fy, base),
  sparseScores: ({ address, count }, step, { fx, fy }, { base, stride, columns, rows }, scores) => {
    raw.sparseScores(address, count, step, fx, fy, base, stride, columns, rows, scores);
  },
  blockScores: ({ address, count }, { fx, fy }, base, { products, energies }) => {
    raw.blockScores(address, count, fx, fy, base, products, energies);
  },
  blockScoresOfFour: ({ address, count }, { fx, fy }, base, { products, energies }) => {
    raw.blockScoresOfFour(address, count, fx, fy, base, products, energies);
  },
  highest: (task) =>
    raw.highest(
      task.scores,
      task.plane,
      task.lists,
      task.owns,
      task.columns,
      task.rows,
      task.integral,
      task.integralStride,
      task.boxWidth,
      task.boxHeight,
      task.step,
      task.floor,
      task.most,
    ),
  agreements: ({ sums, owns, blocks, lists, means }) => {
    raw.agreements(sums, owns, blocks, lists, means);
  },
});

const weightsByMemory = new WeakMap<KernelMemory, Map<RadialFilter, Map<PlaneSize, number>>>();

/** Where the weights of a filter lie, by frequency in the blocked, scrambled order of assembly/fft-forward.ts; made once. */
const weightsAt = (memory: KernelMemory, size: PlaneSize, weightAt: RadialFilter): number => {
  const byFilter = weightsByMemory.get(memory) ?? new Map<RadialFilter, Map<PlaneSize, number>>();
  weightsByMemory.set(memory, byFilter);
  const bySize = byFilter.get(weightAt) ?? new Map<PlaneSize, number>();
  byFilter.set(weightAt, bySize);
  const known = bySize.get(size);
  if (known !== undefined) return known;
  const address = memory.allocate(4 * size * size);
  const weights = memory.f32(address, size * size);
  const across = size / 2 + 1;
  const byFrequency = radialWeights(size, weightAt);
  const order = scrambled(size).map((k) => Math.min(k, size - k));
  for (let u = 0; u < size; u++) {
    const row = (order[u] ?? 0) * across;
    for (let v = 0; v < size; v++) {
      weights[((u >> 3) * size + v) * 8 + (u & 7)] = byFrequency[row + (order[v] ?? 0)] ?? 0;
    }
  }
  bySize.set(size, address);
  return address;
};

/** Which frequency the forward transform leaves at each position. */
const scrambled = (span: number): number[] => {
  if (span === 1) return [0];
  const radix = span % 3 === 0 ? 3 : Math.log2(span) % 2 === 1 ? 2 : 4;
  const inner = scrambled(span / radix);
  const order = radix === 4 ? [0, 2, 1, 3] : [...Array(radix).keys()];
  return order.flatMap((first) => inner.map((k) => radix * k + first));
};

/** Positions of the frequency −k for each position of the scrambled order. */
const mirrorOfScrambled = (size: PlaneSize): Int32Array => {
  const order = scrambled(size);
  const positions = new Int32Array(size);
  for (const [position, k] of order.entries()) positions[k] = position;
  return Int32Array.from(order, (k) => positions[(size - k) % size] ?? 0);
};
