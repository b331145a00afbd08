import type { RgbImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import { describe, expect, it } from 'vitest';
import type { PlaneMap, PointPairs } from './mapping.ts';
import { flopped, unbent } from './unbent.ts';

const [WIDTH, HEIGHT] = [320, 240];
const MAP: PlaneMap = { a: 0.8, b: 0.1, c: 20, d: -0.1, e: 0.8, f: 40, g: 0, h: 0 };
const led = (x: number, y: number): readonly [number, number] => [
  MAP.a * x + MAP.b * y + MAP.c,
  MAP.d * x + MAP.e * y + MAP.f,
];

/** A picture that says at each place where that is. */
const picture = (): RgbImage => {
  const data = new Uint8Array(3 * WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) data.set([x & 255, y, x >> 8], 3 * (y * WIDTH + x));
  }
  return { width: WIDTH, height: HEIGHT, data };
};

/** Keypoints all over ours, moved by a field after mapping into the suspect; every fifth is an outlier. */
const points = (count: number, field: (x: number, y: number) => readonly [number, number]): PointPairs => {
  const random = seededRandom(7);
  const at = () => new Float64Array(count);
  const pairs = { count, fromX: at(), fromY: at(), toX: at(), toY: at() };
  for (let k = 0; k < count; k++) {
    const [x, y] = [300 * random(), 220 * random()];
    const [u, v] = led(x, y);
    const [across, down] = k % 5 === 4 ? [200 * random() - 100, 200 * random() - 100] : field(u, v);
    pairs.fromX[k] = x;
    pairs.fromY[k] = y;
    pairs.toX[k] = u + across;
    pairs.toY[k] = v + down;
  }
  return pairs;
};
/** Where a pixel of what was made of a picture came from. */
const originAt = ({ data }: RgbImage, x: number, y: number): readonly number[] => {
  const at = 3 * (y * WIDTH + x);
  return [(data[at] ?? 0) + 256 * (data[at + 2] ?? 0), data[at + 1] ?? 0];
};

describe('unbent', () => {
  const arc = (x: number, _y: number): readonly [number, number] => [0, 9 * ((x - 150) / 120) ** 2 - 4];

  it('takes a bend away that points speak for', () => {
    const flat = unbent(picture(), points(90, arc), MAP);
    for (const [x, y] of [
      [60, 60],
      [150, 120],
      [240, 200],
    ] as const) {
      const [u = 0, v = 0] = flat === null ? [] : originAt(flat, x, y);
      const [across, down] = arc(x, y);
      expect(Math.abs(u - x - across)).toBeLessThan(1.6);
      expect(Math.abs(v - y - down)).toBeLessThan(1.6);
    }
  });

  it('does nothing where nothing bends, and where few points say so', () => {
    expect(
      unbent(
        picture(),
        points(90, () => [0.4, -0.4]),
        MAP,
      ),
    ).toBeNull();
    expect(unbent(picture(), points(25, arc), MAP)).toBeNull();
  });
});

describe('flopped', () => {
  it('turns rows round', () => {
    const image: RgbImage = { width: 3, height: 2, data: Uint8Array.from({ length: 18 }, (_, k) => k) };
    expect([...flopped(image).data]).toEqual([6, 7, 8, 3, 4, 5, 0, 1, 2, 15, 16, 17, 12, 13, 14, 9, 10, 11]);
    expect(flopped(flopped(image))).toEqual(image);
  });
});
