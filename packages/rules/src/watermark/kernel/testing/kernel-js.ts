import { KernelMemory } from '../../../kernel/memory.ts';
import {
  type BlockSums,
  type ComplexPlane,
  type CorrelateTask,
  type CorrelationKernel,
  type FieldPlanes,
  type FieldTask,
  gridStride,
  type NormaliseTask,
  type PixelList,
  type PlaneSize,
  type RadialFilter,
  radialWeights,
  type ShrinkTask,
  type TapTable,
} from '../kernel.ts';
import { transformPlane } from './fft.ts';
import { agreements, highest } from './places-js.ts';

/** The kernel in plain JavaScript: same results to rounding, many times slower. Spectra are planar, real parts first. */
export const createJsCorrelationKernel = (): CorrelationKernel => {
  let buffer = new ArrayBuffer(16 << 20);
  const memory = new KernelMemory({
    get buffer() {
      return buffer;
    },
    grow: (bytes) => {
      const larger = new ArrayBuffer(Math.max(bytes, 2 * buffer.byteLength));
      new Uint8Array(larger).set(new Uint8Array(buffer));
      buffer = larger;
    },
  });
  return {
    kind: 'javascript',
    memory,
    shrink: (task) => shrink(memory, task),
    gradientField: (task) => gradientField(memory, task),
    forward: (planes, spectrum, size) => forward(memory, planes, spectrum, size),
    forwardBoth: ({ re, im, rows }, [one, other], size) => {
      forward(memory, { re, im: 0, rows }, one, size);
      forward(memory, { re: im, im: 0, rows }, other, size);
    },
    pack: (spectrum, packed, size) => pack(memory, spectrum, packed, size),
    filter: (spectrum, size, weightAt) => filter(memory, spectrum, size, weightAt),
    correlate: (task) => correlate(memory, task),
    normalise: (task) => normalise(memory, task),
    sparseScore: (pixels, step, field, base) => sparseScore(memory, pixels, step, field, base),
    sparseScores: (pixels, step, field, { base, stride, columns, rows }, scores) => {
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const score = sparseScore(memory, pixels, step, field, base + row * stride + column);
          memory.floats[scores / 4 + row * gridStride(columns) + column] = score;
        }
      }
    },
    blockScores: (pixels, field, base, sums) => blockScores(memory, pixels, field, base, { ...sums, apart: 1 }),
    agreements: (task) => agreements(memory, task),
    highest: (task) => highest(memory, task),
    blockScoresOfFour: (pixels, field, base, { products, energies }) => {
      for (let k = 0; k < 4; k++) {
        blockScores(memory, pixels, field, base + k, {
          products: products + 4 * k,
          energies: energies + 4 * k,
          apart: 4,
        });
      }
    },
  };
};

/** Bits that the sums down the columns keep below a level; weights of a sample add up to 2^14. */
const FRACTION_BITS = 6;
const WEIGHT_BITS = 14;

const shrink = (memory: KernelMemory, { source, width, down, along, target }: ShrinkTask): void => {
  const [rows, columns] = [tableAt(memory, down), tableAt(memory, along)];
  const last = Math.max(...rows.first) + down.taps;
  const from = memory.u8(source, width * last);
  const to = memory.u8(target, along.size * down.size);
  const line = new Int32Array(width + along.taps);
  for (let y = 0; y < down.size; y++) {
    for (let x = 0; x < width; x++) {
      const at = (rows.first[y] ?? 0) * width + x;
      let sum = 1 << (WEIGHT_BITS - FRACTION_BITS - 1);
      for (let k = 0; k < down.taps; k++) sum += (rows.weights[y * down.taps + k] ?? 0) * (from[at + k * width] ?? 0);
      line[x] = Math.min(32_767, Math.max(-32_768, sum >> (WEIGHT_BITS - FRACTION_BITS)));
    }
    for (let x = 0; x < along.size; x++) {
      const at = columns.first[x] ?? 0;
      let sum = 1 << (WEIGHT_BITS + FRACTION_BITS - 1);
      for (let k = 0; k < along.taps; k++) sum += (columns.weights[x * along.taps + k] ?? 0) * (line[at + k] ?? 0);
      to[y * along.size + x] = Math.min(255, Math.max(0, sum >> (WEIGHT_BITS + FRACTION_BITS)));
    }
  }
};

