import type { Base } from '../hash/attacks.ts';

/** A projective map from pixels of the result to pixels of the source, row by row, the last entry 1. */
type Projection = readonly [number, number, number, number, number, number, number, number];

/** Where the four corners of a picture (upper left, upper right, lower right, lower left) shall lie. */
export type Corners = readonly (readonly [x: number, y: number])[];

/** The map from a quadrilateral back to the unit square (Heckbert, 1989, inverted). */
const fromCorners = (corners: Corners): Projection => {
  const [[x0, y0] = [0, 0], [x1, y1] = [0, 0], [x2, y2] = [0, 0], [x3, y3] = [0, 0]] = corners;
  const [dx1, dx2, dy1, dy2] = [x1 - x2, x3 - x2, y1 - y2, y3 - y2];
  const [sx, sy] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3];
  const w = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / w;
  const h = (dx1 * sy - sx * dy1) / w;
  const [a, b, c] = [x1 - x0 + g * x1, x3 - x0 + h * x3, x0];
  const [d, e, f] = [y1 - y0 + g * y1, y3 - y0 + h * y3, y0];
  const n = a * e - b * d;
  return [
    (e - f * h) / n,
    (c * h - b) / n,
    (b * f - c * e) / n,
    (f * g - d) / n,
    (a - c * g) / n,
    (c * d - a * f) / n,
    (d * h - e * g) / n,
    (b * g - a * h) / n,
  ];
};

/** Lays a picture into a quadrilateral of another one, which is changed. */
export const layInto = (target: Base, source: Base, corners: Corners): void => {
  const [a, b, c, d, e, f, g, h] = fromCorners(corners);
  for (let y = 0; y < target.height; y++) {
    for (let x = 0; x < target.width; x++) {
      const w = g * x + h * y + 1;
      const u = (a * x + b * y + c) / w;
      const v = (d * x + e * y + f) / w;
      if (!(u >= 0 && v >= 0 && u < 1 && v < 1)) continue;
      const [sx, sy] = [u * (source.width - 1), v * (source.height - 1)];
      const [left, top] = [Math.floor(sx), Math.floor(sy)];
      const [p, q] = [sx - left, sy - top];
      const at = 3 * (top * source.width + left);
      const right = left + 1 < source.width ? 3 : 0;
      const below = top + 1 < source.height ? 3 * source.width : 0;
      for (let k = 0; k < 3; k++) {
        const upper = (source.data[at + k] ?? 0) * (1 - p) + (source.data[at + right + k] ?? 0) * p;
        const lower = (source.data[at + below + k] ?? 0) * (1 - p) + (source.data[at + below + right + k] ?? 0) * p;
        target.data[3 * (y * target.width + x) + k] = Math.round(upper * (1 - q) + lower * q);
      }
    }
  }
};
