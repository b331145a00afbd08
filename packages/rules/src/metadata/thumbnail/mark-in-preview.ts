import type { GreyImage } from '../../image/read/raster.ts';
import { exactMeans, type Grid, summedArea } from './cell-grid.ts';
import type { WindowPair } from './compare-thumbnail.ts';

/** Box of a mark on a picture, in fractions of it. */
export interface MarkPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A preview and its picture, both upright, and which window of the one shows which of the other. */
export interface AlignedPreview {
  readonly preview: GreyImage;
  readonly picture: GreyImage;
  readonly windows: WindowPair;
}

/** A mark that the picture bears. */
export interface KnownMark {
  readonly places: readonly MarkPlace[];
  /** Mean change of luma on its pixels, 0–255. */
  readonly contrast: number;
}

/** What of the detail at a mark's places a preview lacks; all means of squares, levels². */
interface MarkEvidence {
  /** What the picture has there more than its surroundings. */
  readonly detail: number;
  /** Of that, what the preview has otherwise. */
  readonly missing: number;
  /** The two without a mark. */
  readonly usualDetail: number;
  readonly usualMissing: number;
  readonly cells: number;
}

/** Root of the mean square, over the contrast of the mark, up to which a preview has what the picture has there. */
const VISIBLE_SHARE = 0.15;
/** The same of what it lacks beyond three times of what textures lose, from which the mark is not on it. */
const LACKING = 0.2;
const TEXTURE = 3;
const LEAST_CELLS = 6;
/** Longest side of what a preview shows, px: on smaller ones a mark is a smudge. */
const LEAST_SIDE = 120;
const LEAST_CONTRAST = 8;

/**
 * Whether a preview shows the mark of its picture; null if unknown: too small, too faint, on a background that is as busy. docs/bench-metadata.md
 * says how often that is.
 */
export const showsMark = (aligned: AlignedPreview, { places, contrast }: KnownMark): boolean | null => {
  const { width, height } = aligned.windows.thumbnail;
  if (Math.max(width, height) < LEAST_SIDE) return null;
  const evidence = markEvidence(aligned, places);
  if (evidence === undefined || evidence.cells < LEAST_CELLS || contrast < LEAST_CONTRAST) return null;
  const { detail, missing, usualDetail, usualMissing } = evidence;
  const lost = (TEXTURE * usualMissing * detail) / Math.max(usualDetail, 1e-9);
  if (Math.sqrt(Math.max(0, missing - lost)) >= LACKING * contrast) return false;
  return Math.sqrt(missing) < VISIBLE_SHARE * contrast ? true : null;
};

/** Cells of the grid, along its longer side: two pixels of a usual preview each. */
const LONGEST = 96;
/** Cells around one that its surroundings are taken of. */
const RADIUS = 3;

/** Undefined where the places lie outside of what the preview shows, or all over it. */
const markEvidence = (aligned: AlignedPreview, places: readonly MarkPlace[]): MarkEvidence | undefined => {
  const { width, height } = aligned.windows.thumbnail;
  const scale = Math.min(LONGEST / Math.max(width, height), 0.5);
  const grid = { columns: Math.max(8, Math.round(width * scale)), rows: Math.max(8, Math.round(height * scale)) };
  const marked = cellsOf(places, aligned, grid);
  const expected = detailOf(exactMeans(summedArea(aligned.picture), aligned.windows.picture, grid), grid);
  const shifted = bestShift(aligned, grid, (cells) => sumsOver(expected, cells, marked, OUTSIDE).agreement);
  const outside = sumsOver(expected, shifted, marked, OUTSIDE);
  const inside = sumsOver(expected, shifted, marked, INSIDE);
  // How strongly the preview shows the details of the picture; on flat ground that cannot be seen.
  const strength = outside.detail < 1 ? 1 : outside.product / outside.detail;
  if (inside.cells === 0 || outside.cells === 0 || strength < 0.3) return undefined;
  const missing = ({ detail, product, energy }: Sums): number =>
    detail - (2 * product) / strength + energy / strength ** 2;
  return {
    detail: inside.detail,
    missing: missing(inside),
    usualDetail: outside.detail,
    usualMissing: missing(outside),
    cells: inside.cells,
  };
};

