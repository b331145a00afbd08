import type { Point } from '../../../image/read/raster.ts';
import type { Random } from '../../../kernel/random.ts';
import { type Canvas, type Pen, stroke } from './canvas.ts';

/** Draws so many rings, outlines, stars and curves: what emblems, wheels, dials and seams have in common with a drawn mark. */
export const outlines = (canvas: Canvas, count: number, random: Random): void => {
  for (let i = 0; i < count; i++) {
    const size = Math.min(320, 14 / (random() + 1e-3) ** 0.6);
    const centre = { x: random() * canvas.width, y: random() * canvas.height };
    const radius = Math.max(1, size * (0.02 + 0.08 * random()));
    const luma = random() < 0.4 ? (random() < 0.5 ? 20 : 245) : random() * 255;
    const kind = random();
    const pen = { radius, luma };
    if (kind < 0.1) rings(canvas, { ...centre, size }, pen, random);
    else if (kind < 0.6) stroke(canvas, polygon(centre, size, random), pen);
    else stroke(canvas, curve(centre, size, random), pen);
  }
};

const rings = (canvas: Canvas, centre: Point & { readonly size: number }, pen: Pen, random: Random): void => {
  const { size } = centre;
  const flat = random() < 0.7 ? 1 : 0.4 + 0.6 * random();
  const count = 1 + Math.floor(3 * random());
  for (let k = 0; k < count; k++) {
    const r = size * (1 - (k * 0.9) / 3);
    const points = Array.from({ length: 97 }, (_, i) => ({
      x: centre.x + r * Math.cos((2 * Math.PI * i) / 96),
      y: centre.y + flat * r * Math.sin((2 * Math.PI * i) / 96),
    }));
    stroke(canvas, points, pen);
  }
  // Something in the middle: a star, spokes or a triangle, as in an emblem.
  if (random() < 0.6) {
    const inner = polygon(centre, size * 0.55, random);
    stroke(canvas, inner, { ...pen, luma: random() < 0.5 ? pen.luma : random() * 255 });
  }
};

/** A closed polygon of 3 to 10 corners, a star where they alternate. */
const polygon = (centre: Point, size: number, random: Random): Point[] => {
  const corners = 3 + Math.floor(random() * 8);
  const inner = random() < 0.4 ? 0.4 + 0.2 * random() : 1;
  const turn = random() * 2 * Math.PI;
  return Array.from({ length: corners + 1 }, (_, i) => {
    const r = size * (i % 2 && i < corners ? inner : 1);
    const angle = turn + (2 * Math.PI * (i % corners)) / corners;
    return { x: centre.x + r * Math.cos(angle), y: centre.y + r * Math.sin(angle) };
  });
};

const curve = (centre: Point, size: number, random: Random): Point[] => {
  const [angle, waves, swing] = [random() * Math.PI, random() * 3, size * 0.3 * random()];
  return Array.from({ length: 65 }, (_, i) => {
    const along = (i / 32 - 1) * size;
    const across = swing * Math.sin((2 * Math.PI * waves * i) / 64);
    return {
      x: centre.x + along * Math.cos(angle) - across * Math.sin(angle),
      y: centre.y + along * Math.sin(angle) + across * Math.cos(angle),
    };
  });
};
