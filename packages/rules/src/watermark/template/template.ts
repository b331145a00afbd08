import type { CorrelationKernel, PlaneSize } from '../kernel/kernel.ts';
import type { Mark } from '../mark/mark.ts';
import type { TemplateField } from '../pyramid/raster/plane.ts';
import { angleFrameOf, dropFrame } from './blocks.ts';
import { type EdgeList, edgesOf, layEdges, type MarkEdges } from './edge-list.ts';
import type { EdgeStore } from './edge-store.ts';
import { makePair, type PairSpectrum, releasePair } from './pair-spectrum.ts';
import { backgroundsOf, dropFields, dropMark, fieldOn, meanField, renderMark, sumOfFields } from './template-field.ts';

/** Bytes of kernel memory that the spectra of all templates, and the edge lists of all, may take. */
export interface Budget {
  readonly spectra: number;
  readonly lists: number;
}

const DEFAULT_BUDGET: Budget = { spectra: 192 << 20, lists: 64 << 20 };
/** Pictures after which a spectrum that none of them used may go. */
const RECENT = 32;

/** A field that is searched for on a whole level; `key` identifies its widths. */
export interface CoarseField extends TemplateField {
  readonly key: string;
}

/** A mark prepared for search: its renderings, spectra and edge lists, cached within a memory bound. */
export class Template {
  readonly mark: Mark;
  readonly backgrounds: readonly number[];
  readonly kernel: CorrelationKernel;
  readonly #budget: Budget;
  readonly #store: EdgeStore | undefined;
  readonly #coarse = new Map<string, CoarseField>();
  readonly #spectra = new Map<string, { readonly pair: PairSpectrum; used: number }>();
  readonly #lists = new Map<string, EdgeList>();
  #spectraBytes = 0;
  #listBytes = 0;
  #clock = 0;

  /** `store`: edges for later runs. */
  constructor(kernel: CorrelationKernel, mark: Mark, budget: Budget = DEFAULT_BUDGET, store?: EdgeStore) {
    this.kernel = kernel;
    this.#budget = budget;
    this.#store = store;
    this.mark = mark;
    this.backgrounds = backgroundsOf(mark);
  }

  /** Call once a picture: ages the cache. */
  tick(): void {
    this.#clock++;
  }

  /** The double-angle field of the mark at some widths, px, each averaged over its backgrounds: their sum, aligned by their centres. */
  coarseField(widths: readonly number[]): CoarseField {
    const key = widths.join('+');
    let field = this.#coarse.get(key);
    if (!field) {
      field = { ...sumOfFields(widths.map((width) => this.#meanField(width))), key };
      this.#coarse.set(key, field);
    }
    return field;
  }

  #meanField(width: number): TemplateField {
    const rendered = renderMark(this.mark, width);
    const fields = this.backgrounds.map((background) => fieldOn(rendered, background, true));
    const mean = meanField(fields);
    dropMark(rendered);
    dropFields(fields);
    return mean;
  }

  /** Runs `use` with the spectrum of two fields; cached for the next picture if the budget allows. */
  withSpectrum<T>(size: PlaneSize, first: CoarseField, second: CoarseField, use: (pair: PairSpectrum) => T): T {
    const key = `${size}/${first.key}/${second.key}`;
    let cached = this.#spectra.get(key);
    if (!cached) {
      cached = { pair: makePair(this.kernel, size, first, second), used: this.#clock };
      this.#spectra.set(key, cached);
      this.#spectraBytes += cached.pair.bytes;
    }
    cached.used = this.#clock;
    const result = use(cached.pair);
    if (this.#spectraBytes > this.#budget.spectra) this.#shrink(key);
    return result;
  }

  /**
   * Over the budget, drops what no recent picture used, else the newcomer: pictures use spectra in the same order again and again, where
   * dropping the least recently used would drop each just before its next use.
   */
  #shrink(newcomer: string): void {
    const [key] = [...this.#spectra].find(([, { used }]) => this.#clock - used > RECENT) ?? [newcomer];
    const dropped = this.#spectra.get(key);
    if (!dropped) return;
    this.#spectra.delete(key);
    this.#spectraBytes -= dropped.pair.bytes;
    releasePair(this.kernel, dropped.pair);
  }

  /** Edge pixels of the mark `width` px wide on each background, for a level of that stride; least recently used ones are dropped. */
  edgeList(width: number, stride: number): EdgeList {
    const key = `${width}/${stride}`;
    const cached = this.#lists.get(key);
    this.#lists.delete(key);
    const list = cached ?? this.#makeList(width, stride);
    this.#lists.set(key, list);
    if (!cached) this.#listBytes += list.bytes;
    if (this.#listBytes <= this.#budget.lists) return list;
    for (const [other, { bytes, release }] of this.#lists) {
      if (this.#listBytes <= this.#budget.lists || other === key) break;
      this.#lists.delete(other);
      this.#listBytes -= bytes;
      release();
    }
    return list;
  }

  #makeList(width: number, stride: number): EdgeList {
    const cached = this.#store?.get(this.mark, width, this.backgrounds);
    const edges = cached ?? this.#edges(width);
    if (cached === undefined) this.#store?.put(this.mark, width, this.backgrounds, edges);
    return layEdges(this.kernel, edges, stride);
  }

  #edges(width: number): MarkEdges {
    const rendered = renderMark(this.mark, width);
    const fields = this.backgrounds.map((background) => fieldOn(rendered, background, false));
    const frame = angleFrameOf(this.mark, width);
    const edges = edgesOf(fields, frame);
    dropMark(rendered);
    dropFields(fields);
    dropFrame(frame);
    return edges;
  }
}
