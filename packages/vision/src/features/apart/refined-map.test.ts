import { describe, expect, it } from 'vitest';
import { mapped, mappedBack, type PlaneMap } from '../pair/mapping.ts';
import type { FloatPlane } from './kernel/kernel.ts';
import { refinedMap } from './refined-map.ts';

const [WIDTH, HEIGHT] = [300, 240];

/** A label: light that changes slowly, and a few rows of strokes. */
const label = (x: number, y: number): number => {
  const light = 150 + 60 * Math.sin((x - 60) / 70);
  const row = Math.floor((y - 50) / 34);
  const isRow = y >= 50 && row < 5 && (y - 50) % 34 < 5;
  const stroke = Math.floor(x + row * 13) % 11 < 4 && x > 80 + 9 * row && x < 200;
  return isRow && stroke ? light - 90 : light;
};

const SAMPLES = [0.125, 0.375, 0.625, 0.875];
/** Each pixel is the mean of sixteen points. */
const planeOf = (at: (x: number, y: number) => number): FloatPlane => ({
  ...{ width: WIDTH, height: HEIGHT },
  data: Float32Array.from({ length: WIDTH * HEIGHT }, (_, k) => {
    const [x, y] = [k % WIDTH, Math.floor(k / WIDTH)];
    const sum = SAMPLES.flatMap((p) => SAMPLES.map((q) => at(x + p - 0.5, y + q - 0.5))).reduce((a, b) => a + b);
    return sum / SAMPLES.length ** 2;
  }),
});

const farthest = (found: PlaneMap, truth: PlaneMap): number =>
  Math.max(
    ...[60, 240].flatMap((x) =>
      [20, 220].map((y) => {
        const [[u, v], [p, q]] = [mapped(found, x, y), mapped(truth, x, y)];
        return Math.hypot(u - p, v - q);
      }),
    ),
  );

const TURNED: PlaneMap = { a: 0.985, b: -0.05, c: 9, d: 0.05, e: 0.985, f: -5, g: 0, h: 0 };
const LEANING: PlaneMap = { a: 1.02, b: 0.03, c: -4, d: -0.02, e: 1.05, f: 2, g: 0.0002, h: -0.0001 };
const off = ({ c, f, ...map }: PlaneMap): PlaneMap => ({ ...map, c: c + 1.2, f: f - 0.9 });

describe('the map under which two pictures agree best', () => {
  const ours = planeOf(label);
  it.each([
    ['turned', TURNED, false],
    ['seen at an angle', LEANING, true],
  ])('is found to a part of a pixel where little of a picture has edges: %s', { tags: 'full' }, (_, truth, leans) => {
    const back = mappedBack(truth);
    const theirs = planeOf((u, v) => 0.9 * label(...mapped(back, u, v)) + 8);
    expect(farthest(off(truth), truth)).toBeGreaterThan(1);
    expect(farthest(refinedMap(ours, theirs, off(truth), { isNear: true, leans }), truth)).toBeLessThan(0.25);
    const far = { ...truth, c: truth.c + 4, f: truth.f + 3, g: 0, h: 0 };
    expect(farthest(refinedMap(ours, theirs, far, { leans }), truth)).toBeLessThan(0.25);
  });

  it('is an affine one where the picture does not lean, and what it was where nothing is in it', {
    tags: 'full',
  }, () => {
    const back = mappedBack(LEANING);
    const theirs = planeOf((u, v) => label(...mapped(back, u, v)));
    const found = refinedMap(ours, theirs, { ...LEANING, g: 0, h: 0 }, { isNear: true });
    expect([found.g, found.h]).toEqual([0, 0]);
    expect(farthest(found, LEANING)).toBeGreaterThan(0.3);
    const plain = planeOf(() => 200);
    expect(farthest(refinedMap(plain, plain, TURNED, {}), TURNED)).toBeLessThan(1e-6);
  });

  it('is that of what shows alone, where all around it has another ground', { tags: 'full' }, () => {
    const isVisible = (x: number, y: number): boolean => Math.abs(x - 140) < 70 && Math.abs(y - 125) < 85;
    const bars = (x: number, y: number): number => (Math.floor(x / 9) % 2 === Math.floor(y / 13) % 2 ? 230 : 20);
    const onBars = (x: number, y: number): number => (isVisible(x, y) ? label(x, y) : bars(x, y));
    const back = mappedBack(TURNED);
    const theirs = planeOf((u, v) => {
      const [x, y] = mapped(back, u, v);
      return isVisible(x, y) ? label(x, y) : bars(u, v);
    });
    const own = planeOf(onBars);
    const shows = (x: number, y: number): boolean => isVisible(x * WIDTH, y * HEIGHT);
    expect(farthest(refinedMap(own, theirs, off(TURNED), { shows }), TURNED)).toBeLessThan(0.25);
    expect(farthest(refinedMap(own, theirs, off(TURNED), {}), TURNED)).toBeGreaterThan(1);
  });
});
