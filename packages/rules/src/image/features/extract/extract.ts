import type { GreyImage } from '../../read/raster.ts';
import { featureKernel } from '../kernel/feature-kernel.ts';
import {
  COMPARISONS,
  type Corners,
  DESCRIPTOR_WORDS,
  type LevelSize,
  MARGIN,
  PATTERN_TURNS,
} from '../kernel/kernel.ts';
import { type Features, LEVEL_STEP } from './features.ts';

const LEVELS = 8;
/** Levels of fewer pixels a side hold nothing. */
const SMALLEST_SIDE = 2 * MARGIN + 8;
/** What the ring of a corner differs by from its middle. */
const THRESHOLD = 8;
/** The same in pictures in which that finds little. */
const LOW_THRESHOLD = 4;
/** With fewer points the low threshold is tried. */
const FEW_POINTS = 150;

/** How key points are found. */
interface Extraction {
  /** Cells a side of the grid that spreads points. */
  readonly cells?: number;
  /** With `Features.margins`. */
  readonly hasMargins?: boolean;
}

/** Key points by FAST-9, ranked by Harris and spread by a grid, and their steered BRIEF descriptors; at most `most`. The same picture gives the same ones. */
export const extractFeatures = (
  picture: GreyImage,
  most: number,
  { cells = GRID, hasMargins = false }: Extraction = {},
): Features => {
  const { width, height } = picture;
  const sizes = levelSizes(picture);
  const kernel = featureKernel();
  if (sizes.length === 0) return gathered(picture, []);
  kernel.hold(picture, sizes);
  const wanted = { most, cells };
  const high = chosenOn(sizes, wanted, THRESHOLD);
  const chosen = pointsIn(high) < FEW_POINTS ? chosenOn(sizes, wanted, LOW_THRESHOLD) : high;
  const described = chosen.map((offsets, level) =>
    describedOn(level, offsets, sizes[level] ?? { width, height }, hasMargins),
  );
  return gathered(picture, described);
};

const pointsIn = (chosen: readonly Int32Array[]): number => chosen.reduce((sum, { length }) => sum + length, 0);

const levelSizes = ({ width, height }: LevelSize): readonly LevelSize[] =>
  Array.from({ length: LEVELS }, (_, level) => ({
    width: Math.round(width / LEVEL_STEP ** level),
    height: Math.round(height / LEVEL_STEP ** level),
  })).filter((size) => Math.min(size.width, size.height) >= SMALLEST_SIDE);

/** Of each level the offsets of its points: as many as its share of the sizes, strongest first. */
const chosenOn = (
  sizes: readonly LevelSize[],
  { most, cells }: { readonly most: number; readonly cells: number },
  threshold: number,
): readonly Int32Array[] => {
  const all = sizes.reduce((sum, _, level) => sum + LEVEL_STEP ** -level, 0);
  return sizes.map((size, level) =>
    spread(featureKernel().corners(level, threshold), size, {
      wanted: Math.round((most * LEVEL_STEP ** -level) / all),
      cells,
    }),
  );
};

/** Cells a side of the grid that spreads points, unless others are asked for. */
const GRID = 8;
/** How many times its even share a cell may have, so that one pattern does not take all. */
const CAP = 2.5;

/** Corners of a raster of at most 1,023 px a side, and one more. */
const MOST_CORNERS = 2 ** 20;

/** Positions by response, the first of equal ones first: both in one number, as numbers sort without being asked one by one. `positions` are some of all. */
const strongestFirst = (strengths: Uint32Array, positions: Uint32Array): Uint32Array => {
  const keys = new Float64Array(positions.length);
  for (let i = 0; i < keys.length; i++) {
    const k = positions[i] ?? 0;
    keys[i] = (2 ** 32 - 1 - (strengths[k] ?? 0)) * MOST_CORNERS + k;
  }
  keys.sort();
  const order = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] ?? 0;
    // A remainder of numbers of more than 32 bits takes a hundred times as long.
    order[i] = key - Math.floor(key / MOST_CORNERS) * MOST_CORNERS;
  }
  return order;
};

/** Of positive numbers by their bits these say within a sixteenth how large each is. */
const GRAIN_BITS = 19;
/** The strongest are looked at first, so many times as many as are wanted: the others are seldom needed, and sorting them takes time. */
const FIRST_LOOK = 4;

/** Used again for each level. */
const COUNTS = new Uint32Array(2 ** (32 - GRAIN_BITS));

/** The positions of those of which no other is stronger, as many as asked for and some more. */
const strongestOf = (strengths: Uint32Array, wanted: number): Uint32Array => {
  COUNTS.fill(0);
  for (let k = 0; k < strengths.length; k++) {
    const grain = (strengths[k] ?? 0) >>> GRAIN_BITS;
    COUNTS[grain] = (COUNTS[grain] ?? 0) + 1;
  }
  let grain = COUNTS.length - 1;
  let sum = COUNTS[grain] ?? 0;
  while (sum < wanted && grain > 0) sum += COUNTS[--grain] ?? 0;
  const found = new Uint32Array(sum);
  let count = 0;
  for (let k = 0; k < strengths.length; k++) if ((strengths[k] ?? 0) >>> GRAIN_BITS >= grain) found[count++] = k;
  return found;
};

