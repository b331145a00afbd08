import type { KernelMemory } from '../../kernel/memory.ts';
import { openWasm } from '../../kernel/open-wasm.ts';
import type { WasmFunction } from '../../kernel/runtime.ts';
import { WATERMARK_WASM } from './generated/wasm.ts';
import type { CorrelationKernel, PlaneSize } from './kernel.ts';
import { createJsCorrelationKernel } from './kernel-js.ts';

const TWIDDLES = 3072;

const EXPORTS = [
  'shrink',
  'gradientField',
  'forward',
  'pack',
  'takeApart',
  'correlate',
  'normalise',
  'sparseScore',
  'sparseScores',
  'blockScores',
  'blockScoresOfFour',
] as const;
type Exports = Readonly<Record<(typeof EXPORTS)[number], WasmFunction>>;

/** A kernel for a run: WebAssembly where the machine has it. */
export const createKernel = (): CorrelationKernel => createWasmCorrelationKernel() ?? createJsCorrelationKernel();

/** The WebAssembly SIMD kernel, compiled on the first call that needs it; undefined where the runtime has no SIMD or no WebAssembly. */
export const createWasmCorrelationKernel = (): CorrelationKernel | undefined => {
  const opened = openWasm(WATERMARK_WASM, EXPORTS, { initial: 256, maximum: 32_768, leastGrowth: 8 << 20 });
  return opened && bind(opened.functions, opened.memory);
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
    const bytes = (task.width + 4) * (task.height + 1) * 4;
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

type Spectral = 'forward' | 'forwardBoth' | 'pack' | 'radii' | 'correlate' | 'normalise';

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
    forward: (re, im, spectrum, size) => {
      raw.forward(re, im, spectrum, temporaryOf(size), column, twiddles, size);
    },
    forwardBoth: (first, second, [one, other], size) => {
      raw.forward(first, second, one, temporaryOf(size), column, twiddles, size);
      raw.takeApart(one, other, mirrorOf(size), size);
    },
    pack: raw.pack,
    radii,
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

type Scores = 'sparseScore' | 'sparseScores' | 'blockScores' | 'blockScoresOfFour';

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
});

/** Radii in the blocked, scrambled order of assembly/fft-forward.ts. */
const radii = (size: PlaneSize): Float32Array => {
  const order = scrambled(size).map((k) => Math.min(k, size - k));
  const result = new Float32Array(2 * size * size);
  for (const [u, fu] of order.entries()) {
    for (const [v, fv] of order.entries()) {
      const at = ((u >> 3) * size + v) * 16 + (u & 7);
      const radius = Math.hypot(fu, fv);
      result[at] = radius;
      result[at + 8] = radius;
    }
  }
  return result;
};

/** Which frequency the forward transform leaves at each position. */
const scrambled = (span: number): number[] => {
  if (span === 1) return [0];
  const radix = span % 3 === 0 ? 3 : Math.log2(span) % 2 === 1 ? 2 : 4;
  const inner = scrambled(span / radix);
  const order = radix === 4 ? [0, 2, 1, 3] : [...Array(radix).keys()];
  return order.flatMap((first) => inner.map((k) => radix * k + first));
};

/** Where the frequency −k of the k at each position of the scrambled order lies. */
const mirrorOfScrambled = (size: PlaneSize): Int32Array => {
  const order = scrambled(size);
  const positions = new Int32Array(size);
  for (const [position, k] of order.entries()) positions[k] = position;
  return Int32Array.from(order, (k) => positions[(size - k) % size] ?? 0);
};
