import type { RgbImage } from '@listing-lint/rules/image';
import { describe, expect, it } from 'vitest';
import { linksOfIslands, linksWithin, plainRegions, shrunk } from './plain-ground.ts';
import { ALL } from './regions.ts';
import { boxOf, rowsOf } from './rows.ts';

type Colour = readonly [number, number, number];

/** A picture of one colour in all places but those that say another. */
const painted = (width: number, height: number, colourAt: (x: number, y: number) => Colour): RgbImage => ({
  width,
  height,
  data: Uint8Array.from({ length: 3 * width * height }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return colourAt(pixel % width, Math.floor(pixel / width))[i % 3] ?? 0;
  }),
});
const halves = (left: Colour, right: Colour) => painted(20, 10, (x) => (x < 10 ? left : right));
const grey = (value: number): Colour => [value, value, value];

describe('plainRegions', () => {
  it.each([
    ['five levels of grey', grey(100), grey(105), 1],
    ['six levels of grey', grey(100), grey(106), 2],
    ['five levels down', grey(105), grey(100), 1],
    ['six levels down', grey(106), grey(100), 2],
    ['20 levels of red, of less luma', [100, 100, 100], [116, 100, 100], 1],
    ['more luma by red alone', [100, 100, 100], [117, 100, 100], 2],
    ['20 levels of blue', [100, 100, 100], [100, 100, 120], 1],
    ['21 levels of blue', [100, 100, 100], [100, 100, 121], 2],
    ['20 levels of red, made good by green', [100, 110, 100], [120, 100, 100], 1],
    ['21 levels of red, made good by green', [100, 110, 100], [121, 100, 100], 2],
    ['20 levels of green, made good by red and blue', [120, 100, 120], [88, 120, 110], 2],
    ['21 levels of green, made good by red and blue', [100, 100, 100], [84, 121, 84], 2],
  ] as const)('joins neighbours that differ by little: %s', (_what, left, right, count) => {
    expect(plainRegions(halves(left, right)).regions).toHaveLength(count);
    // The same from above to below.
    const turned = painted(10, 20, (_x, y) => (y < 10 ? left : right));
    expect(plainRegions(turned).regions).toHaveLength(count);
  });

  it('does not join the end of a row to the beginning of the next, nor over a corner', () => {
    // One column of another colour at the left: its pixels touch the end of the row above only in memory.
    const striped = painted(20, 10, (x) => (x === 0 ? grey(50) : grey(x === 19 ? 52 : 200)));
    expect(plainRegions(striped).regions).toHaveLength(3);
    const corners = painted(20, 20, (x, y) => (x < 10 === y < 10 ? grey(50) : grey(200)));
    expect(plainRegions(corners).regions).toHaveLength(4);
  });

  it.each([
    [1, 0, 0],
    [2, 1, 0],
    [11, 1, 0],
    [12, 1, 1],
  ])(
    'distinguishes the background from a possible sticker, and leaves specks out: %i of 2,000 px',
    (size, found, large) => {
      // 0.1 % are 2 px, 0.6 % are 12.
      const picture = painted(50, 40, (x, y) => (y === 20 && x < size ? grey(200) : grey(50)));
      const { regions, isLarge, share, of } = plainRegions(picture);
      expect(regions).toHaveLength(1 + found);
      const own = regions.find(({ area }) => area === size);
      expect(own === undefined ? 0 : isLarge[own.label]).toBe(large);
      expect(share).toBeCloseTo((2000 - size + large * size) / 2000, 9);
      expect(of[20 * 50] === 0).toBe(found === 0);
      expect([...linksOfIslands(plainRegions(picture))].filter((link) => link === ALL)).toHaveLength(
        large === 1 ? 0 : size,
      );
    },
  );

  it('gives what is no plain region within boxes', () => {
    const noise = painted(50, 40, (x, y) =>
      x >= 10 && x < 20 && y >= 5 && y < 9 ? grey((x * 67 + y * 131) % 256) : grey(50),
    );
    const ground = plainRegions(noise);
    const box = { label: 1, left: 12, top: 4, right: 18, bottom: 7, area: 18 };
    const links = linksWithin(ground, [box], 50);
    for (let i = 0; i < links.length; i++) {
      const [x, y] = [i % 50, Math.floor(i / 50)];
      const isWithin = x >= 12 && x < 18 && y >= 4 && y < 7;
      expect(links[i], `${x},${y}`).toBe(isWithin && ground.of[i] === 0 ? ALL : 0);
    }
    expect([...links].some((link) => link === ALL)).toBe(true);
  });
});

