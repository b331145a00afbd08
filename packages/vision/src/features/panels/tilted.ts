import type { RgbImage } from '@listing-lint/rules/image';
import { featureKernel } from '../kernel/kernel-wasm.ts';
import type { PartEdges } from '../pair/mapping.ts';
import { composed, type PlaneMap, similarityAt } from '../pair/mapping.ts';
import { sheetLuma, sheetRaster } from '../pair/sheet.ts';
import { type EdgeLine, edgeLines, shareOfSteps } from './lines.ts';

type Point = readonly [x: number, y: number];
/** Upper left, upper right, lower right, lower left, px or fractions. */
export type FourCorners = readonly [Point, Point, Point, Point];

/** A flat thing in a picture that is seen at an angle: a screen, a print. */
export interface TiltedPanel {
  /** Fractions of the picture. */
  readonly corners: FourCorners;
  /** Seen straight on, at most `SHEET_SIDE` px. */
  readonly image: RgbImage;
  /** Pixels of `image` to pixels of the picture. */
  readonly mapping: PlaneMap;
}

/** Longest side for detection, px, and that of the rectified panel. */
const SIDE = 256;
const STRAIGHT_SIDE = 512;
/** Share of each side along which the picture steps, at least, and of all four in the mean. */
const LEAST_STEPS = 0.55;
const MEAN_STEPS = 0.75;
/** Share of the picture that it takes. */
const LEAST_AREA = 0.08;
/** Cosine of the angle up to which two sides are opposite ones, and sine of the one at which neighbours meet at least. */
const OPPOSITE = Math.cos((40 * Math.PI) / 180);
const LEAST_MEETING = Math.sin((30 * Math.PI) / 180);
/** Least tilt, as a share of the sides: less tilted ones are found as panels. */
const STRAIGHT = 0.02;
/** Most quadrilaterals, the largest; corners nearer than this share of the sides are the same. */
const MOST_TILTED = 2;
const SAME_CORNER = 0.04;

interface Found {
  readonly corners: FourCorners;
  readonly worth: number;
}

/** Quadrilaterals whose sides are straight edges and that do not lie as the picture's own sides do, seen straight on. */
export const tiltedPanels = (picture: RgbImage): readonly TiltedPanel[] =>
  tiltedCorners(picture).map((corners) => straightened(picture, corners));

/** Their corners, fractions of the picture; the largest first. */
export const tiltedCorners = (picture: RgbImage): readonly FourCorners[] => {
  const luma = sheetLuma(sheetRaster(sheetRaster(picture), SIDE));
  const { width, height } = luma;
  const found = quadrilaterals(edgeLines(luma), width, height).sort((a, b) => b.worth - a.worth);
  const retained: FourCorners[] = [];
  for (const { corners } of found) {
    const inFractions = corners.map(([x, y]): Point => [x / width + 0.5, y / height + 0.5]);
    const [a, b, c, d] = inFractions;
    if (a === undefined || b === undefined || c === undefined || d === undefined) continue;
    const own: FourCorners = [a, b, c, d];
    if (retained.length < MOST_TILTED && !isStraight(own) && retained.every((other) => !isSame(own, other)))
      retained.push(own);
  }
  return retained;
};

const isSame = (a: FourCorners, b: FourCorners): boolean =>
  a.every(([x, y], k) => Math.max(Math.abs(x - (b[k]?.[0] ?? 0)), Math.abs(y - (b[k]?.[1] ?? 0))) < SAME_CORNER);

/** Whether it is parallel to the picture's sides. */
const isStraight = ([[ax, ay], [bx, by], [cx, cy], [dx, dy]]: FourCorners): boolean =>
  Math.max(Math.abs(ay - by), Math.abs(cy - dy), Math.abs(ax - dx), Math.abs(bx - cx)) < STRAIGHT;

/** Two lines that may be opposite sides. */
type Opposite = readonly [EdgeLine, EdgeLine];

const quadrilaterals = (lines: readonly EdgeLine[], width: number, height: number): Found[] => {
  const pairs = lines.flatMap((a, k): Opposite[] =>
    lines
      .slice(k + 1)
      .flatMap((b): Opposite[] => (Math.abs(a.cos * b.cos + a.sin * b.sin) >= OPPOSITE ? [[a, b]] : [])),
  );
  const found: Found[] = [];
  const size: Size = { width, height };
  pairs.forEach((one, k) => {
    for (let next = k + 1; next < pairs.length; next++) {
      const corners = cornersOf(one, pairs[next] ?? one, size);
      if (corners === null) continue;
      const [p, q, r, s] = corners.points;
      const sides = [
        shareOfSteps(corners.sides[0], p, q),
        shareOfSteps(corners.sides[1], q, r),
        shareOfSteps(corners.sides[2], r, s),
        shareOfSteps(corners.sides[3], s, p),
      ];
      const mean = sides.reduce((sum, side) => sum + side, 0) / 4;
      if (Math.min(...sides) < LEAST_STEPS || mean < MEAN_STEPS) continue;
      found.push({ corners: upperLeftFirst(corners.points), worth: corners.area * mean });
    }
  });
  return found;
};

