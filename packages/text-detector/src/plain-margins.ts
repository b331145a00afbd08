import type { Raster } from './reduced.ts';

/** A part of a picture, px. */
export interface PicturePart {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How much the levels of a row may differ that shows nothing, 0–255 a channel: compression, and a ground that grows darker. */
const MOST_SPREAD = 10;

/**
 * What is left of a picture without the rows and columns along its edges that show nothing, and at least `step` px each way. It begins at multiples of
 * `step` and ends at such or at the picture's edge, so that a network that looks at it by steps sees the same pieces.
 */
export const withoutPlainMargins = (picture: Raster, step: number): PicturePart => {
  const { width, height } = picture;
  const isPlainRow = (y: number): boolean => isPlain(picture.data, 3 * y * width, 3, width);
  let [top, bottom] = [0, height];
  while (top < height && isPlainRow(top)) top++;
  while (bottom > top && isPlainRow(bottom - 1)) bottom--;
  const isPlainColumn = (x: number): boolean => isPlain(picture.data, 3 * x, 3 * width, height);
  // Over all rows: among few of them each column of a plain shape is plain.
  let [left, right] = [0, width];
  while (left < width && isPlainColumn(left)) left++;
  while (right > left && isPlainColumn(right - 1)) right--;
  const [x, columns] = onSteps(left, right, width, step);
  const [y, rows] = onSteps(top, bottom, height, step);
  return { left: x, top: y, width: columns, height: rows };
};

/** Whether samples of each channel, `stride` apart from `start` on, hardly differ. */
const isPlain = (data: Raster['data'], start: number, stride: number, count: number): boolean => {
  for (let channel = 0; channel < 3; channel++) {
    let [low, high] = [255, 0];
    for (let k = 0, at = start + channel; k < count; k++, at += stride) {
      const level = data[at] ?? 0;
      if (level < low) low = level;
      if (level > high) high = level;
      if (high - low > MOST_SPREAD) return false;
    }
  }
  return true;
};

/** Where a span begins and how long it is, once it reaches half a step farther and to multiples of a step. */
const onSteps = (from: number, to: number, size: number, step: number): readonly [number, number] => {
  const begin = step * Math.floor(Math.max(0, Math.min(from - step / 2, size - step)) / step);
  const end = Math.min(size, step * Math.ceil((to + step / 2) / step));
  return [begin, Math.max(end, Math.min(size, begin + step)) - begin];
};
