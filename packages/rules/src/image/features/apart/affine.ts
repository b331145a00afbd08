import { mapped, type PlaneMap } from '../pair/mapping.ts';

/** The affine map that is nearest to a projective one around a point. */
export const affineAt = (mapping: PlaneMap, [x, y]: readonly [number, number]): PlaneMap => {
  const [u, v] = mapped(mapping, x, y);
  const [right, rightDown] = mapped(mapping, x + 1, y);
  const [down, downDown] = mapped(mapping, x, y + 1);
  const [a, b, d, e] = [right - u, down - u, rightDown - v, downDown - v];
  return { a, b, c: u - a * x - b * y, d, e, f: v - d * x - e * y, g: 0, h: 0 };
};

/** The same affine map between rasters of which the first is `by` times smaller and the second has `to` of its size; pixels are areas. */
export const scaledMap = ({ a, b, c, d, e, f }: PlaneMap, by: number, to: number): PlaneMap => {
  const middle = (by - 1) / 2;
  return {
    ...{ a: a * by * to, b: b * by * to, d: d * by * to, e: e * by * to, g: 0, h: 0 },
    c: (c + (a + b) * middle + 0.5) * to - 0.5,
    f: (f + (d + e) * middle + 0.5) * to - 0.5,
  };
};