const tableAt = (memory: KernelMemory, { size, taps, first, weights }: TapTable) => ({
  first: memory.i32(first, size),
  weights: memory.i16(weights, size * taps),
});

const gradientField = (memory: KernelMemory, task: FieldTask): void => {
  const { width, height, stride, softening, doubled } = task;
  const luma = memory.u8(task.luma, width * height);
  const fx = memory.f32(task.fx, stride * height);
  const fy = memory.f32(task.fy, stride * height);
  const integral = memory.i32(task.integral, (width + 1) * (height + 1));
  integral.fill(0, 0, width + 1);
  const at = (i: number): number => luma[i] ?? 0;
  for (let y = 0; y < height; y++) {
    let sum = 0;
    const here = (y + 1) * (width + 1);
    integral[here] = 0;
    for (let x = 0; x < width; x++) {
      let gx = 0;
      let gy = 0;
      if (y > 0 && y < height - 1 && x > 0 && x < width - 1) {
        const i = y * width + x;
        const up = i - width;
        const down = i + width;
        const dx = (at(up + 1) + 2 * at(i + 1) + at(down + 1) - at(up - 1) - 2 * at(i - 1) - at(down - 1)) / 8;
        const dy = (at(down - 1) + 2 * at(down) + at(down + 1) - at(up - 1) - 2 * at(up) - at(up + 1)) / 8;
        const magnitude = Math.sqrt(dx * dx + dy * dy);
        const scale = 1 / (magnitude + softening);
        const k = scale / (magnitude + 1e-6);
        gx = doubled ? k * (dx * dx - dy * dy) : dx * scale;
        gy = doubled ? k * 2 * dx * dy : dy * scale;
      }
      fx[y * stride + x] = gx;
      fy[y * stride + x] = gy;
      sum += Math.trunc((gx * gx + gy * gy) * 1024);
      integral[here + x + 1] = (integral[here + x - width] ?? 0) + sum;
    }
  }
};

const forward = (memory: KernelMemory, { re, im, rows }: ComplexPlane, spectrum: number, size: PlaneSize): void => {
  const count = size * size;
  const real = memory.f32(spectrum, count).fill(0);
  const imaginary = memory.f32(spectrum + 4 * count, count).fill(0);
  real.set(memory.f32(re, rows * size));
  if (im !== 0) imaginary.set(memory.f32(im, rows * size));
  transformPlane(real, imaginary, size, -1);
};

const pack = (memory: KernelMemory, spectrum: number, packed: number, size: PlaneSize): number => {
  const from = memory.f32(spectrum, 2 * size * size);
  const to = memory.i16(packed, 2 * size * size);
  let largest = 0;
  for (const value of from) largest = Math.max(largest, Math.abs(value));
  const factor = largest > 0 ? 32767 / largest : 0;
  for (let i = 0; i < from.length; i++) to[i] = Math.round((from[i] ?? 0) * factor);
  return largest / 32767;
};

const filter = (memory: KernelMemory, spectrum: number, size: PlaneSize, weightAt: RadialFilter): void => {
  const values = memory.f32(spectrum, 2 * size * size);
  const [across, weights] = [size / 2 + 1, radialWeights(size, weightAt)];
  const near = (k: number): number => Math.min(k, size - k);
  for (let i = 0; i < values.length; i++) {
    const weight = weights[near(Math.floor(i / size) % size) * across + near(i % size)] ?? 0;
    values[i] = (values[i] ?? 0) * weight;
  }
};