/** So many points of a level, spread over a grid of so many cells a side. */
interface Spread {
  readonly wanted: number;
  readonly cells: number;
}

const spread = ({ offsets, responses }: Corners, size: LevelSize, asked: Spread): Int32Array => {
  const { wanted } = asked;
  // Responses are above 0, and then their bits are in their order.
  const strengths = new Uint32Array(responses.buffer, responses.byteOffset, responses.length);
  const count = strengths.length;
  if (count > wanted) {
    const first = strongestOf(strengths, FIRST_LOOK * wanted);
    const chosen = first.length < count ? spreadOver(strongestFirst(strengths, first), offsets, size, asked) : null;
    if (chosen?.isFull) return chosen.points;
  }
  const all = new Uint32Array(count);
  for (let k = 0; k < count; k++) all[k] = k;
  const order = strongestFirst(strengths, all);
  if (count > wanted) return spreadOver(order, offsets, size, asked).points;
  const points = new Int32Array(count);
  for (let k = 0; k < count; k++) points[k] = offsets[order[k] ?? 0] ?? 0;
  return points;
};

/** Points in their order, of each cell of the grid as many as it may have; others where too few are left. Full where it needed none of those. */
const spreadOver = (
  order: Uint32Array,
  offsets: Int32Array,
  { width, height }: LevelSize,
  { wanted, cells }: Spread,
): { readonly points: Int32Array; readonly isFull: boolean } => {
  const cap = Math.max(2, Math.ceil((CAP * wanted) / (cells * cells)));
  const counts = new Uint16Array(cells * cells);
  const points = new Int32Array(wanted);
  const left: number[] = [];
  let chosen = 0;
  for (let i = 0; i < order.length && chosen < wanted; i++) {
    const offset = offsets[order[i] ?? 0] ?? 0;
    const y = Math.floor(offset / width);
    const cell = Math.floor((y * cells) / height) * cells + Math.floor(((offset - y * width) * cells) / width);
    const held = counts[cell] ?? 0;
    if (held >= cap) left.push(offset);
    else {
      counts[cell] = held + 1;
      points[chosen++] = offset;
    }
  }
  const more = left.slice(0, wanted - chosen);
  points.set(more, chosen);
  return { points: points.subarray(0, chosen + more.length), isFull: chosen >= wanted };
};

/** The points of one level, described. */
interface Described {
  readonly width: number;
  readonly offsets: Int32Array;
  readonly angles: Float64Array;
  readonly descriptors: Uint32Array;
  readonly margins: Uint8Array | null;
}

const describedOn = (level: number, offsets: Int32Array, size: LevelSize, hasMargins: boolean): Described => {
  const kernel = featureKernel();
  const moments = kernel.moments(level, offsets);
  const angles = new Float64Array(offsets.length);
  const directions = new Uint8Array(offsets.length);
  for (let k = 0; k < offsets.length; k++) {
    const angle = Math.atan2(moments[2 * k + 1] ?? 0, moments[2 * k] ?? 0);
    angles[k] = angle;
    directions[k] = direction(angle, PATTERN_TURNS);
  }
  return {
    ...{ width: size.width, offsets, angles },
    descriptors: kernel.describe(level, offsets, directions),
    margins: hasMargins ? kernel.margins(level, offsets, directions) : null,
  };
};

/** Which of `steps` directions an angle is nearest to. */
const direction = (angle: number, steps: number): number =>
  (Math.round((angle * steps) / (2 * Math.PI)) + steps) % steps;

const gathered = (picture: GreyImage, described: readonly Described[]): Features => {
  const count = described.reduce((sum, { offsets }) => sum + offsets.length, 0);
  const features = {
    width: picture.width,
    height: picture.height,
    count,
    x: new Float32Array(count),
    y: new Float32Array(count),
    angles: new Uint8Array(count),
    levels: new Uint8Array(count),
    descriptors: new Uint32Array(DESCRIPTOR_WORDS * count),
    ...(described.some(({ margins }) => margins !== null) ? { margins: new Uint8Array(COMPARISONS * count) } : {}),
  };
  let k = 0;
  described.forEach(({ width, offsets, angles, descriptors, margins }, level) => {
    const scale = picture.width / width;
    features.descriptors.set(descriptors, DESCRIPTOR_WORDS * k);
    if (margins !== null) features.margins?.set(margins, COMPARISONS * k);
    offsets.forEach((offset, i) => {
      features.x[k] = ((offset % width) + 0.5) * scale - 0.5;
      features.y[k] = (Math.floor(offset / width) + 0.5) * scale - 0.5;
      features.angles[k] = direction(angles[i] ?? 0, 256);
      features.levels[k] = level;
      k++;
    });
  });
  return features;
};
