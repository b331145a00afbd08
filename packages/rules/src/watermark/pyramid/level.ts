import type { GreyImage } from '../../image/read/raster.ts';
import type { CorrelationKernel, PlaneSize } from '../kernel/kernel.ts';

/** Edge pixels repeated around a level, so that a mark flush with the picture's border keeps its outer edges. */
export const PAD = 6;
/** Luma levels per pixel at which a picture's gradient counts half. */
const SOFTENING = 3;

/** One size of a picture as a gradient field in kernel memory. Addresses are bytes; sizes are px. */
export interface Level {
  readonly kernel: CorrelationKernel;
  /** What the level was made from. */
  readonly picture: GreyImage;
  /** Width of the padded field, `innerWidth + 2 · PAD`. */
  readonly width: number;
  readonly height: number;
  /** Width of the picture at this size. */
  readonly innerWidth: number;
  readonly innerHeight: number;
  readonly stride: number;
  readonly fx: number;
  readonly fy: number;
  readonly integral: number;
  /** Mean of |field|² over the level. */
  readonly meanEnergy: number;
  readonly release: () => void;
}

/** A level whose spectra are there too. */
export interface SpectralLevel extends Level {
  readonly size: PlaneSize;
  readonly gx: number;
  readonly gy: number;
}

/** Floats from row to row of a level without spectra: one for all pictures, so that edge lists fit all. */
const STRIDE = 1040;

/** Layout of a field in memory: `rows` rows, `stride` floats apart. */
interface FieldLayout {
  readonly stride: number;
  readonly rows: number;
  /** Zero beyond the picture, as a transform reads it; undefined there otherwise. */
  readonly cleared: boolean;
  /** Doubles the angles, which forgets on which side of an edge it is lighter. */
  readonly doubled: boolean;
}

/** The signed gradient field of a picture of at most 1024 px. */
export const makeLevel = (kernel: CorrelationKernel, picture: GreyImage): Level =>
  layOutLevel(kernel, picture, { stride: STRIDE, rows: picture.height + 2 * PAD, cleared: false, doubled: false });

const layOutLevel = (kernel: CorrelationKernel, picture: GreyImage, layout: FieldLayout): Level => {
  const { memory } = kernel;
  const { stride, rows, cleared, doubled } = layout;
  const width = picture.width + 2 * PAD;
  const height = picture.height + 2 * PAD;
  const sizes = { luma: width * height, field: stride * rows * 4, integral: (width + 1) * (height + 1) * 4 };
  const luma = memory.allocate(sizes.luma);
  const fx = memory.allocate(sizes.field);
  const fy = memory.allocate(sizes.field);
  const integral = memory.allocate(sizes.integral);
  if (cleared) for (const plane of [fx, fy]) clearBeyond(memory.f32(plane, stride * rows), { width, height, stride });
  repeatEdges(picture, memory.u8(luma, width * height));
  kernel.gradientField({ luma, width, height, fx, fy, stride, integral, softening: SOFTENING, doubled });
  memory.release(luma, sizes.luma);
  const total = memory.i32(integral, (width + 1) * (height + 1)).at(-1) ?? 0;
  return {
    kernel,
    picture,
    width,
    height,
    innerWidth: picture.width,
    innerHeight: picture.height,
    stride,
    fx,
    fy,
    integral,
    meanEnergy: total / 1024 / (width * height),
    release: () => {
      memory.release(fx, sizes.field);
      memory.release(fy, sizes.field);
      memory.release(integral, sizes.integral);
    },
  };
};

/** Zeros right of a field and below it. */
const clearBeyond = (
  plane: Float32Array,
  { width, height, stride }: { readonly width: number; readonly height: number; readonly stride: number },
): void => {
  if (width < stride) for (let y = 0; y < height; y++) plane.fill(0, y * stride + width, (y + 1) * stride);
  plane.fill(0, height * stride);
};

/** The double-angle gradient field of a picture on a square plane, with the spectra of its two components. */
export const makeSpectralLevel = (kernel: CorrelationKernel, picture: GreyImage, size: PlaneSize): SpectralLevel => {
  const rows = (picture.height + 2 * PAD + 7) & ~7;
  const level = layOutLevel(kernel, picture, { stride: size, rows, cleared: true, doubled: true });
  const bytes = size * size * 8;
  const gx = kernel.memory.allocate(bytes);
  const gy = kernel.memory.allocate(bytes);
  kernel.forwardBoth({ re: level.fx, im: level.fy, rows }, [gx, gy], size);
  const release = (): void => {
    level.release();
    kernel.memory.release(gx, bytes);
    kernel.memory.release(gy, bytes);
  };
  return { ...level, size, gx, gy, release };
};

const repeatEdges = ({ width, height, data }: GreyImage, to: Uint8Array): void => {
  const wide = width + 2 * PAD;
  for (let y = 0; y < height + 2 * PAD; y++) {
    const row = Math.min(height - 1, Math.max(0, y - PAD)) * width;
    const start = y * wide;
    to.set(data.subarray(row, row + width), start + PAD);
    to.fill(data[row] ?? 0, start, start + PAD);
    to.fill(data[row + width - 1] ?? 0, start + PAD + width, start + wide);
  }
};

/** A corner of a box on a level, padded px. */
export interface Corner {
  readonly left: number;
  readonly top: number;
}

/** Sum of |field|² over a box of that size (px) with its corner at a place of a level (padded px); invalid after kernel memory is allocated again. */
export const boxEnergies = (
  { kernel, integral, width: across }: Level,
  { width, height }: { readonly width: number; readonly height: number },
): ((left: number, top: number) => number) => {
  const sums = kernel.memory.integers;
  const [first, stride] = [integral / 4, across + 1];
  const down = height * stride;
  return (left, top) => {
    const corner = first + top * stride + left;
    const below = corner + down;
    return ((sums[below + width] ?? 0) - (sums[below] ?? 0) - (sums[corner + width] ?? 0) + (sums[corner] ?? 0)) / 1024;
  };
};
