import { bandOf, straightBandOf } from './bent-lines.ts';
import { eachInside, type LineShape, readingAngle, type TextRegion, uprightBox } from './line-shape.ts';

/** How likely each pixel belongs to a line of text, 0–1, in rows. */
export interface TextMap {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** From which a pixel of the map is one of text, and from which mean a rectangle is a line of it. */
const THRESHOLD = 0.3;
const LEAST_SCORE = 0.6;
/** Thinner ones are no letters, px of the map. */
const LEAST_THICKNESS = 3;
/**
 * Least length in the thickness of a line that is no thicker than so much of the longer side: knobs and single signs are no line, nor are the legs
 * of a chair, which the network takes for large letters.
 */
const LEAST_RATIOS: readonly { readonly thickness: number; readonly ratio: number }[] = [
  { thickness: 0.12, ratio: 2 },
  { thickness: 0.25, ratio: 3 },
];
/** Shorter ones are lines where letters are read in them: a word as large as the picture takes it. */
const LARGE = { least: 0.12, most: 0.5, ratio: 1.2 };
/** Share of the rectangle around an area from which on it is taken for one. */
const FULL = 0.8;
/** The network draws a line thinner than it is: by its area × this / its perimeter on each side. */
const GROWTH = 1.5;
/** A picture with more is full of text. */
const MOST_REGIONS = 200;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The lines of text in a map, the largest first. */
export const textRegions = (map: TextMap): TextRegion[] => {
  const side = Math.max(map.width, map.height);
  const isLong = ({ length, thickness }: TextRegion): boolean => {
    const bound = LEAST_RATIOS.find((least) => thickness <= least.thickness * side);
    return bound !== undefined && length >= bound.ratio * thickness;
  };
  const isLarge = ({ length, thickness }: TextRegion): boolean =>
    thickness > LARGE.least * side && thickness <= LARGE.most * side && length >= LARGE.ratio * thickness;
  const lines: TextRegion[] = [];
  const signs: TextRegion[] = [];
  for (const { edges, pixels } of connectedAreas(map, THRESHOLD)) {
    const rectangle = smallestRectangle(convexHull(edges));
    if (rectangle === undefined || rectangle.thickness < LEAST_OF_SIGNS.thickness) continue;
    const { shape, score, isBand } = shapeIn(map, pixels, rectangle);
    const area = { ...grown(shape), score };
    const isLine = isLong(area);
    if (!isLine && score >= LEAST_OF_SIGNS.score) signs.push(area);
    if (score < LEAST_SCORE || shape.thickness < LEAST_THICKNESS) continue;
    if (isLine) lines.push({ ...area, isDoubtful: isBand });
    else if (isLarge(area)) lines.push({ ...area, isDoubtful: true });
  }
  return [...lines, ...spreadLines(signs).filter(isLong)]
    .sort((a, b) => b.length * b.thickness - a.length * a.thickness)
    .slice(0, MOST_REGIONS);
};

interface ScoredShape {
  readonly shape: LineShape;
  /** Mean of the map inside. */
  readonly score: number;
  /** It is a band that is thinner than the rectangle around all of the area. */
  readonly isBand: boolean;
}

/** The band that an area fills, bent, or straight where the rectangle around it is no line; else that rectangle. */
const shapeIn = (map: TextMap, pixels: readonly number[], rectangle: LineShape): ScoredShape => {
  const { length, thickness } = rectangle;
  const whole = { shape: rectangle, score: meanInside(map, rectangle), isBand: false };
  // What fills its rectangle is no thinner band.
  if (pixels.length > FULL * length * thickness) return whole;
  const bent = bandOf(pixels, map.width, thickness);
  const band = bent ?? (whole.score < LEAST_SCORE ? straightBandOf(pixels, map.width, thickness) : undefined);
  return band === undefined ? whole : { shape: band, score: meanInside(map, band), isBand: true };
};

/** Letters far apart are areas of their own, drawn small: what one of them has at least, before it grows, px of the map. */
const LEAST_OF_SIGNS = { thickness: 2, score: 0.4 };
/** So many of them in a row, no farther apart than this in the higher one's height, are a line. */
const FEWEST_SPREAD = 4;
const MOST_APART = 4;
/** How far one may lie above the one before, in the higher one's height, and how much higher it may be. */
const MOST_ABOVE = 0.35;
const MOST_HIGHER = 2.2;

/** Lines of letters that the network sees one by one, from left to right. */
const spreadLines = (signs: readonly TextRegion[]): TextRegion[] => {
  const left = signs.map((sign) => ({ ...sign, ...uprightSize(sign) })).sort((a, b) => a.x - b.x);
  const lines: TextRegion[] = [];
  for (let first = left.shift(); first !== undefined; first = left.shift()) {
    const row = [first];
    for (let last: UprightSign | undefined = first; last !== undefined; ) {
      const before: UprightSign = last;
      const at = left.findIndex((sign) => isNext(before, sign));
      last = at < 0 ? undefined : left.splice(at, 1)[0];
      if (last !== undefined) row.push(last);
    }
    if (row.length >= FEWEST_SPREAD) lines.push(lineThrough(row));
  }
  return lines;
};

type UprightSign = TextRegion & { readonly across: number; readonly high: number };

/** Width and height of the upright box around a sign. */
const uprightSize = (sign: TextRegion): Pick<UprightSign, 'across' | 'high'> => {
  const { left, top, right, bottom } = uprightBox(sign);
  return { across: right - left, high: bottom - top };
};

const isNext = (before: UprightSign, sign: UprightSign): boolean => {
  const [lower, higher] = [Math.min(before.high, sign.high), Math.max(before.high, sign.high)];
  return (
    higher <= MOST_HIGHER * lower &&
    Math.abs(sign.y - before.y) <= MOST_ABOVE * higher &&
    sign.x - before.x - (before.across + sign.across) / 2 <= MOST_APART * higher
  );
};

const lineThrough = (row: readonly UprightSign[]): TextRegion => {
  const [first, last] = [row[0], row.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a line has signs');
  const mean = (of: (sign: UprightSign) => number): number => row.reduce((sum, sign) => sum + of(sign), 0) / row.length;
  const [start, end] = [first.x - first.across / 2, last.x + last.across / 2];
  return {
    x: (start + end) / 2,
    y: mean(({ y }) => y),
    length: end - start,
    thickness: Math.max(...row.map(({ high }) => high)),
    angle: (Math.atan2(last.y - first.y, last.x - first.x) * 180) / Math.PI,
    score: mean(({ score }) => score),
  };
};

/** Of each connected area above the threshold (eight neighbours) its pixels, and the corners of the first and last one of each of its rows. */
const connectedAreas = (
  { data, width, height }: TextMap,
  threshold: number,
): { readonly edges: readonly Point[]; readonly pixels: readonly number[] }[] => {
  const seen = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  const areas: { edges: Point[]; pixels: number[] }[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] === 1 || (data[start] ?? 0) <= threshold) continue;
    const rows = new Map<number, [number, number]>();
    const pixels: number[] = [];
    let size = 0;
    stack[size++] = start;
    seen[start] = 1;
    while (size > 0) {
      const at = stack[--size] ?? 0;
      pixels.push(at);
      const x = at % width;
      const y = (at - x) / width;
      const row = rows.get(y);
      if (row === undefined) rows.set(y, [x, x]);
      else if (x < row[0]) row[0] = x;
      else if (x > row[1]) row[1] = x;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const next = v * width + u;
          if (seen[next] === 1 || (data[next] ?? 0) <= threshold) continue;
          seen[next] = 1;
          stack[size++] = next;
        }
      }
    }
    areas.push({ edges: [...rows].flatMap(([y, [left, right]]) => cornersOf(y, left, right)), pixels });
  }
  return areas;
};

