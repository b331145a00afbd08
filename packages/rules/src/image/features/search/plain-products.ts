import type { RgbImage } from '../../read/raster.ts';
import type { Features } from '../extract/features.ts';
import { linearLight } from '../kernel/kernel.ts';
import { labOfLinear } from '../pair/colours.ts';
import { cellAt } from '../pair/ground.ts';
import type { Sheet } from '../pair/sheet.ts';
import {
  colourShares,
  keptShares,
  likeButForWhite,
  likeColours,
  type MeanColour,
  withoutWhite,
} from './colour-shares.ts';
import { partIn } from './part-in.ts';

/** With fewer points a crop or a turned copy of a picture may go unseen. */
export const FEW_POINTS = 60;
/** With fewer points within a product, away from its edge, it may go unseen on another background. */
const FEW_WITHIN = 20;
/** Side of the blocks whose mean colours are compared, px. */
const BLOCK = 16;
/** ΔE up to which a block has the colour of a product: shaded and lit otherwise it stays nearer than this. */
const SAME_COLOUR = 12;
/** Share of a suspect that has that colour at least. */
const LEAST_SHARE = 0.04;
/** Luma that a white ground has: what is as white has no colour to know it by. */
const GROUND_LIGHTNESS = 96;

/** What is known of a picture that has too little detail: the colour of what it shows, and those of all of it (see `keptShares`). */
export interface PlainColours {
  readonly own: MeanColour;
  readonly shares: Uint32Array;
}

/** Null where what it shows is as white as a ground. */
export const plainColours = (sheet: Sheet): PlainColours | null => {
  const own = productColour(sheet);
  return own && { own, shares: keptShares(colourShares(blockColours(sheet.colour))) };
};

/** Whether a picture has too little detail to be found by it once it was cropped, turned or put on another background. `sheet` is made where it is needed. */
export const hasLittleDetail = ({ count, x, y }: Features, sheet: () => Sheet): boolean => {
  if (count < FEW_POINTS) return true;
  const { product, ground } = sheet();
  if (product === null || ground === null) return false;
  const [right, bottom] = [4 * ground.columns - 1, 4 * ground.rows - 1];
  const isProduct = (px: number, py: number): boolean =>
    product[cellAt(ground, Math.min(right, Math.max(0, px)), Math.min(bottom, Math.max(0, py)))] === 1;
  // A ball has points along its outline, which is another one on another ground.
  const isWithin = (px: number, py: number): boolean =>
    EDGE.every((dy) => EDGE.every((dx) => isProduct(px + dx, py + dy)));
  let within = 0;
  for (let k = 0; k < count; k++) if (isWithin(x[k] ?? 0, y[k] ?? 0)) within++;
  return within < FEW_WITHIN;
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
  const shown = 2 * alikeIn(inOneRow(own), mean) >= own.length ? mean : commonest(own);
  return shown[0] > GROUND_LIGHTNESS ? null : shown;
};

const CORNERS = [0, BLOCK - 1];

/** Colours one behind the other, three numbers each: of thousands that are asked about each is held against all blocks of a suspect. */
const inOneRow = (blocks: readonly MeanColour[]): Float64Array => {
  const row = new Float64Array(3 * blocks.length);
  for (let k = 0; k < blocks.length; k++) row.set(blocks[k] ?? [], 3 * k);
  return row;
};

const isAlike = (row: Float64Array, at: number, l: number, a: number, b: number): boolean => {
  const u = (row[at] ?? 0) - l;
  const v = (row[at + 1] ?? 0) - a;
  const w = (row[at + 2] ?? 0) - b;
  return u * u + v * v + w * w <= SAME_COLOUR * SAME_COLOUR;
};

/** How many blocks have a colour. */
const alikeIn = (row: Float64Array, [l, a, b]: MeanColour): number => {
  let alike = 0;
  for (let at = 0; at < row.length; at += 3) if (isAlike(row, at, l, a, b)) alike++;
  return alike;
};

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

