// Where points of ours lie in a suspect, by pairs that are made up: how many it takes, and how far each may be off.
import { describe, expect, it } from 'vitest';
import type { Features } from '../extract/features.ts';
import { alignPoints, changeBack, roughInliers } from './alignment.ts';
import type { PlaneMap } from './mapping.ts';

/** Position of a keypoint, its direction (256 to the full turn) and its level. */
interface Point {
  readonly x: number;
  readonly y: number;
  readonly angle?: number;
  readonly level?: number;
}

const features = (points: readonly Point[], bits: (k: number) => readonly number[] = () => []): Features => {
  const descriptors = new Uint32Array(8 * points.length);
  points.forEach((_, k) => {
    for (const bit of bits(k))
      descriptors[8 * k + (bit >> 5)] = (descriptors[8 * k + (bit >> 5)] ?? 0) | (1 << (bit & 31));
  });
  return {
    width: 512,
    height: 512,
    count: points.length,
    x: Float32Array.from(points, ({ x }) => x),
    y: Float32Array.from(points, ({ y }) => y),
    angles: Uint8Array.from(points, ({ angle = 0 }) => angle),
    levels: Uint8Array.from(points, ({ level = 0 }) => level),
    descriptors,
  };
};

type Pair = readonly [Point, Point];
const matched = (pairs: readonly Pair[]) =>
  [
    features(pairs.map(([ours]) => ours)),
    features(pairs.map(([, theirs]) => theirs)),
    { ours: Uint16Array.from(pairs, (_, k) => k), theirs: Uint16Array.from(pairs, (_, k) => k) },
  ] as const;
const aligned = (pairs: readonly Pair[]) => alignPoints(...matched(pairs));

/** Around the middle, so that means are whole numbers. */
const AROUND: readonly Point[] = [
  [-100, -80],
  [100, 80],
  [-60, 120],
  [60, -120],
  [150, 0],
  [-150, 0],
  [0, 140],
  [0, -140],
  [90, -40],
  [-90, 40],
  [30, 110],
  [-30, -110],
  [120, 130],
  [-120, -130],
  [40, 20],
  [-40, -20],
].map(([x = 0, y = 0]) => ({ x: 256 + x, y: 256 + y }));
const moved = ({ x, y, ...rest }: Point, by = 0, down = 0): Point => ({ ...rest, x: x + by, y: y + down });
const still = (count: number): readonly Pair[] => AROUND.slice(0, count).map((point) => [point, point]);

/** Points of a grid, and where a map leads them, off by up to so many px. */
const led = ({ a, b, c, d, e, f, g, h }: PlaneMap, scatter: number, to = 470): readonly Pair[] =>
  Array.from({ length: 196 }, (_, k): Pair => {
    const [x, y] = [40 + ((k % 14) * (to - 40)) / 13, 40 + (Math.floor(k / 14) * (to - 40)) / 13];
    const w = g * x + h * y + 1;
    const off = (n: number): number => scatter * Math.sin(12.9898 * n * (k + 1));
    return [
      { x, y },
      { x: (a * x + b * y + c) / w + off(1), y: (d * x + e * y + f) / w + off(2) },
    ];
  });
const AS_IT_IS: PlaneMap = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0, g: 0, h: 0 };

