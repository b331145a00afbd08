import type { GreyImage, RgbImage } from '@listing-lint/rules/image';

/** Margin of a level without keypoints, px: the patch of each keypoint is inside the level. */
export const MARGIN = 17;
/** Radius, px, of the disc whose centroid gives a key point its direction. */
export const DISC = 15;
/** Words of 32 bits a descriptor. */
export const DESCRIPTOR_WORDS = 8;
/** Comparisons of two pixels a descriptor. */
export const COMPARISONS = 32 * DESCRIPTOR_WORDS;
/** Number of quantized directions of a descriptor's pattern. */
export const PATTERN_TURNS = 64;

/** Corners of a level that are the strongest among their eight neighbours: offsets of pixels, ascending, and their Harris responses, > 1. */
export interface Corners {
  readonly offsets: Int32Array;
  readonly responses: Float32Array;
}

/** So many points of a level, spread over a grid of so many cells a side. */
export interface Spread {
  readonly wanted: number;
  readonly cells: number;
}

/** How many times its even share a cell may have, so that one pattern does not take all. */
const CAP = 2.5;
export const mostInCell = ({ wanted, cells }: Spread): number =>
  Math.max(2, Math.ceil((CAP * wanted) / (cells * cells)));

/** Of each query descriptor the nearest reference, −1 without any, its distance and that of the second nearest, bits (257 without one). */
export interface NearestDescriptors {
  readonly nearest: Int32Array;
  readonly distances: Int32Array;
  readonly seconds: Int32Array;
}

export interface NearestBothWays {
  readonly forth: NearestDescriptors;
  readonly back: NearestDescriptors;
}

/** The terms of a projective map of the plane: (a x + b y + c, d x + e y + f) / (g x + h y + 1). */
export type MapTerms = Readonly<Record<'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h', number>>;

/** Side, px, of the blocks over which pictures that lie on each other are summed up, and of the cells of a mask. */
export const BLOCK_SIDE = 16;
export const MASK_CELL = 4;
/** Sums of a block of lumas: n, Σa, Σb, Σa², Σb², Σab, where a is of ours and b of the suspect. */
export const LUMA_SUMS = 6;
/** Sums of a block of colours: n, and linear light (0–1) of red, green and blue of both. */
export const COLOUR_SUMS = 7;
/** Px at the edge of a level that are not blurred as the rest is: nothing is taken from them. */
export const LUMA_EDGE = 3;

/** Mask of the cells of a picture: 1 counts. The last cell of a row and of a column also covers what is beyond. */
export interface CellMask {
  readonly columns: number;
  readonly rows: number;
  readonly cells: Uint8Array;
}

/** A picture made smaller `by` a power of two, each pixel of it the mean of as many; maps and masks speak of pixels as they were. */
export interface LumaLevel {
  readonly level: GreyImage;
  readonly by: number;
}

const LINEAR = Float64Array.from({ length: 256 }, (_, value) => {
  const v = value / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
});
/** Linear light, 0–1, of an 8-bit sRGB value. */
export const linearLight = (value: number): number => LINEAR[value] ?? 0;

/** What local features take time for. Both kinds give the same numbers, to the last bit. */
export interface FeatureKernel {
  /** Builds the levels of a picture, each from the one before by bilinear interpolation; the first has the picture's own size. They hold until the next call. */
  readonly hold: (picture: GreyImage, sizes: readonly LevelSize[]) => void;
  /** The offsets of FAST-9 corners whose ring differs from the centre by more than `threshold`, 0–255: the strongest first, spread over the level. */
  readonly keyPoints: (level: number, threshold: number, spread: Spread) => Int32Array;
  /** First moments of the discs around pixels: two numbers each, across and down. */
  readonly moments: (level: number, offsets: Int32Array) => Int32Array;
  /** Descriptors of pixels of the blurred level, `DESCRIPTOR_WORDS` each; `directions` are 0 to `PATTERN_TURNS` − 1. */
  readonly describe: (level: number, offsets: Int32Array, directions: Uint8Array) => Uint32Array;
  /** How far apart, luma, both pixels of each comparison of those descriptors are: `COMPARISONS` a pixel, in the order of their bits. */
  readonly margins: (level: number, offsets: Int32Array, directions: Uint8Array) => Uint8Array;
  /** A picture under the Gaussian that descriptors are taken from. */
  readonly blurred: (picture: GreyImage) => GreyImage;
  readonly nearest: (queries: Uint32Array, references: Uint32Array) => NearestDescriptors;
  /** The same, and of each reference among the queries; in half the time of asking twice. */
  readonly nearestBoth: (queries: Uint32Array, references: Uint32Array) => NearestBothWays;
  /** What `lumaOf` gives. */
  readonly luma: (picture: RgbImage) => GreyImage;
  /** `LUMA_SUMS` sums of each block of ours, row by row, over every second pixel of every second row that a map leads into the suspect. */
  readonly lumaSums: (ours: LumaLevel, theirs: LumaLevel, map: MapTerms, mask: CellMask | null) => Float64Array;
  /** `COLOUR_SUMS` sums of each block of ours, as above, of the pixel of the suspect that is nearest. */
  readonly colourSums: (ours: RgbImage, theirs: RgbImage, map: MapTerms, mask: CellMask | null) => Float64Array;
  /** Half the size by means of 2×2 pixels. */
  readonly halved: (picture: GreyImage) => GreyImage;
  /** Every second pixel of every second row. */
  readonly thinned: (picture: GreyImage) => GreyImage;
  /** Warps a picture onto a new one of that size by bilinear interpolation; edge pixels are repeated. Both have at least two px a side. */
  readonly sampled: (picture: RgbImage, map: MapTerms, size: LevelSize) => RgbImage;
  /** The opening of a picture by a square of four px a side: without what is lighter than its surroundings and narrower; grey, or of several channels. */
  readonly opened: (picture: LevelSize & { readonly data: Uint8Array }) => Uint8Array;
  /** 1 for each whole cell of `MASK_CELL` px, row by row, of which all pixels but a few are about the plain colour, else 0. */
  readonly plainCells: (picture: RgbImage, plain: PlainColour) => Uint8Array;
  /** 1 for each row of a box, or each column, that is plain, else 0: all of its pixels but a few are about as light as the one in its middle, or as its first. */
  readonly plainLines: (picture: GreyImage, box: LineBox, plain: PlainLines) => Uint8Array;
  /** Where a picture steps from one row, or column, to the next: of each, px, the longest run of windows that are full of such steps; all of it at 0, the picture's own side. */
  readonly stepRuns: (picture: GreyImage, steps: LumaSteps) => StepRuns;
}