interface Quadrilateral {
  readonly points: FourCorners;
  readonly sides: readonly [EdgeLine, EdgeLine, EdgeLine, EdgeLine];
  readonly area: number;
}

type Size = Pick<RgbImage, 'width' | 'height'>;

/** Where two pairs of opposite sides meet; null where that is no quadrilateral within the picture, as of nearly all pairs. */
const cornersOf = ([a, b]: Opposite, [c, d]: Opposite, size: Size): Quadrilateral | null => {
  const p = meeting(a, c, size);
  const q = p && meeting(a, d, size);
  const r = q && meeting(b, d, size);
  const s = r && meeting(b, c, size);
  if (p === null || q === null || r === null || s === null) return null;
  const turns = [turnOf(p, q, r), turnOf(q, r, s), turnOf(r, s, p), turnOf(s, p, q)];
  if (!turns.every((turn) => turn > 0) && !turns.every((turn) => turn < 0)) return null;
  const area = (Math.abs(turnOf(p, q, r)) + Math.abs(turnOf(r, s, p))) / 2;
  if (area < LEAST_AREA * size.width * size.height) return null;
  return { points: [p, q, r, s], sides: [a, d, b, c], area };
};

/** Returns the intersection of two lines, px from the centre; null if nearly parallel or outside of the picture. */
const meeting = (one: EdgeLine, other: EdgeLine, { width, height }: Size): Point | null => {
  const w = one.cos * other.sin - one.sin * other.cos;
  if (Math.abs(w) < LEAST_MEETING) return null;
  const x = (one.offset * other.sin - other.offset * one.sin) / w;
  const y = (other.offset * one.cos - one.offset * other.cos) / w;
  return Math.abs(x) <= 0.52 * width && Math.abs(y) <= 0.52 * height ? [x, y] : null;
};

/** Twice the area of a triangle, positive where it is walked clockwise. */
const turnOf = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

/** The same corners, clockwise from the one that is the upper left one. */
const upperLeftFirst = ([p, q, r, s]: FourCorners): FourCorners => {
  const clockwise: FourCorners = turnOf(p, q, r) > 0 ? [p, q, r, s] : [p, s, r, q];
  const turned: readonly FourCorners[] = [0, 1, 2, 3].map((k): FourCorners => {
    const at = (i: number): Point => clockwise[(k + i) % 4] ?? p;
    return [at(0), at(1), at(2), at(3)];
  });
  const upness = ([a, b, c, d]: FourCorners): number => c[0] + b[0] - a[0] - d[0] + (c[1] + d[1] - a[1] - b[1]);
  return turned.reduce((best, each) => (upness(each) > upness(best) ? each : best));
};

/** The upright box around them. */
export const boxAround = (corners: FourCorners): PartEdges => {
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const within = (value: number): number => Math.max(0, Math.min(1, value));
  return {
    left: within(Math.min(...xs)),
    top: within(Math.min(...ys)),
    right: within(Math.max(...xs)),
    bottom: within(Math.max(...ys)),
  };
};

/** Rectifies the quadrilateral with these corners (fractions of the picture); its sides have the mean length of the displayed ones. */
export const straightened = (picture: RgbImage, corners: FourCorners): TiltedPanel => {
  const inPixels = corners.map(([x, y]): Point => [x * picture.width, y * picture.height]);
  const [a = [0, 0], b = [0, 0], c = [0, 0], d = [0, 0]] = inPixels;
  const long = (from: Point, to: Point): number => Math.hypot(to[0] - from[0], to[1] - from[1]);
  const [across, down] = [(long(a, b) + long(d, c)) / 2, (long(a, d) + long(b, c)) / 2];
  const scale = Math.min(1, STRAIGHT_SIDE / Math.max(across, down));
  const [width, height] = [Math.max(1, Math.round(across * scale)), Math.max(1, Math.round(down * scale))];
  const mapping = betweenMiddles(ontoCorners([a, b, c, d], width, height));
  return { corners, mapping, image: featureKernel().sampled(picture, mapping, { width, height }) };
};

/** The map of a rectangle at the origin onto four corners (Heckbert, 1989). */
const ontoCorners = (
  [[x0, y0], [x1, y1], [x2, y2], [x3, y3]]: FourCorners,
  width: number,
  height: number,
): PlaneMap => {
  const [dx1, dx2, dy1, dy2] = [x1 - x2, x3 - x2, y1 - y2, y3 - y2];
  const [sx, sy] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3];
  const w = dx1 * dy2 - dx2 * dy1;
  const [g, h] = [(sx * dy2 - dx2 * sy) / w, (dx1 * sy - sx * dy1) / w];
  return {
    a: (x1 - x0 + g * x1) / width,
    b: (x3 - x0 + h * x3) / height,
    c: x0,
    d: (y1 - y0 + g * y1) / width,
    e: (y3 - y0 + h * y3) / height,
    f: y0,
    g: g / width,
    h: h / height,
  };
};

/** The same map for pixels that are known by their middles. */
const betweenMiddles = (mapping: PlaneMap): PlaneMap =>
  composed(similarityAt(0, 1, [0, 0], [-0.5, -0.5]), composed(mapping, similarityAt(0, 1, [0, 0], [0.5, 0.5])));
