import { describe, expect, it } from 'vitest';
import { eachInside, type TextRegion } from './line-shape.ts';
import { type TextMap, textRegions } from './regions.ts';

const [WIDTH, HEIGHT] = [320, 240];

type Rectangle = Omit<TextRegion, 'score' | 'isDoubtful'>;
const rectangle = (given: Partial<Rectangle>): Rectangle => ({
  x: 160,
  y: 120,
  length: 100,
  thickness: 12,
  angle: 0,
  ...given,
});

/** A map with these rectangles at the given likelihood. */
const mapOf = (...drawn: readonly (readonly [Partial<Rectangle>, number])[]): TextMap => {
  const data = new Float32Array(WIDTH * HEIGHT);
  for (const [given, value] of drawn) {
    eachInside(rectangle(given), { width: WIDTH, height: HEIGHT }, (at) => {
      data[at] = value;
    });
  }
  return { data, width: WIDTH, height: HEIGHT };
};

describe('textRegions', () => {
  it('finds nothing in an empty map', () => {
    expect(textRegions(mapOf())).toEqual([]);
  });

  it('gives a line its place, and grows it by what the network leaves out', () => {
    const [line, ...others] = textRegions(mapOf([{}, 0.9]));
    expect(others).toEqual([]);
    const by = (100 * 12 * 1.5) / (2 * 112);
    expect(line).toMatchObject({ x: 160, y: 120, length: 100 + 2 * by, thickness: 12 + 2 * by, angle: 0 });
    expect(line?.score).toBeCloseTo(0.9, 5);
  });

  it.each([-60, -35, -10, 15, 45, 80])('finds a line that is turned by %d degrees', (angle) => {
    const [line] = textRegions(mapOf([{ angle }, 0.9]));
    expect(Math.abs((line?.angle ?? 180) - angle)).toBeLessThan(2);
    expect(line?.x).toBeCloseTo(160, 0);
    expect(line?.length).toBeGreaterThan(110);
  });

  it('takes two lines for two, the larger first', () => {
    const found = textRegions(mapOf([{ y: 60 }, 0.9], [{ y: 160, length: 160 }, 0.8]));
    expect(found.map(({ y }) => y)).toEqual([160, 60]);
  });

  // Each bound from both sides.
  it.each([
    ['a likely one', {}, 0.61, 1],
    ['an unlikely one', {}, 0.59, 0],
    ['a speck of two pixels', { length: 40, thickness: 2 }, 0.9, 0],
    ['a thin line', { length: 40, thickness: 4 }, 0.9, 1],
    ['a knob', { length: 20, thickness: 16 }, 0.9, 0],
    ['legs of a chair', { length: 34, thickness: 28 }, 0.9, 0],
    ['large letters', { length: 200, thickness: 28 }, 0.9, 1],
    ['half of the picture', { length: 310, thickness: 130 }, 0.9, 0],
    ['at the edge', { x: 50, y: 8 }, 0.9, 1],
  ])('%s', (_name, given, value, count) => {
    expect(textRegions(mapOf([given, value]))).toHaveLength(count);
  });

  // The network sees slanted words so: the rectangle around it all is half empty.
  it.each([-60, -45, 30, 60])('finds a ragged band that is turned by %d degrees, where letters are read', (angle) => {
    const turn = (angle * Math.PI) / 180;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const spur = (along: number, off: number) =>
      [
        { x: 160 + along * cos - off * sin, y: 120 + along * sin + off * cos, length: 9, thickness: 8, angle },
        0.9,
      ] as const;
    const pieces = [[{ length: 170, thickness: 7, angle }, 0.9] as const, spur(-76, 6), spur(70, -6)];
    const [line, ...others] = textRegions(mapOf(...pieces));
    expect(others).toEqual([]);
    expect(Math.abs((line?.angle ?? 180) - angle)).toBeLessThan(4);
    expect(line?.length).toBeGreaterThan(160);
    expect(line?.isDoubtful).toBe(true);
  });

  it('takes the rectangle around a ragged area where that is a line', () => {
    const spur = [{ x: 100, y: 126, length: 9, thickness: 8 }, 0.9] as const;
    const [line, ...others] = textRegions(mapOf([{ length: 170, thickness: 9 }, 0.9], spur));
    expect(others).toEqual([]);
    expect(line).toMatchObject({ isDoubtful: false, angle: 0 });
    expect(line?.score).toBeGreaterThan(0.6);
  });

  it('finds a word as large as the picture takes it, where letters are read', () => {
    expect(textRegions(mapOf([{ length: 150, thickness: 40 }, 0.9]))).toMatchObject([{ isDoubtful: true }]);
    expect(textRegions(mapOf([{ length: 60, thickness: 50 }, 0.9]))).toEqual([]);
    expect(textRegions(mapOf([{ length: 200, thickness: 28 }, 0.9]))).toMatchObject([{ isDoubtful: false }]);
  });

  const letters = (count: number, apart: number, lift = 0) =>
    Array.from(
      { length: count },
      (_, k) => [{ x: 40 + apart * k, y: 120 + lift * (k % 2), length: 10 + (k % 2), thickness: 8 }, 0.7] as const,
    );

  it('takes letters that stand apart in a row for one line', () => {
    const [line, ...others] = textRegions(mapOf(...letters(6, 40)));
    expect(others).toEqual([]);
    expect(Math.abs((line?.x ?? 0) - 140)).toBeLessThan(2);
    expect(line?.length).toBeGreaterThan(205);
    expect(line?.length).toBeLessThan(230);
    expect(line?.thickness).toBeLessThan(20);
    expect(Math.abs(line?.angle ?? 90)).toBeLessThan(1);
  });

  it.each([
    ['three', letters(3, 40)],
    ['farther apart', letters(4, 85)],
    ['up and down', letters(6, 40, 12)],
  ])('not where they are %s', (_name, drawn) => {
    expect(textRegions(mapOf(...drawn))).toEqual([]);
  });

  it('is bounded where all of the picture is text', () => {
    const data = new Float32Array(WIDTH * HEIGHT);
    for (let i = 0; i < data.length; i++) data[i] = Math.floor(i / WIDTH) % 5 < 3 && (i % WIDTH) % 12 < 10 ? 0.9 : 0;
    expect(textRegions({ data, width: WIDTH, height: HEIGHT })).toHaveLength(200);
  });
});
