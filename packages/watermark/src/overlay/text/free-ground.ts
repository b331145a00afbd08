import type { RgbImage } from '@listing-lint/rules/image';
import type { PixelBox } from './rows.ts';

/** Largest change of a channel over so many px on the way to the edge of the picture: more is the soft edge of something. */
const DRIFT = 10;
const DRIFT_REACH = 8;
/** Width of JPEG ringing around a row, px, in colour over a block of 16. */
const RINGING = 8;
/** Share of the picture within which the edge is near. */
const NEAR = 0.06;

/** The one plain region around a row: at least nine tenths of the line around its box; 0 where there is none. */
export const groundAround = (box: PixelBox, of: Int32Array, width: number, height: number): number => {
  const left = Math.max(0, box.left - 2);
  const right = Math.min(width - 1, box.right + 1);
  const top = Math.max(0, box.top - 2);
  const bottom = Math.min(height - 1, box.bottom + 1);
  const counts = new Map<number, number>();
  let all = 0;
  const look = (x: number, y: number): void => {
    const label = of[y * width + x] ?? 0;
    counts.set(label, (counts.get(label) ?? 0) + 1);
    all++;
  };
  for (let x = left; x <= right; x++) {
    look(x, top);
    look(x, bottom);
  }
  for (let y = top + 1; y < bottom; y++) {
    look(left, y);
    look(right, y);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best !== undefined && best[1] >= 0.9 * all ? best[0] : 0;
};

/**
 * Whether a row is on the picture's own background and not on a part of a product in the background's colour: inside one, an outline is
 * between the row and the edge of the picture. Two of the four sides must be open, or one whose edge is near.
 */
export const standsFree = (picture: RgbImage, of: Int32Array, label: number, box: PixelBox): boolean => {
  const { width, height } = picture;
  const x = (box.left + box.right) >> 1;
  const y = (box.top + box.bottom) >> 1;
  const sides = [
    { open: isOpen(picture, of, label, [box.left - 2, y], [-1, 0]), distance: box.left / width },
    { open: isOpen(picture, of, label, [box.right + 1, y], [1, 0]), distance: 1 - box.right / width },
    { open: isOpen(picture, of, label, [x, box.top - 2], [0, -1]), distance: box.top / height },
    { open: isOpen(picture, of, label, [x, box.bottom + 1], [0, 1]), distance: 1 - box.bottom / height },
  ].filter(({ open }) => open);
  return sides.length >= 2 || sides.some(({ distance }) => distance <= NEAR);
};

/** Whether the plain region goes on from a place to the edge of the picture, without the soft edge of something across it. */
const isOpen = (
  { width, height, data }: RgbImage,
  of: Int32Array,
  label: number,
  from: readonly [number, number],
  [stepX, stepY]: readonly [number, number],
): boolean => {
  const step = stepX + stepY * width;
  let [x, y] = from;
  let passed = 0;
  for (let i = y * width + x; x >= 0 && x < width && y >= 0 && y < height; x += stepX, y += stepY, i += step) {
    if (of[i] !== label) return false;
    if (passed++ < RINGING) continue;
    const nextX = x + DRIFT_REACH * stepX;
    const nextY = y + DRIFT_REACH * stepY;
    if (nextX < 0 || nextX >= width || nextY < 0 || nextY >= height) continue;
    const p = 3 * i;
    const q = 3 * (i + DRIFT_REACH * step);
    for (let c = 0; c < 3; c++) if (Math.abs((data[p + c] ?? 0) - (data[q + c] ?? 0)) > DRIFT) return false;
  }
  return true;
};
