import type { RgbImage } from '@listing-lint/rules/image';
import type { FloodBounds, StandingMask } from '../looker.ts';

/** The fill in plain JavaScript: the reference for the other one. */
export const standingIn = (image: RgbImage, far: Uint8Array, bounds: FloodBounds): StandingMask => {
  const { width, height } = image;
  const mask = maskOf(image, far, bounds);
  const [columns, rows] = [new Uint32Array(width), new Uint32Array(height)];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (mask[i] === 0) continue;
      columns[x] = (columns[x] ?? 0) + 1;
      rows[y] = (rows[y] ?? 0) + 1;
    }
  }
  return { mask, columns, rows };
};

const stepBetween = (data: Uint8Array, i: number, j: number): number =>
  Math.max(
    Math.abs((data[3 * i] ?? 0) - (data[3 * j] ?? 0)),
    Math.abs((data[3 * i + 1] ?? 0) - (data[3 * j + 1] ?? 0)),
    Math.abs((data[3 * i + 2] ?? 0) - (data[3 * j + 2] ?? 0)),
  );

const maskOf = ({ width, height, data }: RgbImage, far: Uint8Array, bounds: FloodBounds): Uint8Array => {
  const { alike, free, step, reach } = bounds;
  const mask = new Uint8Array(width * height).fill(1);
  const queue = new Int32Array(width * height);
  let end = 0;
  for (let i = 0; i < mask.length; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    const isFrame = Math.min(x, y, width - 1 - x, height - 1 - y) < 2;
    if (!isFrame || (far[i] ?? 0) > alike) continue;
    mask[i] = 0;
    queue[end++] = i;
  }
  for (let at = 0; at < end; at++) {
    const i = queue[at] ?? 0;
    const x = i % width;
    for (let side = 0; side < 4; side++) {
      if (side === 0 && x === 0) continue;
      if (side === 1 && x === width - 1) continue;
      const to = side === 0 ? i - 1 : side === 1 ? i + 1 : side === 2 ? i - width : i + width;
      // Above the first row and below the last the mask holds nothing.
      if (mask[to] !== 1) continue;
      const away = far[to] ?? 0;
      if (away > reach || (away > free && stepBetween(data, i, to) > step)) continue;
      mask[to] = 0;
      queue[end++] = to;
    }
  }
  return mask;
};