describe('what was done to a picture', () => {
  it('is no angle and no stretch where points scatter', () => {
    // In a corner of ours: what a projective map makes of that on the far side is much.
    const found = aligned(led(AS_IT_IS, 1, 140));
    expect(found?.inliers).toBe(196);
    expect(Math.hypot(found?.mapping.g ?? 0, found?.mapping.h ?? 0)).toBeGreaterThan(1e-6);
    expect(found?.change).toMatchObject({ stretch: expect.closeTo(1, 9), perspective: 1 });
    expect(Math.abs(found?.change.turn ?? 90)).toBeLessThan(1);
  });

  it('is the stretch, or the angle, without which points cannot be explained', () => {
    const wider = aligned(led({ ...AS_IT_IS, a: 1.06 }, 0.5))?.change;
    expect(wider).toMatchObject({ stretch: expect.closeTo(1.06, 2), perspective: 1 });
    expect(aligned(led({ ...AS_IT_IS, g: 0.0002 }, 0.5))?.change.perspective).toBeCloseTo(1.1, 1);
  });

  it('is undone on the way back, of a mirror in the same turn', () => {
    const change = { turn: 10, stretch: 2, perspective: 1.2 };
    expect(changeBack(change, false)).toEqual({ turn: -10, stretch: 0.5, perspective: 1.2 });
    expect(changeBack(change, true)).toEqual({ turn: 10, stretch: 0.5, perspective: 1.2 });
  });
});

describe('alignPoints', () => {
  it('needs five that agree', () => {
    expect(aligned(still(4))).toBeNull();
    expect(aligned(still(5))?.inliers).toBe(5);
    // A fifth pair that does not agree makes no fifth inlier.
    expect(
      aligned([
        ...still(4),
        [
          { x: 10, y: 10 },
          { x: 400, y: 300 },
        ],
      ]),
    ).toBeNull();
  });

  it.each([
    [5, { angle: 24 }],
    [5, { angle: 256 - 24 }],
    [null, { angle: 25 }],
    [null, { angle: 256 - 25 }],
    [5, { level: 2 }],
    [null, { level: 3 }],
  ])('%s agree where the fifth is turned or larger by %o', (inliers, more) => {
    const [fifth = { x: 0, y: 0 }] = AROUND.slice(4);
    expect(aligned([...still(4), [fifth, { ...fifth, ...more }]])?.inliers ?? null).toBe(inliers);
    const smaller = 'level' in more ? [{ ...fifth, ...more }, fifth] : [fifth, { ...fifth, ...more }];
    expect(aligned([...still(4), smaller as unknown as Pair])?.inliers ?? null).toBe(inliers);
  });

  it('takes the first of two places that as many say', () => {
    const right = AROUND.slice(0, 5).map((point): Pair => [point, moved(point, 80)]);
    const left = AROUND.slice(5, 10).map((point): Pair => [point, moved(point, -80)]);
    expect(aligned([...right, ...left])?.mapping.c).toBeCloseTo(80, 6);
    expect(aligned([...left, ...right])?.mapping.c).toBeCloseTo(-80, 6);
    // One more, off by as much as does not count any more.
    const off = (by: number): Pair => [
      { x: 256, y: 300 },
      { x: 256 - 80, y: 300 + by },
    ];
    expect(aligned([...right, ...left, off(18)])?.mapping.c).toBeCloseTo(80, 6);
    expect(aligned([...right, ...left, off(17)])?.mapping.c).toBeCloseTo(-80, 0);
  });

  it('takes 160 matches for what may say the place', () => {
    // Each of these is turned otherwise than the next, and leads elsewhere.
    const chance = (count: number): readonly Pair[] =>
      Array.from({ length: count }, (_, k): Pair => {
        const point = { x: (k * 97) % 500, y: (k * 61) % 500 };
        return [point, { x: 40_000 * ((k % 7) + 1) + 997 * k, y: 3000 * k, angle: (k * 50) % 256 }];
      });
    expect(aligned([...chance(160), ...still(6)])).toBeNull();
    expect(aligned([...chance(159), ...still(6)])?.inliers).toBe(6);
  });

  it('counts inliers within three pixels, once all are fitted', () => {
    const both = (off: number): readonly Pair[] => [
      [
        { x: 256, y: 256 },
        { x: 256 + off, y: 256 },
      ],
      [
        { x: 256, y: 256 },
        { x: 256 - off, y: 256 },
      ],
    ];
    expect(aligned([...still(6), ...both(3)])?.inliers).toBe(6);
    expect(aligned([...still(6), ...both(2.5)])?.inliers).toBe(8);
  });

  it('fits as free a map as there are points for it', () => {
    const stretched = (count: number): PlaneMap | undefined =>
      aligned(
        AROUND.slice(0, count).map(
          ({ x, y }): Pair => [
            { x, y },
            { x: 1.01 * x, y },
          ],
        ),
      )?.mapping;
    const [seven, eight] = [stretched(7), stretched(8)];
    expect(seven && seven.a - seven.e).toBe(0);
    expect(eight && eight.a - eight.e).toBeCloseTo(0.01, 4);
    const leaning = (count: number): PlaneMap | undefined =>
      aligned(
        AROUND.slice(0, count).map(
          ({ x, y }): Pair => [
            { x, y },
            { x: x / (1 + 1e-5 * x), y: y / (1 + 1e-5 * x) },
          ],
        ),
      )?.mapping;
    expect(leaning(13)?.g).toBe(0);
    expect(leaning(14)?.g).toBeCloseTo(1e-5, 6);
  });

  it('believes no map that nobody would do to a picture', () => {
    // Eight times as large, by levels eleven steps apart; points so near that a step between says where they lie.
    const larger = (times: number): readonly Pair[] =>
      AROUND.slice(0, 6).map(({ x, y }): Pair => {
        const [u, v] = [(x - 256) / 8, (y - 256) / 8];
        return [
          { x: 256 + u, y: 256 + v },
          { x: 256 + times * u, y: 256 + times * v, level: 11 },
        ];
      });
    expect(aligned(larger(7.75))?.inliers).toBe(6);
    expect(aligned(larger(8))).toBeNull();
    const flat = (times: number): readonly Pair[] =>
      AROUND.slice(0, 8).map(({ x, y }): Pair => {
        const [u, v] = [(x - 256) / 16, (y - 256) / 16];
        return [
          { x: 256 + u, y: 256 + v },
          { x: 256 + times * u, y: 256 + v },
        ];
      });
    expect(aligned(flat(1.6))?.mapping.a).toBeCloseTo(1.6, 2);
    expect(aligned(flat(1.8))?.mapping.a ?? 1.4).toBeLessThan(1.6);
  });
});

