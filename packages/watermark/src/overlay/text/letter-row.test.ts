import { describe, expect, it } from 'vitest';
import { withOverlay, wordsSvg } from '../test-pictures.ts';
import { letterRow } from './letter-row.ts';

const ground = { width: 400, height: 120, data: new Uint8Array(3 * 400 * 120).fill(235) };
const box = { left: 14, top: 30, right: 386, bottom: 90 };
const drawn = (shapes: string) =>
  withOverlay(ground, `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="120">${shapes}</svg>`, 0, 0);
const bars = (heights: (k: number) => number, width: (k: number) => number) =>
  Array.from(
    { length: 9 },
    (_, k) => `<rect x="${20 + 40 * k}" y="${88 - heights(k)}" width="${width(k)}" height="${heights(k)}"/>`,
  );

describe('letterRow', () => {
  it('takes words, dark or light, for text, and measures their contrast and shapes', async () => {
    const words = await withOverlay(ground, wordsSvg('FELT PINE', 80, '#333'), 10, 20);
    const row = letterRow(words, box, 4);
    expect(row?.shapes).toBeGreaterThanOrEqual(6);
    expect(row?.contrast).toBeGreaterThan(150);
    const dark = { ...ground, data: new Uint8Array(3 * 400 * 120).fill(20) };
    expect(letterRow(await withOverlay(dark, wordsSvg('FELT PINE', 80, '#eee'), 10, 20), box, 4)).toBeDefined();
  });

  it('asks for a number of shapes', async () => {
    const words = await withOverlay(ground, wordsSvg('FEN', 80, '#333'), 10, 20);
    const short = { ...box, right: 140 };
    expect(letterRow(words, short, 3)?.shapes).toBe(3);
    expect(letterRow(words, short, 4)).toBeUndefined();
  });

  it('takes small letters for text in a box that is a little too tall', async () => {
    const small = bars(
      (k) => (k === 4 ? 40 : 24),
      (k) => 7 + (k % 3) * 2,
    );
    expect(letterRow(await drawn(small.join('')), { ...box, top: 40, bottom: 96 }, 4)?.shapes).toBe(9);
  });

  it('refuses shapes that are all alike, of many colours, of many stroke widths, or on no line', async () => {
    const alike = bars(
      () => 56,
      () => 10,
    );
    expect(letterRow(await drawn(alike.join('')), box, 4)).toBeUndefined();
    const thick = bars(
      () => 56,
      (k) => 3 + 4 * k,
    );
    expect(letterRow(await drawn(thick.join('')), box, 4)).toBeUndefined();
    const steps = Array.from(
      { length: 9 },
      (_, k) => `<rect x="${20 + 40 * k}" y="${31 + 3 * k}" width="${8 + (k % 3) * 3}" height="34"/>`,
    );
    expect(letterRow(await drawn(steps.join('')), box, 4)).toBeUndefined();
    const plain = bars(
      () => 56,
      (k) => 8 + (k % 3) * 3,
    );
    expect(letterRow(await drawn(plain.join('')), box, 4)).toBeDefined();
    const coloured = plain.map((bar, k) => `<g fill="hsl(${k * 80},90%,35%)">${bar}</g>`);
    expect(letterRow(await drawn(coloured.join('')), box, 4)).toBeUndefined();
  });

  it('refuses an empty box, one that is too faint, and one that is not wide', async () => {
    expect(letterRow(ground, box, 4)).toBeUndefined();
    expect(letterRow(await withOverlay(ground, wordsSvg('FELT PINE', 80, '#d5d5d5'), 10, 20), box, 4)).toBeUndefined();
    expect(letterRow(ground, { ...box, right: 80 }, 4)).toBeUndefined();
  });
});
