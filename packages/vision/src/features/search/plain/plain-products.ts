import type { RgbImage } from '@listing-lint/rules/image';
import type { Features } from '../../extract/features.ts';
import { linearLight } from '../../kernel/kernel.ts';
import { labOfLinear } from '../../pair/colours.ts';
import { cellAt } from '../../pair/ground.ts';
import type { Sheet } from '../../pair/sheet.ts';
import { alikeIn, inOneRow } from './colour-row.ts';
import { colourShares, type MeanColour, topShares } from './colour-shares.ts';

/** With fewer points a crop or a turned copy of a picture may go unseen. */
export const FEW_POINTS = 60;
/** With fewer points within a product, away from its edge, it may go unseen on another background. */
const FEW_WITHIN = 20;
/** Side of the blocks whose mean colours are compared, px. */
const BLOCK = 16;
/** Luma that a white ground has: what is as white has no colour to know it by. */
const GROUND_LIGHTNESS = 96;

/** What is known of a picture that has too little detail. */
export interface PlainColours {
  /** The colour of what it shows; null where that is as white as a ground. */
  readonly own: MeanColour | null;
  /** Histogram of all of it (see `topShares`). */
  readonly shares: Uint32Array;
}

export const plainColours = (sheet: Sheet): PlainColours => {
  const own = productColour(sheet);
  return { own, shares: topShares(colourShares(blockColours(sheet.colour))) };
};

/** Whether a picture has too little detail to be found by it once it was cropped, turned or put on another background. `sheet` is made where it is needed. */
export const hasLittleDetail = (points: Features, sheet: () => Sheet): boolean =>
  points.count < FEW_POINTS || (pointsInProduct(points, sheet()) ?? FEW_WITHIN) < FEW_WITHIN;

/** Points within a product, away from its edge; null where it stands on no plain ground. */
const pointsInProduct = ({ count, x, y }: Features, { product, ground }: Sheet): number | null => {
  if (product === null || ground === null) return null;
  const [right, bottom] = [4 * ground.columns - 1, 4 * ground.rows - 1];
  const isProduct = (px: number, py: number): boolean =>
    product[cellAt(ground, Math.min(right, Math.max(0, px)), Math.min(bottom, Math.max(0, py)))] === 1;
  // A ball has points along its outline, which is another one on another ground.
  const isWithin = (px: number, py: number): boolean =>
    EDGE.every((dy) => EDGE.every((dx) => isProduct(px + dx, py + dy)));
  let within = 0;
  for (let k = 0; k < count; k++) if (isWithin(x[k] ?? 0, y[k] ?? 0)) within++;
  return within;
};

/** Around a point, px: how far from the edge of a product what it shows is the product's own. */
const EDGE = [-8, 0, 8];

/**
 * The colour of the product, or of the middle of a picture without plain ground: its mean where half of it or more has that, else the one that most of it has (of stripes in many
 * colours the mean is nowhere). Null where it is as white as a ground.
 */
export const productColour = ({ colour, product, ground }: Sheet): MeanColour | null => {
  const { width, height } = colour;
  const counts = (x: number, y: number): boolean =>
    product === null
      ? Math.abs(x - width / 2) < width / 4 && Math.abs(y - height / 2) < height / 4
      : product[cellAt(ground, x, y)] === 1;
  const mean = meanWhere(colour, counts);
  if (mean === null) return null;
  const columns = Math.floor(width / BLOCK);
  // Blocks that are the product's alone.
  const own = blockColours(colour).filter((_, k) => {
    const [left, top] = [BLOCK * (k % columns), BLOCK * Math.floor(k / columns)];
    return CORNERS.every((dy) => CORNERS.every((dx) => counts(left + dx, top + dy)));
  });
  const mainColour = 2 * alikeIn(inOneRow(own), mean) >= own.length ? mean : commonest(own);
  return mainColour[0] > GROUND_LIGHTNESS ? null : mainColour;
};

const CORNERS = [0, BLOCK - 1];

/** That of the block to which most are alike. */
const commonest = (blocks: readonly MeanColour[]): MeanColour => {
  const row = inOneRow(blocks);
  let [most, found]: [number, MeanColour] = [-1, [0, 0, 0]];
  for (const block of blocks) {
    const alike = alikeIn(row, block);
    if (alike > most) [most, found] = [alike, block];
  }
  return found;
};

const meanWhere = ({ width, height, data }: RgbImage, counts: (x: number, y: number) => boolean): MeanColour | null => {
  const sums = [0, 0, 0];
  let n = 0;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      if (!counts(x, y)) continue;
      n++;
      for (const channel of [0, 1, 2])
        sums[channel] = (sums[channel] ?? 0) + linearLight(data[3 * (y * width + x) + channel] ?? 0);
    }
  }
  const [red = 0, green = 0, blue = 0] = sums;
  return n === 0 ? null : labOfLinear(red / n, green / n, blue / n);
};

/** Mean colours of the blocks of a suspect. */
export const blockColours = ({ width, height, data }: RgbImage): readonly MeanColour[] => {
  const found: MeanColour[] = [];
  for (let top = 0; top + BLOCK <= height; top += BLOCK) {
    for (let left = 0; left + BLOCK <= width; left += BLOCK) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let y = top; y < top + BLOCK; y += 4) {
        for (let x = left; x < left + BLOCK; x += 4) {
          const at = 3 * (y * width + x);
          red += linearLight(data[at] ?? 0);
          green += linearLight(data[at + 1] ?? 0);
          blue += linearLight(data[at + 2] ?? 0);
        }
      }
      found.push(labOfLinear(red / 16, green / 16, blue / 16));
    }
  }
  return found;
};
