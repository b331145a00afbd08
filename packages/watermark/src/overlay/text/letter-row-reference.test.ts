// Rows of bars near every bound of what counts as text, judged by a plain reading of the same rules.

import type { RgbImage } from '@listing-lint/rules/image';
import { describe, expect, it } from 'vitest';
import { letterRow } from './letter-row.ts';
import type { PixelBox } from './rows.ts';

interface Shape {
  readonly pixels: readonly (readonly [number, number])[];
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const middleOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const relative = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return mean === 0 ? 0 : Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2))) / mean;
};

/** Connected pixels, eight neighbours each, by flooding. */
const shapesOf = (isInk: (x: number, y: number) => boolean, width: number, height: number): Shape[] => {
  const seen = new Set<number>();
  const shapes: Shape[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!isInk(x, y) || seen.has(y * width + x)) continue;
      const pixels: [number, number][] = [];
      const waiting: [number, number][] = [[x, y]];
      seen.add(y * width + x);
      for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
        pixels.push(at);
        for (const dx of [-1, 0, 1]) {
          for (const dy of [-1, 0, 1]) {
            const [nx, ny] = [at[0] + dx, at[1] + dy];
            if (nx < 0 || ny < 0 || nx >= width || ny >= height || !isInk(nx, ny) || seen.has(ny * width + nx))
              continue;
            seen.add(ny * width + nx);
            waiting.push([nx, ny]);
          }
        }
      }
      const [xs, ys] = [pixels.map(([px]) => px), pixels.map(([, py]) => py)];
      shapes.push({
        pixels,
        left: Math.min(...xs),
        right: Math.max(...xs) + 1,
        top: Math.min(...ys),
        bottom: Math.max(...ys) + 1,
      });
    }
  }
  return shapes;
};

const strokeOf = ({ pixels }: Shape): number => {
  const own = new Set(pixels.map(([x, y]) => `${x},${y}`));
  const sides = pixels.flatMap(([x, y]) => [`${x - 1},${y}`, `${x + 1},${y}`, `${x},${y - 1}`, `${x},${y + 1}`]);
  return (2 * pixels.length) / ((sides.filter((side) => !own.has(side)).length * Math.PI) / 4);
};

/** What `letterRow` says of itself, read off its rules one by one. */
const judged = (image: RgbImage, box: PixelBox, least: number): { shapes: number; contrast: number } | undefined => {
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  if (width < 1.6 * height || height < 6) return undefined;
  const at = (x: number, y: number, c: number): number => image.data[3 * (y * image.width + x) + c] ?? 0;
  const [left, top] = [Math.max(0, box.left - 2), Math.max(0, box.top - 2)];
  const [right, bottom] = [Math.min(image.width - 1, box.right + 1), Math.min(image.height - 1, box.bottom + 1)];
  const ring: [number, number][] = [];
  for (let x = left; x <= right; x++) ring.push([x, top], [x, bottom]);
  for (let y = top; y <= bottom; y++) ring.push([left, y], [right, y]);
  const ground = [0, 1, 2].map((c) => middleOf(ring.map(([x, y]) => at(x, y, c))));
  const distance = (x: number, y: number): number =>
    Math.max(...[0, 1, 2].map((c) => Math.abs(at(box.left + x, box.top + y, c) - (ground[c] ?? 0))));
  const places = Array.from({ length: width * height }, (_, i) => [i % width, Math.floor(i / width)] as const);
  const sorted = places.map(([x, y]) => distance(x, y)).sort((a, b) => b - a);
  const contrast = Math.max(0, (sorted[Math.ceil(sorted.length / 12) - 1] ?? 0) - 1);
  if (contrast < 40) return undefined;
  const shapes = shapesOf((x, y) => 2 * distance(x, y) >= contrast, width, height);
  const whole = shapes.filter((each) => each.bottom - each.top >= 0.25 * height);
  const tall = Math.max(...whole.map((each) => each.bottom)) - Math.min(...whole.map((each) => each.top));
  const letters = shapes.filter(
    (each) => each.bottom - each.top >= 0.45 * tall && each.right - each.left <= 1.7 * tall,
  );
  if (letters.length < least) return undefined;
  const areaOf = (list: readonly Shape[]): number => list.reduce((sum, { pixels }) => sum + pixels.length, 0);
  const share = areaOf(shapes) / (width * height);
  if (share < 0.1 || share > 0.65 || areaOf(letters) < 0.7 * areaOf(shapes)) return undefined;
  const tolerance = Math.max(1.5, 0.12 * tall);
  const onLine = (values: readonly number[], lines: readonly number[]): boolean =>
    values.filter((value) => lines.some((line) => Math.abs(value - line) <= tolerance)).length / values.length >= 0.6;
  const [tops, bottoms] = [letters.map((each) => each.top), letters.map((each) => each.bottom)];
  if (!onLine(bottoms, [middleOf(bottoms)]) || !onLine(tops, [middleOf(tops), Math.min(...tops)])) return undefined;
  const variety = Math.max(
    relative(letters.map((each) => each.right - each.left)),
    relative(letters.map(({ pixels }) => pixels.length)),
  );
  const strokes = letters.map(strokeOf);
  if (variety < 0.06 || relative(strokes) > 0.4) return undefined;
  if (middleOf(strokes) < 0.04 * tall || middleOf(strokes) > 0.36 * tall) return undefined;
  const core = places.filter(([x, y]) => distance(x, y) >= 0.85 * contrast);
  const spread = [0, 1, 2].map((c) => {
    const values = core.map(([x, y]) => at(box.left + x, box.top + y, c));
    const mean = meanOf(values);
    return meanOf(values.map((value) => Math.abs(value - mean)));
  });
  return Math.max(...spread) > 24 ? undefined : { shapes: letters.length, contrast: Math.round(contrast) };
};

