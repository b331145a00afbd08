import { seededRandom } from '../../../../kernel/random.ts';
import type { Plane, RenderedMark, Taps, TemplateField } from '../plane.ts';

/** A drawing, and the noise added to it. */
export interface Exposure {
  /** Luma, 0–255. */
  readonly canvas: Plane;
  /** State of the random numbers (`SkippingRandom`) behind the coarsest noise. */
  readonly state: number;
  /** 4 × 4 samples of it, −1 to 1. */
  readonly coarsest: Float32Array;
  /** By how much weaker each octave is than the one before, 0–1. */
  readonly decay: number;
  /** Levels of luma that noise of 1 adds. */
  readonly strength: number;
  /** Leaves white alone (luma above 254 once softened). */
  readonly sparesWhite: boolean;
}

/** Side of the finest noise, px: no drawing is larger. */
const FINEST_NOISE = 1024;
/** Side of the coarsest. */
export const COARSEST_NOISE = 4;

/** One octave of fractal noise: of a square plane the upper left part that the picture shows. */
export interface Octave {
  /** Side of the octave before, px; this one has twice that. */
  readonly side: number;
  readonly columns: number;
  readonly rows: number;
  readonly weight: number;
  /** State of the random numbers before the plane's first. */
  readonly state: number;
}

/** From coarse to fine. Of each no more is worked out than the picture shows; the numbers of the rest are passed over. */
export const octavesOf = ({ canvas, decay, state }: Exposure): readonly Octave[] => {
  const octaves: Octave[] = [];
  const random = seededRandom(state);
  for (let side = COARSEST_NOISE, weight = decay; side < FINEST_NOISE; side *= 2, weight *= decay) {
    const halvings = Math.log2(FINEST_NOISE / (2 * side));
    const samples = (size: number): number => Math.min(2 * side, (size >> halvings) + 2);
    octaves.push({ side, columns: samples(canvas.width), rows: samples(canvas.height), weight, state: random.state() });
    random.skip(4 * side * side);
  }
  return octaves;
};

/** Marks rendered, and clean pictures made of drawings. Both kernels give the very same numbers. */
export interface RasterKernel {
  readonly kind: 'wasm-simd' | 'javascript';
  /** A plane at another size by weighted sums, along its rows and then down its columns, rounded to f32 after each column's sample. */
  readonly resampled: (plane: Plane, along: Taps, down: Taps) => Plane;
  /** The values of a plane, none below 0 or above `most`, in the middle of a plane of zeros that is `border` px wider and higher at each side. */
  readonly framed: (plane: Plane, border: number, most: number) => Float32Array;
  /** Softly normalised gradient field (Sobel / 8) of a rendered mark on a plain background of that luma (0–255); `doubled` doubles the angles. */
  readonly fieldOn: (mark: RenderedMark, background: number, doubled: boolean) => TemplateField;
  /**
   * A drawing as a picture: blurred by 1 2 1, what a lens and a sensor do to hard edges, with fractal noise over it, each octave half as coarse as the one
   * before. Luma, rows from the top.
   */
  readonly exposed: (exposure: Exposure) => Uint8Array;
}

/** Luma levels per pixel at which a template's gradient counts half; a picture's counts half at 3. */
export const TEMPLATE_SOFTENING = 6;
