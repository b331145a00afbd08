import type { CorrelationKernel, PlaneSize } from '../kernel/kernel.ts';
import type { TemplateField } from './template-field.ts';

/** Two template fields whose correlation maps one inverse FFT gives. */
export interface PairSpectrum {
  readonly a: number;
  readonly b: number;
  /** Unpacking factor of both, relative to `a`. */
  readonly factor: number;
  readonly ratio: number;
  readonly bytes: number;
}

/** The whitened spectra of two fields on a plane, in new kernel memory. */
export const makePair = (
  kernel: CorrelationKernel,
  size: PlaneSize,
  first: TemplateField,
  second: TemplateField,
): PairSpectrum => {
  const { memory } = kernel;
  const plane = size * size * 4;
  const [re, im, spectrum] = [memory.allocate(plane), memory.allocate(plane), memory.allocate(2 * plane)];
  const pack = (one: Float32Array, two: Float32Array): { at: number; factor: number } => {
    place(memory.f32(re, size * size), size, { values: one, width: first.width, sign: 1 });
    place(memory.f32(im, size * size), size, { values: two, width: second.width, sign: -1 });
    kernel.forward(re, im, spectrum, size);
    whiten(kernel, spectrum, size);
    const at = memory.allocate(plane);
    return { at, factor: kernel.pack(spectrum, at, size) };
  };
  const a = pack(first.x, second.x);
  const b = pack(first.y, second.y);
  memory.release(re, plane);
  memory.release(im, plane);
  memory.release(spectrum, 2 * plane);
  const ratio = a.factor > 0 ? b.factor / a.factor : 0;
  return { a: a.at, b: b.at, factor: a.factor, ratio, bytes: 2 * plane };
};

export const releasePair = ({ memory }: CorrelationKernel, { a, b, bytes }: PairSpectrum): void => {
  memory.release(a, bytes / 2);
  memory.release(b, bytes / 2);
};

/** Values of rows `width` px long in the corner of an empty plane. */
const place = (
  plane: Float32Array,
  size: number,
  { values, width, sign }: { readonly values: Float32Array; readonly width: number; readonly sign: number },
): void => {
  plane.fill(0);
  for (let i = 0; i < values.length; i++) {
    plane[Math.floor(i / width) * size + (i % width)] = sign * (values[i] ?? 0);
  }
};

/**
 * Double-angle fields of photographs are strongest at low frequencies: their power falls as about r^−1.65 (radial mean over 19 photos on three
 * planes). A matched filter divides by the power of the noise (Turin, An introduction to matched filters, 1960); a little less than all of
 * it keeps the peak wide enough for the steps of width.
 */
const WHITENING = 1.1;

const whiten = (kernel: CorrelationKernel, spectrum: number, size: PlaneSize): void => {
  const values = kernel.memory.f32(spectrum, 2 * size * size);
  const weights = weightsOf(kernel, size);
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) * (weights[i] ?? 0);
};

const weightsByKernel = new WeakMap<CorrelationKernel, Map<PlaneSize, Float32Array>>();

const weightsOf = (kernel: CorrelationKernel, size: PlaneSize): Float32Array => {
  const bySize = weightsByKernel.get(kernel) ?? new Map<PlaneSize, Float32Array>();
  weightsByKernel.set(kernel, bySize);
  const known = bySize.get(size);
  if (known) return known;
  const weights = kernel.radii(size).map((radius) => (Math.max(radius, 1) / size) ** WHITENING);
  bySize.set(size, weights);
  return weights;
};