/** Whole numbers from a seed (Park and Miller). */
const numbers = (seed: number) => {
  let state = seed;
  return (from: number, to: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return from + (state % (to - from + 1));
  };
};

interface Row {
  readonly image: RgbImage;
  readonly box: PixelBox;
  readonly least: number;
}

/** A row of bars, most of them like letters, and one thing about them near a bound or beyond. */
const rowOf = (seed: number): Row => {
  const next = numbers(seed * 7919 + 1);
  const strange = next(0, 11);
  const height = strange === 0 ? next(4, 8) : next(10, 24);
  const count = next(3, 9);
  const level = strange === 1 ? next(38, 46) : next(60, 200);
  const ground = 235;
  const stroke = strange === 2 ? next(1, height) : Math.max(1, Math.round((height * next(8, 30)) / 100));
  const gap = strange === 3 ? next(1, 60) : next(2, 8);
  const bars = Array.from({ length: count }, (_, index) => ({
    wide: strange === 4 ? stroke : strange === 5 ? stroke + 2 * index : stroke + next(0, 2),
    tall: strange === 6 ? next(Math.ceil(height / 5), height) : next(0, 9) === 0 ? Math.ceil(0.7 * height) : height,
    drop: strange === 7 ? next(0, Math.ceil(height / 3)) : 0,
    bend: next(0, 3) === 0 ? next(1, height) : 0,
    tint: strange === 8 ? next(-70, 70) : 0,
  }));
  const length = bars.reduce((sum, { wide, bend }) => sum + wide + bend + gap, 0);
  const isNarrow = strange === 9;
  const [width, tall] = [Math.max(8, length), height + (strange === 7 ? Math.ceil(height / 3) : 0)];
  const margin = next(0, 4);
  const image = {
    width: width + 2 * margin,
    height: tall + 2 * margin,
    data: new Uint8Array(3 * (width + 2 * margin) * (tall + 2 * margin)).fill(ground),
  };
  const paint = (x: number, y: number, value: number, blue: number): void => {
    image.data.fill(value, 3 * (y * image.width + x), 3 * (y * image.width + x) + 2);
    image.data[3 * (y * image.width + x) + 2] = blue;
  };
  let x = margin;
  for (const { wide, tall: own, drop, bend, tint } of bars) {
    const value = ground - level;
    const blue = Math.min(255, Math.max(0, value + tint));
    for (let dy = 0; dy < own; dy++)
      for (let dx = 0; dx < wide; dx++) paint(x + dx, margin + height - own + drop + dy, value, blue);
    for (let dx = 0; dx < bend; dx++)
      for (let dy = 0; dy < Math.min(stroke, own); dy++)
        paint(x + wide + dx, margin + height - own + drop + dy, value, blue);
    x += wide + bend + gap;
  }
  const left = margin + (isNarrow ? next(0, Math.max(0, Math.floor(width / 3))) : 0);
  const right = isNarrow ? Math.min(left + Math.ceil((1.6 * tall * next(8, 12)) / 10), margin + width) : margin + width;
  return { image, box: { left, right, top: margin, bottom: margin + tall }, least: next(2, 5) };
};

describe('letterRow', () => {
  it('agrees with a plain reading of its rules on rows near every bound', { tags: 'full' }, () => {
    let taken = 0;
    for (let seed = 1; seed <= 800; seed++) {
      const { image, box, least } = rowOf(seed);
      const expected = judged(image, box, least);
      expect(letterRow(image, box, least), `row ${seed}`).toEqual(expected);
      if (expected !== undefined) taken++;
    }
    // Of both kinds there are enough for that to say something.
    expect(taken).toBeGreaterThan(100);
    expect(taken).toBeLessThan(700);
  });
});
