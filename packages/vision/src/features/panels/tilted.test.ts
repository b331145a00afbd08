// Screens and prints that are seen at an angle, drawn where they are to be found.

import type { RgbImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import { describe, expect, it } from 'vitest';
import { mapped, mappedBack, type PlaneMap } from '../pair/mapping.ts';
import { boxAround, type FourCorners, straightened, tiltedCorners, tiltedPanels } from './tilted.ts';

const plain = (width: number, height: number, grey: number): RgbImage => ({
  width,
  height,
  data: new Uint8Array(3 * width * height).fill(grey),
});

/** A light picture with a few dark rectangles. */
const scene = (seed: number, width: number, height: number): RgbImage => {
  const random = seededRandom(seed);
  const picture = plain(width, height, 225);
  for (let k = 0; k < 12; k++) {
    const [left, top] = [Math.floor((0.1 + 0.6 * random()) * width), Math.floor((0.1 + 0.6 * random()) * height)];
    const [w, h] = [Math.ceil(0.2 * random() * width), Math.ceil(0.2 * random() * height)];
    const grey = 40 + 120 * random();
    for (let y = top; y < top + h; y++) picture.data.fill(grey, 3 * (y * width + left), 3 * (y * width + left + w));
  }
  return picture;
};

/** Lays a picture on another one by a map from its pixels. */
const warpedOnto = (target: RgbImage, source: RgbImage, mapping: PlaneMap): RgbImage => {
  const back = mappedBack(mapping);
  for (let y = 0; y < target.height; y++) {
    for (let x = 0; x < target.width; x++) {
      const [u, v] = mapped(back, x, y).map(Math.round);
      if (u === undefined || v === undefined || u < 0 || v < 0 || u >= source.width || v >= source.height) continue;
      const from = 3 * (v * source.width + u);
      target.data.set(source.data.subarray(from, from + 3), 3 * (y * target.width + x));
    }
  }
  return target;
};

const UPRIGHT: FourCorners = [
  [0.2, 0.25],
  [0.8, 0.25],
  [0.8, 0.75],
  [0.2, 0.75],
];
const ASKEW: FourCorners = [
  [0.22, 0.14],
  [0.84, 0.31],
  [0.79, 0.87],
  [0.15, 0.78],
];

/** A picture pasted into the corners of another one, 600 × 500 px. */
const viewAt = (corners: FourCorners, grey = 60): { readonly all: RgbImage; readonly view: RgbImage } => {
  const all = plain(600, 500, grey);
  const { mapping, image } = straightened(all, corners);
  const view = scene(3, image.width, image.height);
  return { all: warpedOnto(all, view, mapping), view };
};

/** How far the corners lie off, as a share of the sides. */
const apart = (a: FourCorners, b: FourCorners | undefined): number =>
  Math.max(...a.flatMap(([x, y], k) => [Math.abs(x - (b?.[k]?.[0] ?? 9)), Math.abs(y - (b?.[k]?.[1] ?? 9))]));

describe('what is seen at an angle', () => {
  it('is found by its four sides, the upper left corner first', () => {
    for (const grey of [60, 250]) expect(apart(ASKEW, tiltedCorners(viewAt(ASKEW, grey).all)[0])).toBeLessThan(0.012);
    const turned: FourCorners = [
      [0.5, 0.1],
      [0.85, 0.45],
      [0.52, 0.9],
      [0.12, 0.5],
    ];
    const [found] = tiltedCorners(viewAt(turned).all);
    // Turned by half of a quarter either corner may be the first.
    const others: readonly FourCorners[] = [turned, [turned[3], turned[0], turned[1], turned[2]]];
    expect(Math.min(...others.map((each) => apart(each, found)))).toBeLessThan(0.012);
  });
  it('is rectified', () => {
    const { all, view } = viewAt(ASKEW);
    const [panel] = tiltedPanels(all);
    expect(panel?.image.width).toBeGreaterThan(350);
    const [sx, sy] = [view.width / (panel?.image.width ?? 1), view.height / (panel?.image.height ?? 1)];
    let sum = 0;
    let count = 0;
    for (let y = 8; y < (panel?.image.height ?? 0) - 8; y++) {
      for (let x = 8; x < (panel?.image.width ?? 0) - 8; x++, count++) {
        const there = view.data[3 * (Math.round(y * sy) * view.width + Math.round(x * sx))] ?? 0;
        sum += Math.abs((panel?.image.data[3 * (y * (panel?.image.width ?? 0) + x)] ?? 0) - there);
      }
    }
    expect(count).toBeGreaterThan(50_000);
    expect(sum / count).toBeLessThan(4);
    const [u, v] = mapped(panel?.mapping ?? { a: 0, b: 0, c: 0, d: 0, e: 0, f: 0, g: 0, h: 0 }, -0.5, -0.5);
    expect([(u + 0.5) / 600 - 0.22, (v + 0.5) / 500 - 0.14].map(Math.abs).every((off) => off < 0.012)).toBe(true);
  });
  it('is not detected parallel to the sides of the picture, or without four sides', () => {
    expect(tiltedCorners(viewAt(UPRIGHT).all)).toEqual([]);
    expect(tiltedCorners(plain(600, 500, 90))).toEqual([]);
    const { all } = viewAt(ASKEW);
    // One side fades into the ground.
    const faded = { ...all, data: all.data.slice() };
    for (let y = 0; y < 500; y++)
      for (let x = 0; x < 600; x++) if (x > 420) faded.data.fill(60, 3 * (600 * y + x), 3 * (600 * y + x) + 3);
    for (const each of tiltedCorners(faded)) expect(apart(ASKEW, each)).toBeGreaterThan(0.05);
    const random = seededRandom(5);
    const noise = { ...plain(600, 500, 0), data: Uint8Array.from({ length: 900_000 }, () => 255 * random()) };
    expect(tiltedCorners(noise)).toEqual([]);
  });
  it('has a box around it', () => {
    expect(boxAround(ASKEW)).toEqual({ left: 0.15, top: 0.14, right: 0.84, bottom: 0.87 });
    expect(
      boxAround([
        [-0.01, 0],
        [1.02, 0],
        [1, 1],
        [0, 1.01],
      ]),
    ).toEqual({ left: 0, top: 0, right: 1, bottom: 1 });
  });
});
