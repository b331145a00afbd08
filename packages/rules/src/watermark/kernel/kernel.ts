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

/** A square plane of complex numbers in kernel memory, as its real and imaginary parts (f32). */
export interface ComplexPlane {
  readonly re: number;
  /** 0 for none. */
  readonly im: number;
  /** Rows from the top that are read, a multiple of 8; those below count as 0. */
  readonly rows: number;
}

/** Weight of a frequency, by its distance from 0 in cycles per plane and the plane's side. A function of the module's: filters are known by it. */
export type RadialFilter = (radius: number, size: PlaneSize) => number;

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

/** Grid of placements of a pixel list on a field, row by row. */
export interface PlaceGrid {
  /** Position of the first place's corner, floats from the start of a plane. */
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

/** What says how well the blocks of a mark agree with a field at four neighbouring places. See assembly/score.ts. */
export interface AgreementTask {
  /** Sums of `blockScoresOfFour`, a list behind the other: products, then energies. */
  readonly sums: number;
  /** Energies of the mark's blocks (f64), a list behind the other. */
  readonly owns: number;
  readonly blocks: number;
  readonly lists: number;
  /** Four f64: −1 to 1. */
  readonly means: number;
}

/** What says at which place of a grid that was scored the correlation is highest. See assembly/score.ts. */
export interface HighestTask {
  /** Of the first list, by `sparseScores`; those of the next ones lie behind each other, `plane` bytes apart. */
  readonly scores: number;
  readonly plane: number;
  readonly lists: number;
  /** Energies of the lists (f64). */
  readonly owns: number;
  readonly columns: number;
  readonly rows: number;
  /** Summed energies of the field, at the corner of the first place. */
  readonly integral: number;
  readonly integralStride: number;
  readonly boxWidth: number;
  readonly boxHeight: number;
  readonly step: number;
  readonly floor: number;
  /** Where the correlation goes (f64). */
  readonly most: number;
}

/** The numeric heart of the watermark search, over one memory. Spectra are opaque and only for the kernel that made them. */
export interface CorrelationKernel {
  readonly kind: 'wasm-simd' | 'javascript';
  readonly memory: KernelMemory;
  readonly shrink: (task: ShrinkTask) => void;
  readonly gradientField: (task: FieldTask) => void;
  /** Spectrum of size²·8 bytes at `spectrum`. */
  readonly forward: (planes: ComplexPlane, spectrum: number, size: PlaneSize) => void;
  /** Spectra of the two real planes, each of size²·8 bytes, at once. */
  readonly forwardBoth: (planes: ComplexPlane, spectra: readonly [number, number], size: PlaneSize) => void;
  /** Packs a spectrum into size²·4 bytes at `packed`; returns the factor that undoes it. */
  readonly pack: (spectrum: number, packed: number, size: PlaneSize) => number;
  /** Multiplies a spectrum by a weight that depends on the distance from frequency 0 alone, cycles per plane; a filter's weights are computed once per size. */
  readonly filter: (spectrum: number, size: PlaneSize, weightAt: RadialFilter) => void;
  readonly correlate: (task: CorrelateTask) => void;
  /** Returns the sum of squared scores. */
  readonly normalise: (task: NormaliseTask) => number;
  /** Inner product of every `step`th pixel of a list with a field; `base` is the list's corner, floats from the start of a plane. */
  readonly sparseScore: (pixels: PixelList, step: number, field: FieldPlanes, base: number) => number;
  /** `sparseScore` at every place of a grid, to f32 rows `gridStride` apart; values beyond a row's columns are undefined. */
  readonly sparseScores: (pixels: PixelList, step: number, field: FieldPlanes, grid: PlaceGrid, scores: number) => void;
  /** Returns place · lists + list of the highest correlation, where a place is its row · `gridStride` + its column; −1 for none. */
  readonly highest: (task: HighestTask) => number;
  /** Adds the inner products of all pixels with a field, and the energy of the field there, to the sums of their blocks. */
  readonly blockScores: (pixels: PixelList, field: FieldPlanes, base: number, sums: BlockSums) => void;
  /** `blockScores` at four neighbouring places of a row, the first at `base`: sums of a block are four floats. */
  readonly blockScoresOfFour: (pixels: PixelList, field: FieldPlanes, base: number, sums: BlockSums) => void;
  /** At each of the four the mean over the blocks of their correlation, on the list that suits them best; blocks that have no energy on any are left out. */
  readonly agreements: (task: AgreementTask) => void;
}

/** The weights of a filter at the frequencies 0 to half the size along one axis (rows), and along the other. */
export const radialWeights = (size: PlaneSize, weightAt: RadialFilter): Float32Array => {
  const across = size / 2 + 1;
  const weights = new Float32Array(across * across);
  for (let u = 0; u < across; u++) {
    for (let v = 0; v <= u; v++) {
      const weight = weightAt(Math.fround(Math.hypot(u, v)), size);
      weights[u * across + v] = weight;
      weights[v * across + u] = weight;
    }
  }
  return weights;
};
