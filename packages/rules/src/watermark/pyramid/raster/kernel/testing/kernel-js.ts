import { seededRandom } from '../../../../../kernel/random.ts';
import type { Plane, RenderedMark, TemplateField } from '../../plane.ts';
import {
  COARSEST_NOISE,
  type Exposure,
  type Octave,
  octavesOf,
  type RasterKernel,
  TEMPLATE_SOFTENING,
} from '../kernel.ts';
import { resamplePlane } from '../resample-plane.ts';

/** The kernel in plain JavaScript: the very numbers of the other one, some times slower. */
export const createJsRasterKernel = (): RasterKernel => ({
  kind: 'javascript',
  resampled: resamplePlane,
  framed: ({ width, height, data }, border, most) => {
    const wide = width + 2 * border;
    const values = new Float32Array(wide * (height + 2 * border));
    for (let i = 0; i < data.length; i++) {
      const to = (Math.floor(i / width) + border) * wide + border + (i % width);
      values[to] = Math.min(most, Math.max(0, data[i] ?? 0));
    }
    return values;
  },
  fieldOn,
  exposed,
});

const fieldOn = (mark: RenderedMark, background: number, doubled: boolean): TemplateField => {
  const { width, height } = mark;
  const luma = new Float32Array(width * height);
  for (let i = 0; i < luma.length; i++) luma[i] = background * (1 - (mark.alpha[i] ?? 0)) + (mark.ink[i] ?? 0);
  const at = (i: number): number => luma[i] ?? 0;
  const fx = new Float32Array(width * height);
  const fy = new Float32Array(width * height);
  let energy = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const up = i - width;
      const down = i + width;
      const dx = (at(up + 1) + 2 * at(i + 1) + at(down + 1) - at(up - 1) - 2 * at(i - 1) - at(down - 1)) / 8;
      const dy = (at(down - 1) + 2 * at(down) + at(down + 1) - at(up - 1) - 2 * at(up) - at(up + 1)) / 8;
      // Most of a mark is plain, and the field there nothing.
      if (dx === 0 && dy === 0) continue;
      const magnitude = Math.sqrt(dx * dx + dy * dy);
      const scale = 1 / (magnitude + TEMPLATE_SOFTENING);
      fx[i] = doubled ? (scale * (dx * dx - dy * dy)) / (magnitude + 1e-6) : dx * scale;
      fy[i] = doubled ? (scale * 2 * dx * dy) / (magnitude + 1e-6) : dy * scale;
      energy += (magnitude * scale) ** 2;
    }
  }
  return { width, height, x: fx, y: fy, energy };
};

const exposed = (exposure: Exposure): Uint8Array => {
  const { canvas, strength, sparesWhite } = exposure;
  const { width, height } = canvas;
  const drawing = softened(canvas);
  const noise = octavesOf(exposure).reduce(finer, {
    width: COARSEST_NOISE,
    height: COARSEST_NOISE,
    data: exposure.coarsest,
  });
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const base = drawing[y * width + x] ?? 0;
      const isSpared = sparesWhite && base > 254;
      const luma = base + (isSpared ? 0 : strength * (noise.data[y * noise.width + x] ?? 0));
      data[y * width + x] = luma <= 0 ? 0 : luma >= 255 ? 255 : luma + 0.5;
    }
  }
  return data;
};

/** Binomial blur (1 2 1), along all of the plane as one line, then down its columns. */
const softened = ({ width, height, data: sharp }: Plane): Float32Array => {
  const line = sharp.slice();
  for (let i = 1; i < line.length - 1; i++) {
    line[i] = ((sharp[i - 1] ?? 0) + 2 * (sharp[i] ?? 0) + (sharp[i + 1] ?? 0)) / 4;
  }
  const both = line.slice();
  for (let i = width; i < width * (height - 1); i++) {
    both[i] = ((line[i - width] ?? 0) + 2 * (line[i] ?? 0) + (line[i + width] ?? 0)) / 4;
  }
  return both;
};

/** The next octave: between samples their means, the last row and column repeated, and to each a random number. */
const finer = (before: Plane, { side, columns, rows, weight, state }: Octave): Plane => {
  const data = new Float32Array(columns * rows);
  const random = seededRandom(state);
  const { data: plane } = before;
  for (let y = 0; y < rows; y++) {
    const above = (y >> 1) * before.width;
    const below = Math.min(side - 1, (y + 1) >> 1) * before.width;
    for (let x = 0; x < columns; x++) {
      const left = x >> 1;
      const right = Math.min(side - 1, (x + 1) >> 1);
      const upper = (plane[above + left] ?? 0) + (plane[above + right] ?? 0);
      data[y * columns + x] = (upper + (plane[below + left] ?? 0) + (plane[below + right] ?? 0)) / 4;
    }
    for (let i = y * columns; i < (y + 1) * columns; i++) data[i] = (data[i] ?? 0) + weight * (random() * 2 - 1);
    random.skip(2 * side - columns);
  }
  return { width: columns, height: rows, data };
};
