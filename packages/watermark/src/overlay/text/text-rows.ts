import type { Point, RgbImage } from '@listing-lint/rules/image';
import { groundAround, standsFree } from './free-ground.ts';
import { holds } from './hull.ts';
import { letterRow } from './letter-row.ts';
import { type Ground, linksOfIslands, linksWithin, plainRegions, shrunk } from './plain-ground.ts';
import { productHulls } from './product.ts';
import { type Blob, components, type Labelled } from './regions.ts';
import { boxOf, type PixelBox, rowsOf } from './rows.ts';
import { rowsOnPlate } from './sticker.ts';

/** A row of text-like strokes; the box in fractions of the picture. */
export interface TextRow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Separate shapes that stand in the row. */
  readonly shapes: number;
  /** Levels (0–255) between the strokes and what they stand on. */
  readonly contrast: number;
  /** `ground`: on the plain background next to the product. `label`: in a plain band or sticker in a corner or along an edge. */
  readonly on: 'ground' | 'label';
}

export interface TextEvidence {
  readonly rows: readonly TextRow[];
  /** Share of the picture that is plain enough to be examined, 0–1. */
  readonly examined: number;
}

const LEAST_ISLAND = 3;
/** Shapes of a letter's size that a row must have: fewer do where the ground itself is that of a sticker. */
const LEAST_SHAPES = { ground: 4, label: 3 };
/** A band or sticker: at most this share of the picture, this near to its edges; a band spans this share of a side. */
const LARGEST_LABEL = 0.2;
const LABEL_MARGIN = 0.06;
const BAND = 0.5;

/**
 * Looks for rows of text-like strokes (uniform colour and stroke width, axis-aligned, many different shapes: the cues of Epshtein, Ofek &
 * Wexler, Detecting text in natural scenes with stroke width transform, 2010) on plain ground outside the product, and in plain bands and
 * stickers at the edges. Text on the product itself is print, and left alone; text over a patterned ground is not seen.
 */
export const textEvidence = (image: RgbImage): TextEvidence => {
  const coarse = shrunk(image);
  const { width, height } = coarse;
  const ground = plainRegions(coarse);
  const islands = components(width, height, linksOfIslands(ground), LEAST_ISLAND);
  const large = rowsOn(image, coarse, ground, islands, true);
  const text = new Set(large.flatMap(({ members }) => members.map(({ label }) => label)));
  const products = productHulls(islands, text, width, height);
  const unattached = large.filter(
    ({ box, on }) => on === 'label' || !products.some((hull) => holds(hull, centreOf(box))),
  );
  const stuck = [...rowsOnStickers(image, coarse, ground), ...rowsOnPlates(image, coarse, ground, islands)];
  const apart = stuck.filter(
    ({ box }, k) => ![...unattached, ...stuck.slice(0, k)].some((other) => meets(box, other.box)),
  );
  return {
    rows: [...unattached, ...apart]
      .map(({ box, on, shapes, contrast }) => ({ ...fractions(box, width, height), on, shapes, contrast }))
      .sort((a, b) => a.y - b.y || a.x - b.x),
    examined: ground.share,
  };
};

/** Rows on plain regions too small to be ground. */
const rowsOnStickers = (image: RgbImage, coarse: RgbImage, ground: Ground): readonly FoundRow[] => {
  const { width, height } = coarse;
  const stickers = ground.regions.filter(
    (region) => ground.isLarge[region.label] === 0 && kindOf(region, width, height) === 'label',
  );
  if (stickers.length === 0) return [];
  const islands = components(width, height, linksWithin(ground, stickers, width), LEAST_ISLAND);
  return rowsOn(image, coarse, ground, islands, false);
};

/** Rows on islands and plain regions that lie in a corner or along an edge like a sticker or band; each has its own colour. */
const rowsOnPlates = (image: RgbImage, coarse: RgbImage, ground: Ground, islands: Labelled): readonly FoundRow[] => {
  const { width, height } = coarse;
  const across = image.width / width;
  const down = image.height / height;
  const rowsIn = (blob: Blob, isPlain: boolean): readonly FoundRow[] =>
    kindOf(blob, width, height) === 'label'
      ? rowsOnPlate(image, scaled(blob, across, down), isPlain, LEAST_SHAPES.label).map(({ box, ...row }) => ({
          ...row,
          box: scaled(box, 1 / across, 1 / down),
          on: 'label',
          members: [],
        }))
      : [];
  return [
    ...islands.blobs.flatMap((blob) => rowsIn(blob, false)),
    ...ground.regions.flatMap((region) => rowsIn(region, true)),
  ];
};

const meets = (a: PixelBox, b: PixelBox): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

interface FoundRow {
  readonly box: PixelBox;
  readonly on: TextRow['on'];
  readonly shapes: number;
  readonly contrast: number;
  readonly members: readonly Blob[];
}

/** Rows of islands that pass for text, each on one plain region, large or small. */
const rowsOn = (
  image: RgbImage,
  coarse: RgbImage,
  ground: Ground,
  islands: Labelled,
  large: boolean,
): readonly FoundRow[] => {
  const { width, height } = coarse;
  return rowsOf(islands.blobs, height).flatMap((members) => {
    const box = boxOf(members);
    const label = groundAround(box, ground.of, width, height);
    const region = ground.regions[label - 1];
    if (region === undefined || (ground.isLarge[label] === 1) !== large) return [];
    const on = kindOf(region, width, height);
    if (on === undefined || (on === 'ground' && !standsFree(coarse, ground.of, label, box))) return [];
    const row = letterRow(image, scaled(box, image.width / width, image.height / height), LEAST_SHAPES[on]);
    return row === undefined ? [] : [{ box, on, ...row, members }];
  });
};

/** What kind of ground a plain region is: the picture's own, or that of a band or sticker; undefined for a part of the product. */
const kindOf = (region: Blob, width: number, height: number): TextRow['on'] | undefined => {
  const boxWidth = (region.right - region.left) / width;
  const boxHeight = (region.bottom - region.top) / height;
  const nearSide = [region.left / width, 1 - region.right / width].some((gap) => gap <= LABEL_MARGIN);
  const nearEnd = [region.top / height, 1 - region.bottom / height].some((gap) => gap <= LABEL_MARGIN);
  const isSmall = boxWidth * boxHeight <= LARGEST_LABEL;
  const isBand = (nearEnd && boxWidth >= BAND) || (nearSide && boxHeight >= BAND);
  if (isSmall && ((nearSide && nearEnd) || isBand)) return 'label';
  const touches = region.left === 0 || region.top === 0 || region.right === width || region.bottom === height;
  return touches ? 'ground' : undefined;
};

const centreOf = ({ left, top, right, bottom }: PixelBox): Point => ({ x: (left + right) / 2, y: (top + bottom) / 2 });

const scaled = (box: PixelBox, across: number, down: number): PixelBox => ({
  left: Math.floor(box.left * across),
  top: Math.floor(box.top * down),
  right: Math.ceil(box.right * across),
  bottom: Math.ceil(box.bottom * down),
});

const fractions = (box: PixelBox, width: number, height: number): Pick<TextRow, 'x' | 'y' | 'width' | 'height'> => ({
  x: box.left / width,
  y: box.top / height,
  width: (box.right - box.left) / width,
  height: (box.bottom - box.top) / height,
});