/** Moves of the preview that are tried, px: windows are found on a coarser grid. */
const SHIFTS = [-1.5, -1, -0.5, 0, 0.5, 1, 1.5];

/** The details of the preview at the move that agrees best. */
const bestShift = (
  { preview, windows }: AlignedPreview,
  grid: Grid,
  agreementOf: (cells: Float64Array) => number,
): Float64Array => {
  const area = summedArea(preview);
  const moves = SHIFTS.flatMap((dy) => SHIFTS.map((dx) => ({ dx, dy })));
  const moved = moves.map(({ dx, dy }) => {
    const { thumbnail } = windows;
    const window = { ...thumbnail, x: thumbnail.x + dx, y: thumbnail.y + dy };
    const cells = detailOf(exactMeans(area, window, grid), grid);
    return { cells, agreement: agreementOf(cells) };
  });
  return moved.reduce((best, each) => (each.agreement > best.agreement ? each : best)).cells;
};

/** Each cell less the mean of its surroundings. */
const detailOf = (cells: Float64Array, { columns, rows }: Grid): Float64Array => {
  const stride = columns + 1;
  const table = new Float64Array(stride * (rows + 1));
  for (let y = 0; y < rows; y++) {
    let row = 0;
    for (let x = 0; x < columns; x++) {
      row += cells[y * columns + x] ?? 0;
      table[(y + 1) * stride + x + 1] = (table[y * stride + x + 1] ?? 0) + row;
    }
  }
  return Float64Array.from(cells, (value, k) => {
    const [x, y] = [k % columns, Math.floor(k / columns)];
    const [left, right] = [Math.max(0, x - RADIUS), Math.min(columns, x + RADIUS + 1)];
    const [top, bottom] = [Math.max(0, y - RADIUS), Math.min(rows, y + RADIUS + 1)];
    const sum =
      (table[bottom * stride + right] ?? 0) -
      (table[top * stride + right] ?? 0) -
      (table[bottom * stride + left] ?? 0) +
      (table[top * stride + left] ?? 0);
    return value - sum / ((right - left) * (bottom - top));
  });
};

const OUTSIDE = 0;
const INSIDE = 1;
/** At the rim of a mark, which is in its surroundings' means. */
const RIM = 2;

/** Which cells lie within a mark's place, at its rim, or outside. */
const cellsOf = (
  places: readonly MarkPlace[],
  { picture, windows }: AlignedPreview,
  { columns, rows }: Grid,
): Uint8Array => {
  const { x: left, y: top, width, height } = windows.picture;
  const [cellWidth, cellHeight] = [width / columns / picture.width, height / rows / picture.height];
  const isWithin = (x: number, y: number, place: MarkPlace, rim: number): boolean =>
    x >= place.x - rim * cellWidth &&
    x <= place.x + place.width + rim * cellWidth &&
    y >= place.y - rim * cellHeight &&
    y <= place.y + place.height + rim * cellHeight;
  return Uint8Array.from({ length: columns * rows }, (_, k) => {
    const x = left / picture.width + ((k % columns) + 0.5) * cellWidth;
    const y = top / picture.height + (Math.floor(k / columns) + 0.5) * cellHeight;
    if (places.some((place) => isWithin(x, y, place, 0))) return INSIDE;
    return places.some((place) => isWithin(x, y, place, RADIUS)) ? RIM : OUTSIDE;
  });
};

/** Means over the cells of a kind. */
interface Sums {
  readonly detail: number;
  readonly energy: number;
  readonly product: number;
  readonly agreement: number;
  readonly cells: number;
}

const sumsOver = (expected: Float64Array, cells: Float64Array, marked: Uint8Array, kind: number): Sums => {
  let [product, square, other, count] = [0, 0, 0, 0];
  for (let k = 0; k < expected.length; k++) {
    if (marked[k] !== kind) continue;
    const [a, b] = [expected[k] ?? 0, cells[k] ?? 0];
    product += a * b;
    square += a * a;
    other += b * b;
    count++;
  }
  const mean = (sum: number): number => sum / Math.max(1, count);
  return {
    detail: mean(square),
    energy: mean(other),
    product: mean(product),
    agreement: product / Math.sqrt(square * other + 1e-9),
    cells: count,
  };
};
