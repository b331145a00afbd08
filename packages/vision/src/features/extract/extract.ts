import type { GreyImage } from '@listing-lint/rules/image';
import { COMPARISONS, DESCRIPTOR_WORDS, type LevelSize, MARGIN, PATTERN_TURNS } from '../kernel/kernel.ts';
import { featureKernel } from '../kernel/kernel-wasm.ts';
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
  return sizes.map((_, level) => {
    const wanted = Math.round((most * LEVEL_STEP ** -level) / all);
    return featureKernel().keyPoints(level, threshold, { wanted, cells });
  });
};

/** Default cells per side of the grid that spreads keypoints. */
const GRID = 8;
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
