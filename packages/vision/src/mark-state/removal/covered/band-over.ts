import type { GreyImage } from '@listing-lint/rules/image';
import type { PointMap } from '../alignment/affine.ts';
import { COLOUR_CELL, type ColourCells } from '../alignment/colour-cells.ts';
import type { RemovalQuestion } from '../alignment/question.ts';
import { type AlignedQuestion, alignQuestion, outsideOf } from '../alignment/whole-alignment.ts';

import { differingIn } from '../anomaly.ts';
import { type GrainSeen, grainIn } from '../stamp-grain.ts';

/** A band of one colour that was put over a copy from one side to the other. */
export interface BandOver {
  /** Share of the height of the mark's place that it covers. */
  readonly share: number;
  /** How far off ours aligned with the larger part of the copy above or below it is at its edges, 0 to 1. */
  readonly misfit: number;
}

/** Measures under a band over most of the mark's place. */
export interface UnderBand {
  /** Share of the place that the suspect shows. */
  readonly visible: number;
  readonly band: BandOver;
  /** Grain of the marked picture that is visible outside of the band. */
  readonly grain: GrainSeen;
}

/** Luma, Cb and Cr of cells of 4 × 4 px. */
interface Cells {
  readonly width: number;
  readonly height: number;
  readonly planes: readonly [Float32Array, Float32Array, Float32Array];
}
type Colour = readonly [number, number, number];

/** Levels, of luma and of Cb and Cr, by which cells of one colour may differ. */
const ALIKE: Colour = [10, 8, 8];
/** The same by which two colours must differ in one of the three to be two. */
const OTHER: Colour = [20, 12, 12];
/** Bin width of the histogram of colours, levels. */
const BIN = 8;
/** Share of a row of cells that has the colour of the band, where letters may stand on it; and in the row that has most of it. */
const OF_BAND = { least: 0.25, most: 0.6 };
/** Share of the columns along a border of the band in which it ends where ours goes on. */
const ENDS = 0.5;
/** Share of the band in which ours has another colour. */
const OTHERWISE = 0.5;
/** Largest share of the band outside of ours: a larger one may be the background of a page around our cropped picture. */
const BEYOND = 0.15;
/** Least share of the mark's place under a band. */
const MOST_OF_PLACE = 0.6;
/** Rows of cells beyond a border that are a mixture of both. */
const MIXED = 2;

/** Returns undefined if no band covers most of the mark's place, or if it may be content of ours or of a page around it. */
export const seenUnderBand = (question: RemovalQuestion, visible: number): UnderBand | undefined => {
  const { suspect, colours, map, box } = question;
  const theirs = cellsOf(suspect, colours.suspect);
  const ours = oursThere(question, theirs);
  const [top, bottom] = rowsOf(box, map);
  const [first, last] = [
    Math.max(0, Math.floor(top / COLOUR_CELL)),
    Math.min(theirs.height - 1, Math.floor(bottom / COLOUR_CELL)),
  ];
  if (last < first) return undefined;
  const colour = commonest(theirs, first, last);
  const rows = bandOf(theirs, colour, first, last);
  if (rows === undefined || !isOtherwise(theirs, ours, colour, rows) || !endsAcross(theirs, ours, colour, rows))
    return undefined;
  const [from, to] = [rows.first * COLOUR_CELL, (rows.last + 1) * COLOUR_CELL];
  const share = (Math.min(to, bottom) - Math.max(from, top)) / Math.max(1, bottom - top);
  if (share < MOST_OF_PLACE) return undefined;
  const aroundBand = alignedAroundBand(question, from, to);
  const band = { share: Math.min(1, share), misfit: aroundBand?.aligned?.misfit ?? 1 };
  return { visible, band, grain: grainOn(aroundBand) };
};

const cellsOf = ({ width, data }: GreyImage, { width: across, height: down, cb, cr }: ColourCells): Cells => {
  const luma = new Float32Array(across * down);
  for (let row = 0, i = 0; row < down; row++) {
    for (let column = 0; column < across; column++, i++) {
      let sum = 0;
      for (let y = 0; y < COLOUR_CELL; y++) {
        const from = (row * COLOUR_CELL + y) * width + column * COLOUR_CELL;
        for (let x = from; x < from + COLOUR_CELL; x++) sum += data[x] ?? 0;
      }
      luma[i] = sum / COLOUR_CELL ** 2;
    }
  }
  return { width: across, height: down, planes: [luma, cb, cr] };
};

/** What ours, without the mark, has at the cells of the copy; NaN beyond it. */
const oursThere = ({ clean, colours, map }: RemovalQuestion, { width, height }: Cells): Cells => {
  const own = cellsOf(clean, colours.clean);
  const [[x0, y0], [x1, y1], [x2, y2]] = [map(0, 0), map(clean.width, 0), map(0, clean.height)];
  const [a, b, c, d] = [
    (x1 - x0) / clean.width,
    (x2 - x0) / clean.height,
    (y1 - y0) / clean.width,
    (y2 - y0) / clean.height,
  ];
  const determinant = a * d - b * c;
  const planes = [0, 1, 2].map(() => new Float32Array(width * height).fill(Number.NaN)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      const [p, q] = [COLOUR_CELL * (column + 0.5) - x0, COLOUR_CELL * (row + 0.5) - y0];
      const x = Math.floor((d * p - b * q) / determinant / COLOUR_CELL);
      const y = Math.floor((a * q - c * p) / determinant / COLOUR_CELL);
      if (!(x >= 0 && y >= 0 && x < own.width && y < own.height)) continue;
      for (const [k, plane] of planes.entries()) plane[i] = own.planes[k]?.[y * own.width + x] ?? Number.NaN;
    }
  }
  return { width, height, planes };
};