/** Whether enough of a suspect has the colour of a product that cannot be told by its details. */
export const mayShowColour = (colour: MeanColour, blocks: readonly MeanColour[]): boolean =>
  colourAsker(byLightness(blocks))(colour);

/** Blocks of a suspect by their lightness: of thousands of colours each is held against those alone that are about as light. */
interface LightBlocks {
  /** Where each lies in the suspect. */
  readonly places: Uint32Array;
  /** Their colours, three numbers each. */
  readonly row: Float64Array;
}

const byLightness = (blocks: readonly MeanColour[]): LightBlocks => {
  const lightness = Float64Array.from(blocks, ([l]) => l);
  const places = Uint32Array.from(blocks.keys()).sort((a, b) => (lightness[a] ?? 0) - (lightness[b] ?? 0));
  return { places, row: inOneRow(Array.from(places, (k) => blocks[k] ?? [0, 0, 0])) };
};

/** Asks until there are enough blocks of a colour. */
const colourAsker = ({ row }: LightBlocks): ((colour: MeanColour) => boolean) => {
  const least = (LEAST_SHARE * row.length) / 3;
  return ([l, a, b]) => {
    let alike = 0;
    for (let at = firstAsLight(row, l - SAME_COLOUR); at < row.length && alike < least; at += 3) {
      if ((row[at] ?? 0) - l > SAME_COLOUR) break;
      if (isAlike(row, at, l, a, b)) alike++;
    }
    return alike >= least;
  };
};

/** Where those begin that are as light, of blocks by their lightness. */
const firstAsLight = (row: Float64Array, lightness: number): number => {
  let [from, to] = [0, row.length / 3];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((row[3 * middle] ?? 0) < lightness) from = middle + 1;
    else to = middle;
  }
  return 3 * from;
};

/** A picture that may show one with too little detail, as far as that is asked. */
export interface MayShow {
  readonly image: RgbImage;
  readonly points: Features;
}

/** Colours of which so much is common to both, 0–1 (see `likeColours`), with white and without it, are those of one picture, also under a slogan: white alone are those of any two products. */
const SAME_PICTURE = 0.8;

/**
 * Asks of ours with too little detail whether a suspect may show them. One with much detail of its own does where it has all its colours, as under a slogan, or where a
 * part of that colour hangs together and is not the ground: a wall behind furniture has the colour of a white curtain, too.
 */
export const likenessIn = ({ image, points }: MayShow) => {
  const blocks = blockColours(image);
  const light = byLightness(blocks);
  const mayShowOwn = colourAsker(light);
  const shares = colourShares(blocks);
  const coloured = withoutWhite(shares);
  const columns = Math.floor(image.width / BLOCK);
  const isRich = points.count >= FEW_POINTS;
  const hasPart = partIn(columns, Math.floor(image.height / BLOCK), LEAST_SHARE);
  const alike = new Uint32Array(blocks.length);
  const isPart = ([l, a, b]: MeanColour): boolean => {
    const { places, row } = light;
    let count = 0;
    for (let at = firstAsLight(row, l - SAME_COLOUR); at < row.length; at += 3) {
      if ((row[at] ?? 0) - l > SAME_COLOUR) break;
      if (isAlike(row, at, l, a, b)) alike[count++] = places[at / 3] ?? 0;
    }
    return hasPart(alike, count);
  };
  return {
    /** How alike both are by their colours, where enough of the suspect has that of the product. */
    likenessOf: ({ own, shares: ours }: PlainColours): number | null =>
      mayShowOwn(own) ? likeColours(ours, shares) : null,
    /** Whether it may show one that is so much alike; dear. */
    mayShow: ({ own, shares: ours }: PlainColours, likeness: number): boolean =>
      !isRich || (likeness >= SAME_PICTURE && likeButForWhite(ours, coloured) >= SAME_PICTURE) || isPart(own),
  };
};
