import { giveBack } from '@listing-lint/rules/kernel';
import { BLOCK_SIDE } from '../kernel/kernel.ts';
import { featureKernel } from '../kernel/kernel-wasm.ts';
import { cellAt } from './ground.ts';
import { mapped, type PlaneMap } from './mapping.ts';
import { type Sheet, sheetLuma } from './sheet.ts';

/** Blocks of a product away from its outline that show more than light, and those of them that show the same in a suspect. */
export interface FineDetail {
  readonly blocks: number;
  readonly agreeing: number;
}

const BLOCK = BLOCK_SIDE;
/** How far from the middle of a block the product must reach, px: beyond half of it, as the outline is blurred. */
const WITHIN = 12;
/** Variance, of 255², that is left once light that changes evenly is taken away, from which on there is something; what theirs counts as at least. */
const LEAST_VARIANCE = 4;
const LEAST_THEIRS = 0.5;
/** Correlation of what is left from which on it is the same: of grain and seams of other pictures one in ten has as much. */
const SAME = 0.6;

/**
 * Compares fine detail of a product, apart from its outline and shading, which every ball has: block by block with the linear trend removed. `mapping` maps px of
 * ours to px of theirs.
 */
export const fineDetail = (ours: Sheet, theirs: Sheet, mapping: PlaneMap): FineDetail => {
  const warped = featureKernel().sampled(theirs.colour, mapping, ours.colour);
  const [own, their] = [sheetLuma(ours.colour), featureKernel().luma(warped)];
  const isThere = lyingIn(ours, theirs, mapping);
  const found = { blocks: 0, agreeing: 0 };
  for (let top = 0; top + BLOCK <= own.height; top += BLOCK) {
    for (let left = 0; left + BLOCK <= own.width; left += BLOCK) {
      if (!isThere(left + BLOCK / 2, top + BLOCK / 2)) continue;
      const { ownVariance, theirVariance, common } = withoutLight(own.data, their.data, {
        at: top * own.width + left,
        width: own.width,
      });
      if (ownVariance < LEAST_VARIANCE) continue;
      found.blocks++;
      if (common >= SAME * Math.sqrt(ownVariance * Math.max(LEAST_THEIRS, theirVariance))) found.agreeing++;
    }
  }
  for (const { data } of [warped, their]) giveBack(data);
  return found;
};

const AROUND = [-WITHIN, 0, WITHIN].flatMap((x) => [-WITHIN, 0, WITHIN].map((y) => [x, y] as const));

/** Whether the surroundings of a position are product, and inside the suspect. */
const lyingIn =
  ({ colour, ground, product }: Sheet, { colour: theirs }: Sheet, mapping: PlaneMap) =>
  (x: number, y: number): boolean =>
    AROUND.every(([across, down]) => {
      const [u, v] = [x + across, y + down];
      if (u < 0 || v < 0 || u >= colour.width || v >= colour.height) return false;
      if (product?.[cellAt(ground, u, v)] !== 1) return false;
      const [column, row] = mapped(mapping, u, v);
      return column >= 0 && row >= 0 && column < theirs.width && row < theirs.height;
    });

interface BlockOf {
  readonly at: number;
  readonly width: number;
}

/** Sum of the squares of how far places lie from the middle of a block, along one side. */
const SPREAD = (BLOCK * BLOCK * (BLOCK * BLOCK - 1)) / 12;

/** Variances of a block in both, and what they have in common, each without its mean and its slope. */
const withoutLight = (own: Uint8Array, their: Uint8Array, { at, width }: BlockOf) => {
  let [a, b, ax, ay, bx, by, aa, bb, ab] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let y = 0; y < BLOCK; y++) {
    for (let x = 0, k = at + y * width; x < BLOCK; x++, k++) {
      const [p, q] = [own[k] ?? 0, their[k] ?? 0];
      const [u, v] = [x - (BLOCK - 1) / 2, y - (BLOCK - 1) / 2];
      a += p;
      b += q;
      ax += u * p;
      ay += v * p;
      bx += u * q;
      by += v * q;
      aa += p * p;
      bb += q * q;
      ab += p * q;
    }
  }
  const n = BLOCK * BLOCK;
  return {
    ownVariance: (aa - (a * a) / n - (ax * ax + ay * ay) / SPREAD) / n,
    theirVariance: (bb - (b * b) / n - (bx * bx + by * by) / SPREAD) / n,
    common: (ab - (a * b) / n - (ax * bx + ay * by) / SPREAD) / n,
  };
};