const rowsOf = ({ left, top, width, height }: RemovalQuestion['box'], map: PointMap): readonly [number, number] => {
  const ys = [map(left, top), map(left + width, top), map(left, top + height), map(left + width, top + height)].map(
    ([, y]) => y,
  );
  return [Math.min(...ys), Math.max(...ys)];
};

/** The commonest colour of some rows. */
const commonest = (cells: Cells, first: number, last: number): Colour => {
  const bins = new Map<number, number[]>();
  for (let i = first * cells.width; i < (last + 1) * cells.width; i++) {
    const [y, b, r] = [0, 1, 2].map((k) => Math.round((cells.planes[k]?.[i] ?? 0) / BIN) + 64);
    const key = ((y ?? 0) * 256 + (b ?? 0)) * 256 + (r ?? 0);
    const bin = bins.get(key);
    if (bin === undefined) bins.set(key, [i]);
    else bin.push(i);
  }
  const most = [...bins.values()].reduce((one, next) => (next.length > one.length ? next : one));
  const mean = (k: number): number => most.reduce((sum, i) => sum + (cells.planes[k]?.[i] ?? 0), 0) / most.length;
  return [mean(0), mean(1), mean(2)];
};

const isAlike = ({ planes }: Cells, i: number, colour: Colour): boolean =>
  planes.every((plane, k) => Math.abs((plane[i] ?? Number.NaN) - (colour[k] ?? 0)) <= (ALIKE[k] ?? 0));
/** Whether a cell has another colour; of what is not there that is not said. */
const isOther = ({ planes }: Cells, i: number, colour: Colour): boolean =>
  planes.some((plane, k) => Math.abs((plane[i] ?? Number.NaN) - (colour[k] ?? 0)) > (OTHER[k] ?? 0));

interface Rows {
  readonly first: number;
  readonly last: number;
}

/** The rows that have the colour from side to side, from those of the mark's place up and down. */
const bandOf = (cells: Cells, colour: Colour, first: number, last: number): Rows | undefined => {
  const share = (row: number): number => {
    if (row < 0 || row >= cells.height) return 0;
    let count = 0;
    for (let i = row * cells.width; i < (row + 1) * cells.width; i++) if (isAlike(cells, i, colour)) count++;
    return count / cells.width;
  };
  let middle = first;
  for (let row = first; row <= last; row++) if (share(row) > share(middle)) middle = row;
  if (share(middle) < OF_BAND.most) return undefined;
  const end = (step: 1 | -1): number => {
    let row = middle;
    while (share(row + step) >= OF_BAND.least || share(row + 2 * step) >= OF_BAND.least) row += step;
    return row;
  };
  return { first: end(-1), last: end(1) };
};

/** Whether ours is there, and has another colour in most of the band. */
const isOtherwise = (theirs: Cells, ours: Cells, colour: Colour, { first, last }: Rows): boolean => {
  let [beyond, count, other] = [0, 0, 0];
  for (let i = first * theirs.width; i < (last + 1) * theirs.width; i++) {
    if (Number.isNaN(ours.planes[0][i] ?? Number.NaN)) beyond++;
    else {
      count++;
      if (isOther(ours, i, colour)) other++;
    }
  }
  return beyond <= BEYOND * (beyond + count) && count > 0 && other >= OTHERWISE * count;
};

/** Whether the band ends along a straight line from side to side, where ours goes on. */
const endsAcross = (theirs: Cells, ours: Cells, colour: Colour, { first, last }: Rows): boolean =>
  [
    { inside: first + 1, outside: first - MIXED },
    { inside: last - 1, outside: last + MIXED },
  ].some(({ inside, outside }) => {
    if (outside < 0 || outside >= theirs.height) return false;
    let [count, ends] = [0, 0];
    for (let column = 0; column < theirs.width; column++) {
      const [i, o] = [inside * theirs.width + column, outside * theirs.width + column];
      count++;
      if (!isAlike(theirs, i, colour) || !isOther(theirs, o, colour)) continue;
      // What ours has inside is no nearer to the band than to what it has outside.
      if (stepOf(ours, i, ours, o) < stepOf(theirs, i, theirs, o) / 2) ends++;
    }
    return ends >= ENDS * count;
  });

/** How far apart two cells are, levels. */
const stepOf = (a: Cells, i: number, b: Cells, j: number): number =>
  a.planes.reduce((sum, plane, k) => sum + Math.abs((plane[i] ?? Number.NaN) - (b.planes[k]?.[j] ?? Number.NaN)), 0);

/** Ours aligned with the larger part of the copy above or below some rows; undefined where that is too low. */
const alignedAroundBand = (question: RemovalQuestion, from: number, to: number): AlignedQuestion | undefined => {
  const { suspect } = question;
  const isAbove = from > suspect.height - to;
  const [top, height] = isAbove ? [0, from] : [Math.min(suspect.height, to), Math.max(0, suspect.height - to)];
  if (height < LEAST_ROWS) return undefined;
  const data = suspect.data.subarray(top * suspect.width, (top + height) * suspect.width);
  return alignQuestion({
    ...question,
    suspect: { width: suspect.width, height, data },
    map: (x, y) => {
      const [u, v] = question.map(x, y);
      return [u, v - top];
    },
  });
};
const LEAST_ROWS = 40;

const grainOn = (aroundBand: AlignedQuestion | undefined): GrainSeen => {
  if (aroundBand?.aligned === undefined) return { share: 0, sureness: 0 };
  const { aligned, question } = aroundBand;
  return grainIn(aligned, question, differingIn(aligned, outsideOf(question.box, aligned.width, aligned.height)));
};
