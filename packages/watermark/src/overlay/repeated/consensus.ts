import type { DirectionField } from '../direction-field.ts';

/** Alignment of a field on the common canvas: canvas = scale · field + offset, px. */
export interface Alignment {
  readonly field: DirectionField;
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** Side of the canvas, px. */
export const CANVAS_SIDE = 192;
const PIXELS = CANVAS_SIDE * CANVAS_SIDE;
const NONE = -1;

/** Sums over registered pictures, for each pixel of the canvas. */
export interface Sums {
  /** Unit vectors of the gradients, added. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Pictures that have an edge there. */
  readonly edges: Uint16Array;
  /** Pictures that reach there. */
  readonly pictures: Uint16Array;
}

export const newSums = (): Sums => ({
  x: new Float32Array(PIXELS),
  y: new Float32Array(PIXELS),
  edges: new Uint16Array(PIXELS),
  pictures: new Uint16Array(PIXELS),
});

const COS = Float32Array.from({ length: 9 }, (_, code) => (code === 0 ? 0 : Math.cos(((code - 1) * Math.PI) / 4)));
const SIN = Float32Array.from({ length: 9 }, (_, code) => (code === 0 ? 0 : Math.sin(((code - 1) * Math.PI) / 4)));

/** For each canvas line the line of the field below it, −1 outside. */
const linesOf = (size: number, scale: number, offset: number): Int16Array =>
  Int16Array.from({ length: CANVAS_SIDE }, (_, i) => {
    const at = Math.floor((i + 0.5 - offset) / scale);
    return at >= 0 && at < size ? at : NONE;
  });

/** Adds a picture to the sums. */
export const addTo = (sums: Sums, { field, scale, offsetX, offsetY }: Alignment): void => {
  const { width, height, codes } = field;
  const columns = linesOf(width, scale, offsetX);
  const rows = linesOf(height, scale, offsetY);
  for (let y = 0, i = 0; y < CANVAS_SIDE; y++) {
    const row = rows[y] ?? NONE;
    for (let x = 0; x < CANVAS_SIDE; x++, i++) {
      const column = columns[x] ?? NONE;
      if (row === NONE || column === NONE) continue;
      sums.pictures[i] = (sums.pictures[i] ?? 0) + 1;
      const code = codes[row * width + column] ?? 0;
      if (code === 0) continue;
      sums.edges[i] = (sums.edges[i] ?? 0) + 1;
      sums.x[i] = (sums.x[i] ?? 0) + (COS[code] ?? 0);
      sums.y[i] = (sums.y[i] ?? 0) + (SIN[code] ?? 0);
    }
  }
};

/** A place where the pictures agree; pixels of the canvas, ends excluded. */
export interface AgreeingRegion {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Canvas indices of the pixels that agree. */
  readonly pixels: Int32Array;
  /** Mean length of the mean gradient there, 0–1. */
  readonly level: number;
  /** Length of the sum of the directions over their number: 0 for closed shapes, 1 for a single straight edge. */
  readonly bias: number;
  /** The same of the doubled angles: 1 where all edges are parallel, as around a drawn shadow or a rule. */
  readonly parallel: number;
}

export interface ConsensusLimits {
  /** Least length of the mean gradient, 0–1. */
  readonly level: number;
  /** Least (length of the sum)² / edges: 1 on average where directions are chance, more than t with probability e^−t. */
  readonly surprise: number;
  /** Pictures that must reach a pixel. */
  readonly pictures: number;
  /** Pixels between parts of one region. */
  readonly gap: number;
  /** Largest bias (see Region) of a pixel's surroundings and of a region: strokes have two sides, the edge of a shadow or a table has one. */
  readonly bias: number;
  /** Largest `parallel` of a region. */
  readonly parallel: number;
}

/**
 * Places where the gradients of different pictures point the same way: the resultant of unit vectors, as for directional data (Mardia &
 * Jupp, Directional Statistics, 2000, Rayleigh test), pixel by pixel, gathered into regions, the largest first.
 */
export const agreeingRegions = (sums: Sums, limits: ConsensusLimits): readonly AgreeingRegion[] => {
  const agrees = new Uint8Array(PIXELS);
  for (let i = 0; i < PIXELS; i++) {
    const pictures = sums.pictures[i] ?? 0;
    if (pictures < limits.pictures) continue;
    const square = (sums.x[i] ?? 0) ** 2 + (sums.y[i] ?? 0) ** 2;
    if (square < (limits.level * pictures) ** 2) continue;
    if (square >= limits.surprise * (sums.edges[i] ?? 0)) agrees[i] = 1;
  }
  return groupsOf(withTwoSides(sums, agrees, limits.bias), limits.gap)
    .map((pixels) => regionOf(sums, pixels))
    .filter(({ bias, parallel }) => bias <= limits.bias && parallel <= limits.parallel)
    .sort((a, b) => b.pixels.length - a.pixels.length || (a.pixels[0] ?? 0) - (b.pixels[0] ?? 0));
};

/** Half the width, px, of the surroundings of a pixel: wider than the strokes of a mark. */
const REACH = 5;

/** The pixels around which edges of opposite directions agree. */
const withTwoSides = (sums: Sums, agrees: Uint8Array, bias: number): Uint8Array => {
  const accepted = new Uint8Array(PIXELS);
  for (let i = 0; i < PIXELS; i++) {
    if (agrees[i] !== 1) continue;
    const x = i % CANVAS_SIDE;
    const y = (i - x) / CANVAS_SIDE;
    let sumX = 0;
    let sumY = 0;
    let count = 0;
    for (let ny = Math.max(0, y - REACH); ny <= Math.min(CANVAS_SIDE - 1, y + REACH); ny++) {
      for (let nx = Math.max(0, x - REACH); nx <= Math.min(CANVAS_SIDE - 1, x + REACH); nx++) {
        const at = ny * CANVAS_SIDE + nx;
        if (agrees[at] !== 1) continue;
        const length = Math.hypot(sums.x[at] ?? 0, sums.y[at] ?? 0);
        sumX += (sums.x[at] ?? 0) / length;
        sumY += (sums.y[at] ?? 0) / length;
        count++;
      }
    }
    if (Math.hypot(sumX, sumY) <= bias * count) accepted[i] = 1;
  }
  return accepted;
};

/** Set pixels that lie within `gap` of each other, each group's indices in order. */
const groupsOf = (set: Uint8Array, gap: number): Int32Array[] => {
  const left = set.slice();
  const groups: Int32Array[] = [];
  for (let start = 0; start < PIXELS; start++) {
    if (left[start] !== 1) continue;
    left[start] = 0;
    const group = [start];
    for (let k = 0; k < group.length; k++) {
      const at = group[k] ?? 0;
      const x = at % CANVAS_SIDE;
      const y = (at - x) / CANVAS_SIDE;
      for (let ny = Math.max(0, y - gap); ny <= Math.min(CANVAS_SIDE - 1, y + gap); ny++) {
        for (let nx = Math.max(0, x - gap); nx <= Math.min(CANVAS_SIDE - 1, x + gap); nx++) {
          const next = ny * CANVAS_SIDE + nx;
          if (left[next] !== 1) continue;
          left[next] = 0;
          group.push(next);
        }
      }
    }
    groups.push(Int32Array.from(group).sort());
  }
  return groups;
};

const regionOf = (sums: Sums, pixels: Int32Array): AgreeingRegion => {
  let left = CANVAS_SIDE;
  let top = CANVAS_SIDE;
  let right = 0;
  let bottom = 0;
  let level = 0;
  let sumX = 0;
  let sumY = 0;
  let sumCos = 0;
  let sumSin = 0;
  for (const i of pixels) {
    const x = i % CANVAS_SIDE;
    const y = (i - x) / CANVAS_SIDE;
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
    const dx = sums.x[i] ?? 0;
    const dy = sums.y[i] ?? 0;
    const length = Math.hypot(dx, dy);
    level += length / (sums.pictures[i] ?? 1);
    sumX += dx / length;
    sumY += dy / length;
    sumCos += (dx * dx - dy * dy) / (length * length);
    sumSin += (2 * dx * dy) / (length * length);
  }
  const count = pixels.length;
  return {
    ...{ left, top, right, bottom, pixels },
    level: level / count,
    bias: Math.hypot(sumX, sumY) / count,
    parallel: Math.hypot(sumCos, sumSin) / count,
  };
};

/** How far a picture has the gradients of a region; 0 for a pixel without an edge. */
export interface Agreement {
  /** Mean cosine of the angle between the directions, −1 to 1: about 0 for an unrelated picture, 1 for the same shape. */
  readonly signed: number;
  /** The same of the doubled angle: a mark that is lighter than one background and darker than another keeps it. */
  readonly axial: number;
}

/** `own` says that the picture is part of the sums, and is taken out of them first. Null where it does not reach half of the region. */
export const agreementWith = (
  sums: Sums,
  region: AgreeingRegion,
  alignment: Alignment,
  own: boolean,
): Agreement | null => {
  const { field, scale, offsetX, offsetY } = alignment;
  const columns = linesOf(field.width, scale, offsetX);
  const rows = linesOf(field.height, scale, offsetY);
  let signed = 0;
  let axial = 0;
  let reached = 0;
  for (const i of region.pixels) {
    const x = i % CANVAS_SIDE;
    const row = rows[(i - x) / CANVAS_SIDE] ?? NONE;
    const column = columns[x] ?? NONE;
    if (row === NONE || column === NONE) continue;
    reached++;
    const code = field.codes[row * field.width + column] ?? 0;
    if (code === 0) continue;
    const dx = COS[code] ?? 0;
    const dy = SIN[code] ?? 0;
    const restX = (sums.x[i] ?? 0) - (own ? dx : 0);
    const restY = (sums.y[i] ?? 0) - (own ? dy : 0);
    const length = Math.hypot(restX, restY);
    if (length === 0) continue;
    const cosine = (restX * dx + restY * dy) / length;
    signed += cosine;
    axial += 2 * cosine * cosine - 1;
  }
  if (reached === 0 || 2 * reached < region.pixels.length) return null;
  return { signed: signed / reached, axial: axial / reached };
};