/** Pixels have a size: their corners count. */
const cornersOf = (y: number, left: number, right: number): Point[] => [
  { x: left, y },
  { x: right + 1, y },
  { x: left, y: y + 1 },
  { x: right + 1, y: y + 1 },
];

/** By Andrew's monotone chain, counter-clockwise. */
const convexHull = (points: readonly Point[]): Point[] => {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y);
  const half = (ordered: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of ordered) {
      while (chain.length >= 2 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.toReversed())];
};

const turn = (a: Point | undefined, b: Point | undefined, c: Point): number =>
  a === undefined || b === undefined ? 0 : (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/** The rectangle of the least area around a hull: one of its sides contains a side of the hull. */
const smallestRectangle = (hull: readonly Point[]): LineShape | undefined => {
  let best: LineShape | undefined;
  for (const [i, a] of hull.entries()) {
    const b = hull[(i + 1) % hull.length];
    if (b === undefined || (a.x === b.x && a.y === b.y)) continue;
    const rectangle = rectangleAlong(hull, Math.atan2(b.y - a.y, b.x - a.x));
    if (best === undefined || rectangle.length * rectangle.thickness < best.length * best.thickness) best = rectangle;
  }
  return best;
};

const rectangleAlong = (hull: readonly Point[], direction: number): LineShape => {
  const [cos, sin] = [Math.cos(direction), Math.sin(direction)];
  const along = hull.map(({ x, y }) => x * cos + y * sin);
  const across = hull.map(({ x, y }) => y * cos - x * sin);
  const [left, right] = [Math.min(...along), Math.max(...along)];
  const [top, bottom] = [Math.min(...across), Math.max(...across)];
  const [u, v] = [(left + right) / 2, (top + bottom) / 2];
  const isLying = right - left >= bottom - top;
  return {
    x: u * cos - v * sin,
    y: u * sin + v * cos,
    length: isLying ? right - left : bottom - top,
    thickness: isLying ? bottom - top : right - left,
    angle: readingAngle((direction * 180) / Math.PI + (isLying ? 0 : 90)),
  };
};

const grown = ({ length, thickness, ...rest }: LineShape): LineShape => {
  const by = (length * thickness * GROWTH) / (2 * (length + thickness));
  return { ...rest, length: length + 2 * by, thickness: thickness + 2 * by };
};

const meanInside = (map: TextMap, line: LineShape): number => {
  let sum = 0;
  let count = 0;
  eachInside(line, map, (at) => {
    sum += map.data[at] ?? 0;
    count++;
  });
  return count === 0 ? 0 : sum / count;
};