/** Whole px, `right` and `bottom` beyond it. */
export interface LineBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface PlainLines {
  /** Rows, one below the other; else columns. */
  readonly isDown: boolean;
  /** Luma by which pixels may differ, 0–255. */
  readonly tolerance: number;
  /** Share of the pixels of a line that may differ by more. */
  readonly specks: number;
}

export interface LumaSteps {
  /** Least luma difference of two neighbouring pixels at a step. */
  readonly step: number;
  /** Share of a line's length that a window has, px at least 1, and share of its pixels that are steps in a full one. */
  readonly window: number;
  readonly full: number;
}

export interface StepRuns {
  readonly rows: Uint16Array;
  readonly columns: Uint16Array;
}

/** Px of a window, and how many of them are steps in a full one. */
export const windowOf = (length: number, { window, full }: LumaSteps): readonly [size: number, least: number] => {
  const size = Math.max(1, Math.floor(window * length));
  return [size, Math.ceil(full * size)];
};

export interface PlainColour {
  /** Red, green and blue. */
  readonly colour: readonly number[];
  /** By so much each of them may differ. */
  readonly tolerance: number;
  /** Pixels of a cell that may differ by more. */
  readonly mostSpecks: number;
}

export interface LevelSize {
  readonly width: number;
  readonly height: number;
}

/** Positions along an axis of each sample of a smaller level in the larger one: the sample before it, and the offset from that, of 256. */
export interface AxisTable {
  readonly before: Int32Array;
  readonly behind: Int32Array;
  /** What each sample has of the one before it and of the next, of 256: two numbers each. */
  readonly weights: Int16Array;
}

/** Most pictures have one of a few sizes; 4 KB each. */
const MOST_TABLES = 256;
const tables = new Map<number, AxisTable>();

/** The same table for the same sizes: it is not to be written to. */
export const axisTable = (from: number, to: number): AxisTable => {
  const key = 65_536 * from + to;
  const known = tables.get(key) ?? newAxisTable(from, to);
  if (tables.size >= MOST_TABLES) tables.clear();
  tables.set(key, known);
  return known;
};

const newAxisTable = (from: number, to: number): AxisTable => {
  const before = new Int32Array(to);
  const behind = new Int32Array(to);
  const weights = new Int16Array(2 * to);
  for (let i = 0; i < to; i++) {
    const at = Math.max(0, ((i + 0.5) * from) / to - 0.5);
    const first = Math.min(Math.floor(at), from - 2);
    before[i] = first;
    const share = Math.floor((at - first) * 256);
    behind[i] = share;
    weights[2 * i] = 256 - share;
    weights[2 * i + 1] = share;
  }
  return { before, behind, weights };
};

/** The ring of FAST: sixteen pixels around the centre, clockwise from the top. */
export const RING: readonly (readonly [x: number, y: number])[] = [
  [0, -3],
  [1, -3],
  [2, -2],
  [3, -1],
  [3, 0],
  [3, 1],
  [2, 2],
  [1, 3],
  [0, 3],
  [-1, 3],
  [-2, 2],
  [-3, 1],
  [-3, 0],
  [-3, -1],
  [-2, -2],
  [-1, -3],
];
/** Pixels in a row on the ring that make a corner. */
export const ARC = 9;

/** Weights of a Gaussian of seven taps, from its middle outwards; 256 in all. */
export const BLUR = [54, 49, 34, 18] as const;

/** Half the width of the disc, row by row from its middle. */
export const DISC_HALVES = Int32Array.from({ length: DISC + 1 }, (_, y) => Math.floor(Math.sqrt(DISC * DISC - y * y)));
