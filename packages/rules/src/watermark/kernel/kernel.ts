import type { KernelMemory } from '../../kernel/memory.ts';

/** Sides of the square planes that the FFT can take: 3·2^k or 2^k, multiples of 8, divisors of 3072. */
export type PlaneSize = 384 | 512 | 768;

/**
 * Which samples of a line make each of `size` samples, in kernel memory: sample `i` is the sum of `weights[i · taps + k]` × line sample `first[i] + k` over
 * 2^14. `first` is i32, `weights` i16, both with zeros for as many samples as `size` lacks to a multiple of 4.
 */
export interface TapTable {
  readonly size: number;
  /** A multiple of 8 along a row, of 2 down a column; those beyond the end of the line have weight 0. */
  readonly taps: number;
  readonly first: number;
  readonly weights: number;
}

/** A smaller form of a plane of 8 bits. See assembly/shrink.ts. */
export interface ShrinkTask {
  /** u8, rows `width` apart; as many bytes more behind them as `down` has taps beyond the last row. */
  readonly source: number;
  readonly width: number;
  readonly down: TapTable;
  readonly along: TapTable;
  /** u8, `along.size` × `down.size`. */
  readonly target: number;
}

/** A picture's luma in kernel memory and where its field goes; all addresses are bytes. See assembly/field.ts. */
export interface FieldTask {
  /** u8, `width` × `height`. */
  readonly luma: number;
  readonly width: number;
  readonly height: number;
  /** f32, `stride` × at least `height` rows. */
  readonly fx: number;
  readonly fy: number;
  readonly stride: number;
  /** i32, (width + 1) × (height + 1): sums of |field|² · 1024. */
  readonly integral: number;
  /** Luma levels per pixel at which a gradient counts half. */
  readonly softening: number;
  /** Doubles the angle, which forgets on which side of an edge it is lighter. */
  readonly doubled: boolean;
}

/** Two correlation maps from one product of spectra. See assembly/correlate.ts. */
export interface CorrelateTask {
  readonly size: PlaneSize;
  readonly gx: number;
  readonly gy: number;
  readonly a: number;
  readonly b: number;
  /** Unpacking factor of `b` over that of `a`. */
  readonly ratio: number;
  readonly map1: number;
  readonly map2: number;
  /** Rows after this one are not wanted. */
  readonly lastRow: number;
}

/** Scores from one correlation map. See assembly/score.ts. */
export interface NormaliseTask {
  readonly map: number;
  readonly stride: number;
  readonly integral: number;
  readonly integralStride: number;
  readonly boxWidth: number;
  readonly boxHeight: number;
  readonly lastX: number;
  readonly lastY: number;
  readonly scale: number;
  readonly weight: number;
  readonly floor: number;
  /** f32, lastY + 1. */
  readonly rowMaxima: number;
}

/** Edge pixels of a rendered mark in kernel memory: 16 bytes each, see assembly/score.ts. */
export interface PixelList {
  readonly address: number;
  readonly count: number;
}

/** A vector field in kernel memory, by the addresses of its two planes (f32). */
export interface FieldPlanes {
  readonly fx: number;
  readonly fy: number;
}

/** Places at which a pixel list is laid on a field, row by row. */
export interface PlaceGrid {
  /** Where the first place's corner lies, floats from the start of a plane. */
  readonly base: number;
  /** Floats from row to row of the field. */
  readonly stride: number;
  readonly columns: number;
  readonly rows: number;
}

/** Floats from row to row of the scores of a grid: its columns, rounded up to four. */
export const gridStride = (columns: number): number => (columns + 3) & ~3;

/** Where sums by block go (f32 each). */
export interface BlockSums {
  readonly products: number;
  readonly energies: number;
}

/** The numeric heart of the watermark search, over one memory. Spectra are opaque and only for the kernel that made them. */
export interface CorrelationKernel {
  readonly kind: 'wasm-simd' | 'javascript';
  readonly memory: KernelMemory;
  readonly shrink: (task: ShrinkTask) => void;
  readonly gradientField: (task: FieldTask) => void;
  /** Spectrum of size²·8 bytes at `spectrum` from f32 planes; `im` 0 for none. */
  readonly forward: (re: number, im: number, spectrum: number, size: PlaneSize) => void;
  /** Spectra of two real planes at once, each of size²·8 bytes. */
  readonly forwardBoth: (first: number, second: number, spectra: readonly [number, number], size: PlaneSize) => void;
  /** Packs a spectrum into size²·4 bytes at `packed`; returns the factor that undoes it. */
  readonly pack: (spectrum: number, packed: number, size: PlaneSize) => number;
  /** Distance of each float of a spectrum from frequency 0, cycles per plane: what a filter of spectra is made from. */
  readonly radii: (size: PlaneSize) => Float32Array;
  readonly correlate: (task: CorrelateTask) => void;
  /** Returns the sum of squared scores. */
  readonly normalise: (task: NormaliseTask) => number;
  /** Inner product of every `step`th pixel of a list with a field; `base` is where the list's corner lies, floats from the start of a plane. */
  readonly sparseScore: (pixels: PixelList, step: number, field: FieldPlanes, base: number) => number;
  /** `sparseScore` at every place of a grid, to f32 rows `gridStride` apart; what lies beyond a row's columns is undefined. */
  readonly sparseScores: (pixels: PixelList, step: number, field: FieldPlanes, grid: PlaceGrid, scores: number) => void;
  /** Adds the inner products of all pixels with a field, and the energy of the field there, to the sums of their blocks. */
  readonly blockScores: (pixels: PixelList, field: FieldPlanes, base: number, sums: BlockSums) => void;
  /** `blockScores` at four neighbouring places of a row, the first at `base`: sums of a block are four floats. */
  readonly blockScoresOfFour: (pixels: PixelList, field: FieldPlanes, base: number, sums: BlockSums) => void;
}
