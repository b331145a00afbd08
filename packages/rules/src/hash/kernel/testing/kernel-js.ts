import type { RgbImage } from '../../../image/read/raster.ts';
import {
  CELLS_A_SIDE,
  type Edges,
  GRID,
  type HeldPicture,
  type Lines,
  type PictureKernel,
  type Plainness,
  type Rgb,
  type WholeLineMap,
} from '../kernel.ts';
import { areaMap, wholeLineMap } from '../line-maps.ts';
import { regionsOf } from '../regions.ts';
import { cellsOf, lumaAcross, lumaGrid, type ReducedRows } from './grid-js.ts';

/** The kernel in plain JavaScript: the reference that tests hold the WebAssembly kernel to. */
export const createJsPictureKernel = (): PictureKernel => ({
  kind: 'javascript',
  hold: (image, side, { down, across }) => {
    let working = image;
    while (Math.max(working.width, working.height) > side) working = halve(working);
    return { working: held(working), reference: lumaGrid(lumaAcross(reduced(image, down), across)) };
  },
});

/** Half the size: means of 2×2 pixels by two rounding averages. An odd last row or column is its own neighbour. */
export const halve = ({ width, height, data }: RgbImage): RgbImage => {
  const w = (width + 1) >> 1;
  const h = (height + 1) >> 1;
  const out = new Uint8Array(w * h * 3);
  let o = 0;
  for (let y = 0; y < h; y++) {
    const upper = 2 * y * width * 3;
    const lower = Math.min(2 * y + 1, height - 1) * width * 3;
    for (let x = 0; x < w; x++) {
      const p = 6 * x;
      const q = 3 * Math.min(2 * x + 1, width - 1);
      for (let c = 0; c < 3; c++) {
        const left = ((data[upper + p + c] ?? 0) + (data[lower + p + c] ?? 0) + 1) >> 1;
        const right = ((data[upper + q + c] ?? 0) + (data[lower + q + c] ?? 0) + 1) >> 1;
        out[o++] = (left + right + 1) >> 1;
      }
    }
  }
  return { width: w, height: h, data: out };
};

const held = (image: RgbImage): HeldPicture => {
  const rowsOf = ({ top, bottom }: Edges): ReducedRows =>
    reduced(image, wholeLineMap(areaMap(image.height, GRID, top, bottom - top)));
  const along = (size: number, { left, right }: Edges) => areaMap(image.width, size, left, right - left);
  const lines: Pick<HeldPicture, 'image' | 'plainLines' | 'medians'> = {
    image,
    plainLines: (lineSpan, plainness) => {
      for (let k = 0; k < lineSpan.most; k++) {
        if (differing(image, lineSpan, lineSpan.line + k * lineSpan.step, plainness) > plainness.allowed) return k;
      }
      return lineSpan.most;
    },
    medians: (start, step, length, count) => medians(image.data, start, step, length, count),
  };
  return {
    ...lines,
    regions: () => regionsOf(lines),
    grid: (box) => lumaGrid(lumaAcross(rowsOf(box), along(GRID, box))),
    gridAndCells: (box) => {
      const rows = rowsOf(box);
      return { grid: lumaGrid(lumaAcross(rows, along(GRID, box))), cells: cellsOf(rows, along(CELLS_A_SIDE, box)) };
    },
  };
};

/** Channel values of a line that differ from the colour by more than the tolerance. */
const differing = (
  { width, data }: RgbImage,
  { isRow, start, length }: Lines,
  line: number,
  { colour, tolerance }: Plainness,
): number => {
  const [first, step] = isRow ? [3 * (line * width + start), 3] : [3 * (start * width + line), 3 * width];
  const isFar = (at: number, value: number): number => (Math.abs((data[at] ?? 0) - value) > tolerance ? 1 : 0);
  let count = 0;
  for (let k = 0, p = first; k < length; k++, p += step) {
    count += isFar(p, colour[0]) + isFar(p + 1, colour[1]) + isFar(p + 2, colour[2]);
  }
  return count;
};

const medians = (data: Uint8Array, start: number, step: number, length: number, count: number): Rgb => {
  const channel = (c: number): number => {
    const values = new Uint8Array(count);
    for (let i = 0; i < count; i++) values[i] = data[start + sampleAt(i, length, count) * step + c] ?? 0;
    return values.sort()[count >> 1] ?? 0;
  };
  return [channel(0), channel(1), channel(2)];
};

/** Which of `length` pixels sample `i` of `count` is: evenly spread, the same from either end. */
const sampleAt = (i: number, length: number, count: number): number =>
  count === 1 ? 0 : Math.round((i * (length - 1)) / (count - 1));

const reduced = ({ width, data }: RgbImage, { size, first, offset, weights }: WholeLineMap): ReducedRows => {
  const rowBytes = 3 * width;
  const out = new Int32Array(size * rowBytes);
  for (let i = 0; i < size; i++) {
    const begin = offset[i] ?? 0;
    const base = i * rowBytes;
    for (let k = begin; k < (offset[i + 1] ?? 0); k++) {
      const weight = weights[k] ?? 0;
      const row = ((first[i] ?? 0) + k - begin) * rowBytes;
      for (let b = 0; b < rowBytes; b++) out[base + b] = (out[base + b] ?? 0) + weight * (data[row + b] ?? 0);
    }
  }
  return { data: out, width, height: size };
};
