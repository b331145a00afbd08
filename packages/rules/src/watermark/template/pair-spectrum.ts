import type { CorrelationKernel, PlaneSize, RadialFilter } from '../kernel/kernel.ts';
import type { TemplateField } from '../pyramid/raster/plane.ts';

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
  const rows = (Math.max(first.height, second.height) + 7) & ~7;
  const pack = (one: Float32Array, two: Float32Array): { at: number; factor: number } => {
    place(memory.f32(re, rows * size), size, { values: one, width: first.width, sign: 1 });
    place(memory.f32(im, rows * size), size, { values: two, width: second.width, sign: -1 });
    kernel.forward({ re, im, rows }, spectrum, size);
    kernel.filter(spectrum, size, whitening);
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
  for (let from = 0, to = 0; from < values.length; from += width, to += size) {
    for (let x = 0; x < width; x++) plane[to + x] = sign * (values[from + x] ?? 0);
  }
};

/**
 * Double-angle fields of photographs are strongest at low frequencies: their power falls as about r^−1.65 (radial mean over 19 photos on three
 * planes). A matched filter divides by the power of the noise (Turin, An introduction to matched filters, 1960); a little less than all of
 * it keeps the peak wide enough for the steps of width.
 */
const WHITENING = 1.1;

const whitening: RadialFilter = (radius, size) => (Math.max(radius, 1) / size) ** WHITENING;