describe('shrunk', () => {
  it.each([
    [640, 3, 640, 3],
    [641, 3, 320, 1],
    [1280, 5, 640, 2],
    [1281, 7, 427, 2],
    [3, 1281, 1, 427],
    [2, 1281, 1, 427],
  ])('%i × %i become %i × %i', (width, height, across, down) => {
    const image = painted(width, height, (x, y) => grey((x * 3 + y * 5) % 256));
    const small = shrunk(image);
    expect([small.width, small.height]).toEqual([across, down]);
    const factor = Math.ceil(Math.max(width, height) / 640);
    for (const [x, y] of [
      [0, 0],
      [across - 1, down - 1],
    ] as const) {
      let sum = 0;
      for (let i = 0; i < factor * factor; i++) {
        const [px, py] = [x * factor + (i % factor), y * factor + Math.floor(i / factor)];
        sum += image.data[3 * (py * width + px)] ?? 0;
      }
      if (width >= factor && height >= factor)
        expect(small.data[3 * (y * across + x)]).toBe(Math.floor(sum / factor ** 2));
    }
  });
});

describe('rowsOf', () => {
  const blob = (left: number, top: number, wide: number, tall: number) => ({
    label: 1,
    left,
    top,
    right: left + wide,
    bottom: top + tall,
    area: wide * tall,
  });
  const rows = (...blobs: ReturnType<typeof blob>[]) => rowsOf(blobs, 500).map((members) => members.length);

  it.each([
    ['as tall as a row may be', 80, 1],
    ['taller', 81, 0],
    ['as low as one may be', 4, 1],
    ['lower', 3, 0],
  ])('takes shapes %s', (_what, tall, count) => {
    expect(rows(blob(0, 0, 5, tall))).toHaveLength(count);
  });

  it.each([
    ['a height apart', blob(20, 0, 10, 10), [2]],
    ['more than that', blob(21, 0, 10, 10), [1, 1]],
    ['1.8 times as tall', blob(12, 0, 10, 18), [2]],
    ['more than that', blob(12, 0, 10, 19), [1, 1]],
    ['sharing six tenths of the height', blob(12, 4, 10, 10), [2]],
    ['sharing less', blob(12, 5, 10, 10), [1, 1]],
  ] as const)('joins two that are %s', (_what, second, expected) => {
    expect(rows(blob(0, 0, 10, 10), second)).toEqual(expected);
  });

  it('joins a small one to a tall one up to 2.6 times', () => {
    expect(rows(blob(0, 0, 10, 26), blob(12, 8, 10, 10))).toEqual([2]);
    expect(rows(blob(0, 0, 10, 27), blob(12, 8, 10, 10))).toEqual([1, 1]);
  });

  it('goes from left to right, and measures from the last one', () => {
    expect(rows(blob(30, 0, 10, 10), blob(0, 0, 10, 10), blob(15, 0, 10, 10))).toEqual([3]);
    const members = rowsOf([blob(15, 2, 10, 10), blob(0, 0, 10, 10)], 500)[0] ?? [];
    expect(boxOf(members)).toEqual({ left: 0, top: 0, right: 25, bottom: 12 });
  });

  it('takes more shapes than any text has for a pattern', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => blob(20 * index, 0, 5, 5));
    expect(rowsOf(many(4000), 500)).toHaveLength(4000);
    expect(rowsOf(many(4001), 500)).toEqual([]);
  });
});
