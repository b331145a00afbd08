import type { GreyImage } from '@listing-lint/rules/image';
import { seededScene } from '@listing-lint/rules/testing';
import { expect, it } from 'vitest';
import { looksLikeSeveral } from './several-pictures.ts';

const GROUND = 250;
const canvas = (width: number, height: number) => ({
  width,
  height,
  data: new Uint8Array(width * height).fill(GROUND),
});

/** Draws a scene into a picture; a round one touches the box around it in four places. */
const put = (
  { width, data }: ReturnType<typeof canvas>,
  {
    seed,
    x,
    y,
    w,
    h,
    isRound = false,
  }: { seed: number; x: number; y: number; w: number; h: number; isRound?: boolean },
): void => {
  const scene = seededScene(seed, w, h);
  for (let v = 0; v < h; v++)
    for (let u = 0; u < w; u++) {
      const isOutside = isRound && Math.hypot((2 * u) / w - 1, (2 * v) / h - 1) > 1;
      // Darker than the ground everywhere.
      if (!isOutside) data[(y + v) * width + x + u] = Math.round(0.6 * (scene.data[3 * (v * w + u)] ?? 0)) + 20;
    }
};

const grid = (columns: number, rows: number, gap: number, isRound = false): GreyImage => {
  const picture = canvas(512, 512);
  const [w, h] = [columns, rows].map((count) => Math.floor((512 - (count + 1) * gap) / count));
  for (let k = 0; k < columns * rows; k++) {
    const [column, row] = [k % columns, Math.floor(k / columns)];
    const [x, y] = [gap + column * ((w ?? 0) + gap), gap + row * ((h ?? 0) + gap)];
    put(picture, { seed: k + 1, x, y, w: w ?? 0, h: h ?? 0, isRound });
  }
  return picture;
};

it.each([
  ['2×2 with gutters', grid(2, 2, 12), true],
  ['two side by side', grid(2, 1, 12), true],
  ['a page of nine', grid(3, 3, 24), true],
  ['nine round things, as a page shows them', grid(3, 3, 24, true), true],
  ['one picture with a frame', grid(1, 1, 24), false],
  ['one picture that fills all', grid(1, 1, 0), false],
  ['two round things on plain ground, as shoes are', grid(2, 1, 24, true), false],
])('%s', (_, picture, expected) => {
  expect(looksLikeSeveral(picture)).toBe(expected);
});
