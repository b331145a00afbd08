import type { GreyImage } from '../../read/raster.ts';
import { stepsOf } from './alignment.ts';
import { cellAt, type GroundCells } from './ground.ts';
import type { PlaneMap } from './mapping.ts';
import { ADDED, LOST, patchesOf, SEEN } from './patches.ts';
import type { Sheet } from './sheet.ts';

/** What two pictures have in common once one lies on the other, block by block of 16×16 px. */
export interface LaidAgreement {
  /** Blocks of ours that lie in the suspect and have structure. */
  readonly blocks: number;
  /** Those of them in which the structure agrees, and in which it is quite another one. */
  readonly agreeing: number;
  readonly differing: number;
  /** Those that agree in nearly all that they show. */
  readonly closely: number;
  /** The largest patch, in blocks that touch each other, where one shows what the other does not; bands and labels at the edge are none. */
  readonly patch: number;
  /** Blocks with structure that lie under such bands and labels. */
  readonly covered: number;
  /** Share of our blocks that lie in the suspect. */
  readonly seen: number;
}

const BLOCK_BITS = 4;
const BLOCK = 1 << BLOCK_BITS;
/** Every second pixel of every second row is looked at; of the 64 of a block as many must count. */
const FEWEST_SAMPLES = 24;
/** Variance, of 255², from which on a block has structure. */
const LEAST_VARIANCE = 16;
/** Normalised correlation from which on two blocks agree, and below which they show different things. */
const AGREES = 0.7;
const DIFFERS = 0.3;
const CLOSELY = 0.9;
/** Below this a block with much in it shows something else: letters of two words have a little in common. */
const ALIKE = 0.5;
/** Variance from which on there is something in a block that the other one lacks. */
const SHOWN_VARIANCE = 150;
/** The suspect has been made smaller by less than this: compared at the size of ours. */
const NEARLY = 0.75;

/** How the luma of a suspect agrees with that of ours under a map from ours to it; of the product alone where that is asked for and it stands on plain ground. */
export const blockAgreement = (ours: Sheet, theirs: Sheet, mapping: PlaneMap, productOnly: boolean): LaidAgreement => {
  const { width, height } = ours.colour;
  const { across, down } = stepsOf(mapping, width / 2, height / 2);
  const scale = Math.sqrt(Math.abs(across[0] * down[1] - across[1] * down[0]));
  // Of the two the coarser one says how much detail there is.
  const own = levelFor(ours, 1 / scale);
  const their = levelFor(theirs, scale);
  const sums = blockSums(
    { level: own.level, by: own.by, product: productOnly ? ours.product : null, ground: ours.ground },
    their,
    mapping,
  );
  const columns = Math.ceil(own.level.width / BLOCK);
  const isGround = (block: number): boolean => {
    const [x, y] = [(block % columns) + 0.5, Math.floor(block / columns) + 0.5];
    return ours.ground?.isGround[cellAt(ours.ground, x * BLOCK * own.by, y * BLOCK * own.by)] === 1;
  };
  return counted(sums, columns, isGround);
};

/** The level that is smaller by about as much as `times` says, and by how much. */
const levelFor = ({ luma }: Sheet, times: number): { readonly level: GreyImage; readonly by: number } => {
  const wanted = Math.max(0, Math.floor(Math.log2(times / NEARLY)));
  const k = Math.min(luma.length - 1, times > 1 ? wanted : 0);
  return { level: luma[k] ?? { width: 0, height: 0, data: new Uint8Array(0) }, by: 2 ** k };
};

/** n, Σa, Σb, Σa², Σb², Σab a block. */
const SUMS = 6;

