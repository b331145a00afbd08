import { describe, expect, it } from 'vitest';
import { groundAround, standsFree } from './free-ground.ts';

const [width, height] = [200, 160];
const box = { left: 80, top: 70, right: 120, bottom: 84 };
const one = new Int32Array(width * height).fill(1);

/** Grey whose level depends on the distance from the box, px. */
const around = (levelAt: (distance: number) => number) => {
  const data = new Uint8Array(3 * width * height);
  for (let i = 0; i < width * height; i++) {
    const x = i % width;
    const y = (i - x) / width;
    const distance = Math.max(box.left - x, x - box.right, box.top - y, y - box.bottom, 0);
    data.fill(levelAt(distance), 3 * i, 3 * i + 3);
  }
  return { width, height, data };
};

describe('standsFree', () => {
  it('takes a row on even ground for free, also where JPEG rings around it', () => {
    const ringing = (distance: number) => 220 + (distance < 8 ? 14 * Math.cos(distance) : 0);
    expect(
      standsFree(
        around(() => 220),
        one,
        1,
        box,
      ),
    ).toBe(true);
    expect(standsFree(around(ringing), one, 1, box)).toBe(true);
  });

  it('does not with the soft edge of something around it, or another region', () => {
    const soft = (distance: number) => 220 - Math.min(60, 2 * Math.max(0, distance - 30));
    expect(standsFree(around(soft), one, 1, box)).toBe(false);
    const frame = one.map((_, i) =>
      i % width === 60 || i % width === 140 || Math.floor(i / width) % 40 === 20 ? 2 : 1,
    );
    expect(
      standsFree(
        around(() => 220),
        frame,
        1,
        box,
      ),
    ).toBe(false);
  });
});

describe('groundAround', () => {
  it('names the region around a row, where it is one', () => {
    expect(groundAround(box, one, width, height)).toBe(1);
    expect(
      groundAround(
        box,
        one.map((_, i) => (i % width < 100 ? 1 : 2)),
        width,
        height,
      ),
    ).toBe(0);
  });
});