const correlate = (memory: KernelMemory, task: CorrelateTask): void => {
  const { size, ratio } = task;
  const count = size * size;
  const [gr, gi, hr, hi] = [
    memory.f32(task.gx, count),
    memory.f32(task.gx + 4 * count, count),
    memory.f32(task.gy, count),
    memory.f32(task.gy + 4 * count, count),
  ];
  const a = memory.i16(task.a, 2 * count);
  const b = memory.i16(task.b, 2 * count);
  const re = memory.f32(task.map1, count);
  const im = memory.f32(task.map2, count);
  for (let i = 0; i < count; i++) {
    const ar = a[i] ?? 0;
    const ai = a[count + i] ?? 0;
    const br = (b[i] ?? 0) * ratio;
    const bi = (b[count + i] ?? 0) * ratio;
    const [gri, gii, hri, hii] = [gr[i] ?? 0, gi[i] ?? 0, hr[i] ?? 0, hi[i] ?? 0];
    re[i] = gri * ar + gii * ai + hri * br + hii * bi;
    im[i] = gii * ar - gri * ai + hii * br - hri * bi;
  }
  transformPlane(re, im, size, 1);
};

const normalise = (memory: KernelMemory, task: NormaliseTask): number => {
  const { stride, integralStride, boxWidth, boxHeight, lastX, lastY, scale, weight, floor } = task;
  const map = memory.f32(task.map, stride * (lastY + 1));
  const integral = memory.i32(task.integral, integralStride * (lastY + boxHeight + 1));
  const maxima = memory.f32(task.rowMaxima, lastY + 1);
  let squares = 0;
  for (let y = 0; y <= lastY; y++) {
    let largest = -1e9;
    const above = y * integralStride;
    const below = (y + boxHeight) * integralStride;
    for (let x = 0; x <= lastX; x++) {
      const energy =
        (integral[below + x + boxWidth] ?? 0) -
        (integral[below + x] ?? 0) +
        (integral[above + x] ?? 0) -
        (integral[above + x + boxWidth] ?? 0);
      const z = ((map[y * stride + x] ?? 0) * scale) / Math.sqrt(energy * weight + floor);
      map[y * stride + x] = z;
      if (z > largest) largest = z;
      squares += z * z;
    }
    maxima[y] = largest;
  }
  return squares;
};

const sparseScore = (
  memory: KernelMemory,
  { address, count }: PixelList,
  step: number,
  { fx, fy }: FieldPlanes,
  base: number,
): number => {
  const offsets = memory.i32(address, 4 * count);
  const values = memory.f32(address, 4 * count);
  const floats = memory.floats;
  let sum = 0;
  for (let j = 0; j < 4 * count; j += 4 * step) {
    const o = (offsets[j] ?? 0) + base;
    sum += (values[j + 1] ?? 0) * (floats[fx / 4 + o] ?? 0) + (values[j + 2] ?? 0) * (floats[fy / 4 + o] ?? 0);
  }
  return sum;
};

const blockScores = (
  memory: KernelMemory,
  { address, count }: PixelList,
  { fx, fy }: FieldPlanes,
  base: number,
  { products, energies, apart }: BlockSums & { readonly apart: number },
): void => {
  const offsets = memory.i32(address, 4 * count);
  const values = memory.f32(address, 4 * count);
  const floats = memory.floats;
  for (let j = 0; j < 4 * count; j += 4) {
    const o = (offsets[j] ?? 0) + base;
    const block = apart * (offsets[j + 3] ?? 0);
    const x = floats[fx / 4 + o] ?? 0;
    const y = floats[fy / 4 + o] ?? 0;
    const product = (values[j + 1] ?? 0) * x + (values[j + 2] ?? 0) * y;
    floats[products / 4 + block] = (floats[products / 4 + block] ?? 0) + product;
    floats[energies / 4 + block] = (floats[energies / 4 + block] ?? 0) + x * x + y * y;
  }
};