describe('matches', () => {
  const bits = (count: number, from = 0): readonly number[] => Array.from({ length: count }, (_, k) => from + k);
  /** Five points whose descriptors differ by `distance`, and by `second` from the next one of ours. */
  const inliers = (distance: number, second: number): number | null => {
    const points = AROUND.slice(0, 5);
    const block = (k: number): readonly number[] => bits(24, 24 * k);
    // Ours again far away, at the distance of the second best.
    const ours = features([...points, ...points.map((point) => moved(point, 1000 + 50 * point.y))], (k) =>
      k < 5 ? block(k) : [...block(k - 5), ...bits(second - distance, 120 + distance)],
    );
    const theirs = features(points, (k) => [...block(k), ...bits(distance, 120)]);
    return alignPoints(ours, theirs)?.inliers ?? null;
  };
  it.each([
    [5, 0, 136],
    [5, 80, 136],
    [null, 81, 136],
    [null, 17, 3],
  ])('%s of five at a distance of %d bits, the second at %d', (found, distance, second) => {
    expect(inliers(distance, second)).toBe(found);
  });
  it('are none where nothing of ours is to be matched', () => {
    expect(alignPoints(features([]), features(AROUND))).toBeNull();
    expect(alignPoints(features(AROUND), features([]))).toBeNull();
  });
});

describe('roughInliers', () => {
  it.each([
    [0, still(4)],
    [5, still(5)],
    [
      5,
      [
        ...still(5),
        [
          { x: 256, y: 256 },
          { x: 256 + 18, y: 256 },
        ],
      ],
    ],
    [
      6,
      [
        ...still(5),
        [
          { x: 256, y: 256 },
          { x: 256 + 17.5, y: 256 },
        ],
      ],
    ],
  ] as const)('%d', (count, pairs) => {
    expect(roughInliers(...matched(pairs))).toBe(count);
  });
});
