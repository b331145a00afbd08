import { composed, mapped, type PlaneMap } from '../pair/mapping.ts';

/** The affine map that is nearest to a projective one around a point. */
export const affineAt = (mapping: PlaneMap, [x, y]: readonly [number, number]): PlaneMap => {
  const [u, v] = mapped(mapping, x, y);
  const [right, rightDown] = mapped(mapping, x + 1, y);
  const [down, downDown] = mapped(mapping, x, y + 1);
  const [a, b, d, e] = [right - u, down - u, rightDown - v, downDown - v];
  return { a, b, c: u - a * x - b * y, d, e, f: v - d * x - e * y, g: 0, h: 0 };
};

/** The same map between rasters of which the first is `by` times smaller and the second has `to` of its size; pixels are areas. */
export const scaledMap = ({ a, b, c, d, e, f, g, h }: PlaneMap, by: number, to: number): PlaneMap => {
  const middle = (by - 1) / 2;
  const weight = (g + h) * middle + 1;
  const off = 0.5 - 0.5 / to;
  const row = (p: number, q: number, r: number): readonly [number, number, number] => [
    ((p + off * g) * by * to) / weight,
    ((q + off * h) * by * to) / weight,
    ((r + (p + q) * middle + off * weight) * to) / weight,
  ];
  const [[A, B, C], [D, E, F]] = [row(a, b, c), row(d, e, f)];
  return { a: A, b: B, c: C, d: D, e: E, f: F, g: (g * by) / weight, h: (h * by) / weight };
};

/** A map between pixels by their numbers as one by their places, which begin half a pixel before the first one (1), or back (−1): in another size they are others. */
export const ofMiddles = (mapping: PlaneMap, way: 1 | -1): PlaneMap =>
  composed(movedBy(way / 2), composed(mapping, movedBy(-way / 2)));

const movedBy = (px: number): PlaneMap => ({ a: 1, b: 0, c: px, d: 0, e: 1, f: px, g: 0, h: 0 });
