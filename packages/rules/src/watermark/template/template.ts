import type { CorrelationKernel, PlaneSize } from '../kernel/kernel.ts';
import type { Mark } from '../mark/mark.ts';
import { frameOf } from './angle-frame.ts';
import { type EdgeList, makeEdgeList } from './edge-list.ts';
import {
  backgroundsOf,
  fieldOn,
  meanField,
  type RenderedMark,
  renderMark,
  type TemplateField,
} from './template-field.ts';

/** Two template fields whose correlation maps one inverse FFT gives. */
export interface PairSpectrum {
  readonly a: number;
  readonly b: number;
  /** Unpacking factor of both, relative to `a`. */
  readonly factor: number;
  readonly ratio: number;
  readonly bytes: number;
  used: number;
}

/** Bytes of kernel memory that the spectra of all templates, and the edge lists of all, may take. */
export interface Budget {
  readonly spectra: number;
  readonly lists: number;
}

const DEFAULT_BUDGET: Budget = { spectra: 192 << 20, lists: 64 << 20 };

/** A mark made ready for search: its renderings, spectra and edge lists, kept within a memory bound. */
export class Template {
  readonly mark: Mark;
  readonly backgrounds: readonly number[];
  readonly kernel: CorrelationKernel;
  readonly #budget: Budget;
  readonly #coarse = new Map<number, TemplateField>();
  readonly #spectra = new Map<string, PairSpectrum>();
  readonly #lists = new Map<string, EdgeList>();
  #spectraBytes = 0;
  #listBytes = 0;
  #clock = 0;

  constructor(kernel: CorrelationKernel, mark: Mark, budget: Budget = DEFAULT_BUDGET) {
    this.kernel = kernel;
    this.#budget = budget;
    this.mark = mark;
    this.backgrounds = backgroundsOf(mark);
  }

  /** Call once a picture: ages what is kept. */
  tick(): void {
    this.#clock++;
  }

  /** The double-angle field of the mark `width` px wide, averaged over its backgrounds. */
  coarseField(width: number): TemplateField {
    let field = this.#coarse.get(width);
    if (!field) {
      const rendered = renderMark(this.mark, width);
      field = meanField(this.backgrounds.map((background) => fieldOn(rendered, background, true)));
      this.#coarse.set(width, field);
    }
    return field;
  }

  /** Runs `use` with the spectrum of two fields; kept for the next picture where the budget allows. */
  withSpectrum<T>(size: PlaneSize, first: TemplateField, second: TemplateField, use: (pair: PairSpectrum) => T): T {
    const key = `${size}/${first.width}x${first.height}/${second.width}x${second.height}`;
    let pair = this.#spectra.get(key);
    if (!pair) {
      pair = makePair(this.kernel, size, first, second, this.#clock);
      this.#spectra.set(key, pair);
      this.#spectraBytes += pair.bytes;
    }
    pair.used = this.#clock;
    const result = use(pair);
    if (this.#spectraBytes > this.#budget.spectra) this.#shrink(key);
    return result;
  }

  /**
   * Over the budget, drops what no recent picture used, else the newcomer: pictures use spectra in the same order again and again, where
   * dropping the least recently used would drop each just before its next use.
   */
  #shrink(newcomer: string): void {
    const old = [...this.#spectra].find(([, pair]) => this.#clock - pair.used > 32);
    const [key, pair] = old ?? [newcomer, this.#spectra.get(newcomer)];
    if (!pair) return;
    this.#spectra.delete(key);
    this.#spectraBytes -= pair.bytes;
    this.kernel.memory.release(pair.a, pair.bytes / 2);
    this.kernel.memory.release(pair.b, pair.bytes / 2);
  }

  /** Edge pixels of the mark `width` px wide on each background, for a level of that stride; least recently used ones are dropped. */
  edgeList(width: number, stride: number): EdgeList {
    const key = `${width}/${stride}`;
    const kept = this.#lists.get(key);
    this.#lists.delete(key);
    const list = kept ?? this.#makeList(width, stride);
    this.#lists.set(key, list);
    if (!kept) this.#listBytes += list.bytes;
    for (const [other, { bytes, release }] of this.#lists) {
      if (this.#listBytes <= this.#budget.lists || other === key) break;
      this.#lists.delete(other);
      this.#listBytes -= bytes;
      release();
    }
    return list;
  }

  #makeList(width: number, stride: number): EdgeList {
    const rendered: RenderedMark = renderMark(this.mark, width);
    return makeEdgeList(
      this.kernel,
      this.backgrounds.map((background) => fieldOn(rendered, background, false)),
      stride,
      frameOf(this.mark, width),
    );
  }
}

const makePair = (
  kernel: CorrelationKernel,
  size: PlaneSize,
  first: TemplateField,
  second: TemplateField,
  used: number,
): PairSpectrum => {
  const { memory } = kernel;
  const plane = size * size * 4;
  const [re, im, spectrum] = [memory.allocate(plane), memory.allocate(plane), memory.allocate(2 * plane)];
  const pack = (one: Float32Array, two: Float32Array): { at: number; factor: number } => {
    place(memory.f32(re, size * size), size, one, first.width, 1);
    place(memory.f32(im, size * size), size, two, second.width, -1);
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
  return { a: a.at, b: b.at, factor: a.factor, ratio, bytes: 2 * plane, used };
};

const place = (plane: Float32Array, size: number, values: Float32Array, width: number, sign: number): void => {
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
