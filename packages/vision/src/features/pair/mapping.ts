/** Point correspondences: `count` points of one picture and their positions in another one, px. */
export interface PointPairs {
  readonly count: number;
  readonly fromX: Float64Array;
  readonly fromY: Float64Array;
  readonly toX: Float64Array;
  readonly toY: Float64Array;
}

/** A part of a picture, fractions of its width and height. */
export interface PartEdges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A projective map of the plane, row by row: (a x + b y + c, d x + e y + f) / (g x + h y + 1). */
export interface PlaneMap {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
  readonly g: number;
  readonly h: number;
}

export const mapped = ({ a, b, c, d, e, f, g, h }: PlaneMap, x: number, y: number): readonly [number, number] => {
  const w = g * x + h * y + 1;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
};

/** The map back. */
export const mappedBack = ({ a, b, c, d, e, f, g, h }: PlaneMap): PlaneMap => {
  const w = a * e - b * d;
  return {
    a: (e - f * h) / w,
    b: (c * h - b) / w,
    c: (b * f - c * e) / w,
    d: (f * g - d) / w,
    e: (a - c * g) / w,
    f: (c * d - a * f) / w,
    g: (d * h - e * g) / w,
    h: (b * g - a * h) / w,
  };
};

/** One map after the other: first `inner`, then `outer`. */
export const composed = (outer: PlaneMap, inner: PlaneMap): PlaneMap => {
  const w = outer.g * inner.c + outer.h * inner.f + 1;
  return {
    a: (outer.a * inner.a + outer.b * inner.d + outer.c * inner.g) / w,
    b: (outer.a * inner.b + outer.b * inner.e + outer.c * inner.h) / w,
    c: (outer.a * inner.c + outer.b * inner.f + outer.c) / w,
    d: (outer.d * inner.a + outer.e * inner.d + outer.f * inner.g) / w,
    e: (outer.d * inner.b + outer.e * inner.e + outer.f * inner.h) / w,
    f: (outer.d * inner.c + outer.e * inner.f + outer.f) / w,
    g: (outer.g * inner.a + outer.h * inner.d + inner.g) / w,
    h: (outer.g * inner.b + outer.h * inner.e + inner.h) / w,
  };
};

/** A turn by an angle, clockwise in radians, with a scale, that takes one point to another. */
export const similarityAt = (
  angle: number,
  scale: number,
  from: readonly [number, number],
  to: readonly [number, number],
): PlaneMap => {
  const a = Math.cos(angle) * scale;
  const d = Math.sin(angle) * scale;
  return {
    a,
    b: -d,
    c: to[0] - a * from[0] + d * from[1],
    d,
    e: a,
    f: to[1] - d * from[0] - a * from[1],
    g: 0,
    h: 0,
  };
};

/** Sums of squares below which points lie too close together to say a scale, px². */
const LEAST_SPREAD = 50;

/** Means of the chosen pairs. */
const meansOf = ({ fromX, fromY, toX, toY }: PointPairs, chosen: readonly number[]) => {
  let [x, y, u, v] = [0, 0, 0, 0];
  for (const k of chosen) {
    x += fromX[k] ?? 0;
    y += fromY[k] ?? 0;
    u += toX[k] ?? 0;
    v += toY[k] ?? 0;
  }
  const n = chosen.length;
  return { x: x / n, y: y / n, u: u / n, v: v / n };
};

/** The similarity that takes the chosen pairs to each other with the least squares; null where they lie in one spot. */
export const fitSimilarity = (pairs: PointPairs, chosen: readonly number[]): PlaneMap | null => {
  const mean = meansOf(pairs, chosen);
  let [along, across, spread] = [0, 0, 0];
  for (const k of chosen) {
    const [x, y] = [(pairs.fromX[k] ?? 0) - mean.x, (pairs.fromY[k] ?? 0) - mean.y];
    const [u, v] = [(pairs.toX[k] ?? 0) - mean.u, (pairs.toY[k] ?? 0) - mean.v];
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  }
  if (spread < LEAST_SPREAD) return null;
  const [a, d] = [along / spread, across / spread];
  return {
    a,
    b: -d,
    c: mean.u - a * mean.x + d * mean.y,
    d,
    e: a,
    f: mean.v - d * mean.x - a * mean.y,
    g: 0,
    h: 0,
  };
};

/**
 * The map of least squares that turns by quarters alone, mirrored or not: sides grow apart where `stretched`. Null where the points do not say it.
 */
export const fitUpright = (pairs: PointPairs, chosen: readonly number[], stretched: boolean): PlaneMap | null => {
  const mean = meansOf(pairs, chosen);
  let [xx, yy, xu, yu, xv, yv] = [0, 0, 0, 0, 0, 0];
  for (const k of chosen) {
    const [x, y] = [(pairs.fromX[k] ?? 0) - mean.x, (pairs.fromY[k] ?? 0) - mean.y];
    const [u, v] = [(pairs.toX[k] ?? 0) - mean.u, (pairs.toY[k] ?? 0) - mean.v];
    xx += x * x;
    yy += y * y;
    xu += x * u;
    yu += y * u;
    xv += x * v;
    yv += y * v;
  }
  if (xx < LEAST_SPREAD || yy < LEAST_SPREAD) return null;
  const isUpright = Math.abs(xu / xx) + Math.abs(yv / yy) >= Math.abs(yu / yy) + Math.abs(xv / xx);
  const [across, down] = isUpright ? [xu / xx, yv / yy] : [xv / xx, yu / yy];
  const scale = Math.sqrt(Math.abs(across * down));
  const [p, q] = stretched ? [across, down] : [Math.sign(across) * scale, Math.sign(down) * scale];
  const [a, b, d, e] = isUpright ? [p, 0, 0, q] : [0, q, p, 0];
  return { a, b, c: mean.u - a * mean.x - b * mean.y, d, e, f: mean.v - d * mean.x - e * mean.y, g: 0, h: 0 };
};