const blockSums = (
  own: {
    readonly level: GreyImage;
    readonly by: number;
    readonly product: Uint8Array | null;
    readonly ground: GroundCells | null;
  },
  their: { readonly level: GreyImage; readonly by: number },
  mapping: PlaneMap,
): Float64Array => {
  const { level, by, product, ground } = own;
  const { width, height, data } = level;
  const across = Math.ceil(width / BLOCK);
  const sums = new Float64Array(SUMS * across * Math.ceil(height / BLOCK));
  const { a, b, c, d, e, f, g, h } = mapping;
  for (let y = 0; y < height; y += 2) {
    const oy = (y + 0.5) * by - 0.5;
    for (let x = (y >> 1) & 1; x < width; x += 2) {
      const ox = (x + 0.5) * by - 0.5;
      if (product !== null && product[cellAt(ground, ox, oy)] !== 1) continue;
      // As `mapped` does it, without a pair for each pixel.
      const weight = g * ox + h * oy + 1;
      const tx = (a * ox + b * oy + c) / weight;
      const ty = (d * ox + e * oy + f) / weight;
      const value = sampled(their.level, (tx + 0.5) / their.by - 0.5, (ty + 0.5) / their.by - 0.5);
      if (value < 0) continue;
      const ourValue = data[y * width + x] ?? 0;
      const at = SUMS * ((y >> BLOCK_BITS) * across + (x >> BLOCK_BITS));
      sums[at] = (sums[at] ?? 0) + 1;
      sums[at + 1] = (sums[at + 1] ?? 0) + ourValue;
      sums[at + 2] = (sums[at + 2] ?? 0) + value;
      sums[at + 3] = (sums[at + 3] ?? 0) + ourValue * ourValue;
      sums[at + 4] = (sums[at + 4] ?? 0) + value * value;
      sums[at + 5] = (sums[at + 5] ?? 0) + ourValue * value;
    }
  }
  return sums;
};

/** Px at the edge of a level that are not blurred as the rest is. */
const EDGE = 3;

/** A value between pixels; −1 outside. */
const sampled = ({ width, height, data }: GreyImage, x: number, y: number): number => {
  if (!(x >= EDGE && y >= EDGE && x < width - EDGE - 1 && y < height - EDGE - 1)) return -1;
  const left = Math.floor(x);
  const top = Math.floor(y);
  const u = x - left;
  const v = y - top;
  const k = top * width + left;
  const upper = (data[k] ?? 0) * (1 - u) + (data[k + 1] ?? 0) * u;
  const lower = (data[k + width] ?? 0) * (1 - u) + (data[k + width + 1] ?? 0) * u;
  return upper * (1 - v) + lower * v;
};

const counted = (sums: Float64Array, across: number, isGround: (block: number) => boolean): LaidAgreement => {
  let [all, blocks, agreeing, differing, closely] = [0, 0, 0, 0, 0];
  const states = new Uint8Array(sums.length / SUMS);
  for (let at = 0, k = 0; at < sums.length; at += SUMS, k++) {
    const n = sums[at] ?? 0;
    if (n < FEWEST_SAMPLES) continue;
    all++;
    states[k] = SEEN;
    const [meanA, meanB] = [(sums[at + 1] ?? 0) / n, (sums[at + 2] ?? 0) / n];
    const ourVariance = (sums[at + 3] ?? 0) / n - meanA * meanA;
    const theirVariance = Math.max(1, (sums[at + 4] ?? 0) / n - meanB * meanB);
    if (ourVariance < LEAST_VARIANCE) {
      // On plain ground anything may stand: another ground, or words.
      if (theirVariance >= SHOWN_VARIANCE && !isGround(k)) states[k] = ADDED;
      continue;
    }
    const correlation = ((sums[at + 5] ?? 0) / n - meanA * meanB) / Math.sqrt(ourVariance * theirVariance);
    blocks++;
    if (correlation >= AGREES) agreeing++;
    if (correlation >= CLOSELY) closely++;
    if (correlation < DIFFERS) differing++;
    if (correlation >= ALIKE) continue;
    if (ourVariance >= SHOWN_VARIANCE || theirVariance >= SHOWN_VARIANCE) states[k] = LOST;
  }
  const { largest, covered } = patchesOf(states, across);
  return { blocks, agreeing, differing, closely, patch: largest, covered, seen: all / Math.max(1, states.length) };
};
