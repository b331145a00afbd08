import { describe, expect, it } from 'vitest';
import { withoutPlainMargins } from './plain-margins.ts';
import type { Raster } from './reduced.ts';

/** A picture whose ground grows darker from left to right and from above, with dark rectangles on it. */
const picture = (
  width: number,
  height: number,
  shapes: readonly (readonly [x: number, y: number, width: number, height: number])[],
  slope = 0,
): Raster => {
  const data = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isDark = shapes.some(([left, top, w, h]) => x >= left && x < left + w && y >= top && y < top + h);
      data.fill(isDark ? 90 : 240 - Math.round(slope * y), 3 * (y * width + x), 3 * (y * width + x) + 3);
    }
  }
  return { data, width, height };
};

describe('withoutPlainMargins', () => {
  it('cuts what shows nothing to whole steps, and leaves half a step around what shows something', () => {
    const part = withoutPlainMargins(picture(320, 256, [[100, 120, 50, 20]]), 32);
    expect(part).toEqual({ left: 64, top: 96, width: 128, height: 64 });
  });

  it('cuts nothing off a picture that shows something up to its edges', () => {
    const all = withoutPlainMargins(
      picture(300, 200, [
        [0, 0, 4, 4],
        [296, 196, 4, 4],
      ]),
      32,
    );
    expect(all).toEqual({ left: 0, top: 0, width: 300, height: 200 });
  });

  it('reaches the edges of pictures that end between two steps', () => {
    expect(withoutPlainMargins(picture(310, 75, [[290, 60, 10, 10]]), 32)).toEqual({
      left: 256,
      top: 32,
      width: 54,
      height: 43,
    });
  });

  it('leaves one step of a picture that shows nothing, and small pictures whole', () => {
    expect(withoutPlainMargins(picture(320, 256, []), 32)).toMatchObject({ width: 32, height: 32 });
    expect(withoutPlainMargins(picture(20, 10, []), 32)).toEqual({ left: 0, top: 0, width: 20, height: 10 });
  });

  it('takes a ground that grows darker for plain, and what is eleven levels off for something', () => {
    const sloped = picture(320, 256, [[150, 100, 20, 20]], 0.3);
    expect(withoutPlainMargins(sloped, 32)).toMatchObject({ top: 64, height: 96 });
    const flat = picture(320, 256, []);
    const data = Uint8Array.from(flat.data).fill(229, 3 * (10 * 320 + 30), 3 * (10 * 320 + 31));
    expect(withoutPlainMargins({ ...flat, data }, 32)).toEqual({ left: 0, top: 0, width: 64, height: 32 });
  });
});
