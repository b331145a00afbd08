import type { Point } from '../../../image/read/raster.ts';
import type { Random } from '../../../kernel/random.ts';
import { type Canvas, type Pen, stroke } from './canvas.ts';

/** Strokes of some letters and figures in a box of 4 × 6: pairs of points, digits x y. Print that needs no font of the machine. */
const GLYPHS = [
  '0620 2046 1333', // A
  '0006 0030 3042 4233 3303 3344 4436 3606', // B
  '4130 3010 1001 0105 0516 1636 3645', // C
  '0006 0040 0333 0646', // E
  '0006 4046 0343', // H
  '2026 1030 1636', // I
  '0006 0646', // L
  '0600 0023 2340 4046', // M
  '0600 0046 4640', // N
  '1030 3041 4145 4536 3616 1605 0501 0110', // O
  '0600 0030 3041 4132 3203', // P
  '0600 0030 3041 4132 3203 2346', // R
  '4030 3010 1001 0112 1232 3243 4345 4536 3616', // S
  '0040 2026', // T
  '0005 0516 1636 3645 4540', // U
  '0026 2640', // V
  '0040 4006 0646', // Z
  '1120 2026 1636', // 1
  '0130 3041 4106 0646', // 2
  '3036 3004 0444', // 4
] as const;

/** Writes so many words of made-up print at random places, sizes, weights and lumas. */
export const rowsOfPrint = (canvas: Canvas, count: number, random: Random): void => {
  for (let i = 0; i < count; i++) {
    const size = 8 + 90 * random() ** 2;
    const weight = size * (0.06 + 0.12 * random());
    const luma = random() < 0.5 ? 30 : random() * 255;
    const letters = 3 + Math.floor(random() * 10);
    let x = random() * canvas.width;
    const y = random() * canvas.height;
    for (let j = 0; j < letters; j++) {
      const glyph = GLYPHS[Math.floor(random() * GLYPHS.length)] ?? GLYPHS[0];
      drawGlyph(canvas, glyph, { x, y, unit: size / 6 }, { radius: weight / 2, luma });
      x += size * 0.95;
    }
  }
};

/** Draws a glyph from its upper left corner on; `unit` is a sixth of its height, px. */
const drawGlyph = (canvas: Canvas, glyph: string, at: Point & { readonly unit: number }, pen: Pen): void => {
  for (const pair of glyph.split(' ')) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = [...pair].map(Number);
    const point = (x: number, y: number): Point => ({ x: at.x + x * at.unit, y: at.y + y * at.unit });
    stroke(canvas, [point(x0, y0), point(x1, y1)], pen);
  }
};
