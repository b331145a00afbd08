// How key points are spread over a picture.

import type { GreyImage } from '@listing-lint/rules/image';
import { seeded } from '@listing-lint/rules/kernel';
import { expect, it } from 'vitest';
import { extractFeatures } from './extract.ts';

it('leaves keypoints to a thing in faint lines next to strong ones where the grid is finer', () => {
  const [width, height] = [512, 512];
  const data = new Uint8Array(width * height).fill(250);
  const random = seeded('faint and strong');
  // Squares in a band of 32 px: half of a cell of the usual grid.
  const draw = (top: number, level: number): void => {
    for (let k = 0; k < 300; k++) {
      const [x, y] = [64 + Math.floor(random() * 376), top + Math.floor(random() * 24)];
      for (let v = y; v < y + 6; v++) for (let u = x; u < x + 6; u++) data[v * width + u] = level - 20 * (k % 2);
    }
  };
  draw(192, 40);
  draw(224, 220);
  const picture: GreyImage = { width, height, data };
  const faint = (cells?: number): number => {
    const { count, y } = extractFeatures(picture, 300, cells === undefined ? {} : { cells });
    let found = 0;
    for (let k = 0; k < count; k++) if ((y[k] ?? 0) > 228) found++;
    return found;
  };
  expect(faint(16)).toBeGreaterThan(1.5 * faint());
  expect(faint()).toBe(faint(8));
});