/** Below this share of what it could be, the determinant says that the points lie on a line. */
const ON_A_LINE = 1e-3;

/** The affine map of least squares; a similarity where the points lie on a line. */
export const fitAffine = (pairs: PointPairs, chosen: readonly number[]): PlaneMap | null => {
  const mean = meansOf(pairs, chosen);
  const sums = { xx: 0, xy: 0, yy: 0, xu: 0, yu: 0, xv: 0, yv: 0 };
  for (const k of chosen) {
    const [x, y] = [(pairs.fromX[k] ?? 0) - mean.x, (pairs.fromY[k] ?? 0) - mean.y];
    const [u, v] = [(pairs.toX[k] ?? 0) - mean.u, (pairs.toY[k] ?? 0) - mean.v];
    sums.xx += x * x;
    sums.xy += x * y;
    sums.yy += y * y;
    sums.xu += x * u;
    sums.yu += y * u;
    sums.xv += x * v;
    sums.yv += y * v;
  }
  const { xx, xy, yy, xu, yu, xv, yv } = sums;
  const determinant = xx * yy - xy * xy;
  if (determinant < ON_A_LINE * (xx + yy) ** 2) return fitSimilarity(pairs, chosen);
  const a = (xu * yy - yu * xy) / determinant;
  const b = (yu * xx - xu * xy) / determinant;
  const d = (xv * yy - yv * xy) / determinant;
  const e = (yv * xx - xv * xy) / determinant;
  return { a, b, c: mean.u - a * mean.x - b * mean.y, d, e, f: mean.v - d * mean.x - e * mean.y, g: 0, h: 0 };
};

const UNKNOWNS = 8;

/** The projective map of least squares (algebraic, coordinates scaled by `size`); null where the points do not say it. */
export const fitProjective = (pairs: PointPairs, chosen: readonly number[], size: number): PlaneMap | null => {
  const normal = Array.from({ length: UNKNOWNS }, () => new Float64Array(UNKNOWNS + 1));
  const row = new Float64Array(UNKNOWNS);
  const add = (value: number): void => {
    for (let i = 0; i < UNKNOWNS; i++) {
      const p = row[i] ?? 0;
      const target = normal[i];
      if (p === 0 || target === undefined) continue;
      for (let j = 0; j < UNKNOWNS; j++) target[j] = (target[j] ?? 0) + p * (row[j] ?? 0);
      target[UNKNOWNS] = (target[UNKNOWNS] ?? 0) + p * value;
    }
  };
  for (const k of chosen) {
    const [x, y] = [(pairs.fromX[k] ?? 0) / size, (pairs.fromY[k] ?? 0) / size];
    const [u, v] = [(pairs.toX[k] ?? 0) / size, (pairs.toY[k] ?? 0) / size];
    for (let half = 0; half < 2; half++) {
      const to = half === 0 ? u : v;
      row.fill(0);
      row[3 * half] = x;
      row[3 * half + 1] = y;
      row[3 * half + 2] = 1;
      row[UNKNOWNS - 2] = -x * to;
      row[UNKNOWNS - 1] = -y * to;
      add(to);
    }
  }
  const solved = solve(normal);
  if (solved === null) return null;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = solved;
  return { a, b, c: c * size, d, e, f: f * size, g: g / size, h: h / size };
};

/** Gauss–Jordan with the largest pivot; null where the rows depend on each other. */
export const solve = (rows: readonly Float64Array[]): readonly number[] | null => {
  const left = [...rows];
  for (let column = 0; column < left.length; column++) {
    let pivot = column;
    for (let r = column + 1; r < left.length; r++)
      if (Math.abs(left[r]?.[column] ?? 0) > Math.abs(left[pivot]?.[column] ?? 0)) pivot = r;
    const row = left[pivot];
    const other = left[column];
    if (row === undefined || other === undefined || Math.abs(row[column] ?? 0) < 1e-10) return null;
    left[pivot] = other;
    left[column] = row;
    const by = row[column] ?? 1;
    for (let k = column; k < row.length; k++) row[k] = (row[k] ?? 0) / by;
    for (const each of left) {
      const factor = each[column] ?? 0;
      if (each === row || factor === 0) continue;
      for (let k = column; k < row.length; k++) each[k] = (each[k] ?? 0) - factor * (row[k] ?? 0);
    }
  }
  return left.map((row) => row[left.length] ?? 0);
};

/** The same map into a picture that is mirrored back. */
export const mirroredBack = ({ a, b, c, d, e, f, g, h }: PlaneMap, width: number): PlaneMap => ({
  a: (width - 1) * g - a,
  b: (width - 1) * h - b,
  c: width - 1 - c,
  d,
  e,
  f,
  g,
  h,
});

/** How many times larger an affine map makes what it maps. */
export const scaleOf = ({ a, b, d, e }: PlaneMap): number => Math.sqrt(Math.abs(a * e - b * d));
