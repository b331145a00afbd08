import { once } from '../../../../kernel/once.ts';
import type { RgbImage } from '../../../read/raster.ts';
import type { Features } from '../../extract/features.ts';
import type { Sheet } from '../../pair/sheet.ts';
import { colourAsker } from './colour-row.ts';
import {
  colourShares,
  likeButForWhite,
  likeColours,
  type MeanColour,
  shareOfColours,
  withoutWhite,
} from './colour-shares.ts';
import { groundOfCells, LAB_CELL, labCells } from './lab-cells.ts';
import { cellsInside, countedCells, type LyingPart, likeShape, lyingPart, partsOfCells } from './part-shape.ts';
import { blockColours, FEW_POINTS, type PlainColours } from './plain-products.ts';
import { cellsOfPoints, pointsIn } from './point-cells.ts';

/** A picture that may show one with too little detail, as far as that is asked. */
export interface MayShow {
  /** In the size of a sheet. */
  readonly image: RgbImage;
  readonly points: Features;
  readonly sheet: () => Sheet;
}

/** A picture has the colours of another one, as a crop does and what is under a slogan, where they are as much alike but for white (`likeButForWhite`), and as much of what it has is of these. */
const SAME_COLOURS = 0.85;
const LEAST_OF_THEM = 0.6;
/** How much it counts, beside a shape (`likeShape`, 1), that the colours are alike, and what both come to where a part may be the product. */
const BY_COLOURS = 0.3;
const SAME_SHAPE = 1;
/** Points in a part, away from its edge, that has as little detail as such a product. */
const MOST_WITHIN = 20;
/** What a picture with as little detail is like others by its colours alone, beside those that it has all of, or whose shape it has. */
const BY_COLOURS_ALONE = 0.5;

/** How alike a picture is to a plain one, 0–1; 0 where it cannot show it; and whether the shape says it, or its colours. */
export interface PlainLikeness {
  readonly likeness: number;
  readonly isByShape: boolean;
}

/** `bySilhouette`: how alike what is no ground in a picture is to ours without its own (see `silhouetteTable`). */
type LikenessOf = (ours: PlainColours, bySilhouette: number) => PlainLikeness;

/**
 * Asks how alike a picture is to one of ours with too little detail. It may show that where it has all of its colours and hardly another one, where a part of
 * the product's colour has the product's shape, and as little detail, or where what is no ground looks like it without its own (`bySilhouette`); one with
 * as little detail of its own may wherever it has that colour.
 */
export const likenessIn = ({ image, points, sheet }: MayShow): LikenessOf => {
  const blocks = blockColours(image);
  const mayShow = colourAsker(blocks);
  const shares = colourShares(blocks);
  const coloured = withoutWhite(shares);
  const cells = once(() => labCells(image));
  const isGround = once(() => groundOfCells(sheet()));
  const pointCells = once(() => cellsOfPoints(points, image, cells(), LAB_CELL));
  const partsOf = recalled((colour: MeanColour): readonly PlainPart[] =>
    partsOfCells(cells(), countedCells(cells(), isGround(), colour)).map((part) => ({
      part: lyingPart(part),
      within: once(() => pointsIn(pointCells(), cellsInside(part, cells()))),
    })),
  );
  const partOf = ({ own, shape }: PlainColours, likeness: number): number => {
    let most = 0;
    if (own === null) return most;
    for (const { part, within } of partsOf(own)) {
      const like = likeShape(shape, part) + BY_COLOURS * likeness;
      if (like > most && like >= SAME_SHAPE && within() <= MOST_WITHIN) most = like;
    }
    return most / (1 + BY_COLOURS);
  };
  return (ours, bySilhouette) => {
    const isColoured = ours.own !== null && mayShow(ours.own);
    const likeness = isColoured ? likeButForWhite(ours.shares, coloured) : 0;
    const isSame = likeness >= SAME_COLOURS && shareOfColours(ours.shares, blocks) >= LEAST_OF_THEM;
    const alone = isColoured && points.count < FEW_POINTS ? BY_COLOURS_ALONE * likeColours(ours.shares, shares) : 0;
    const byColours = Math.max(isSame ? likeness : 0, alone);
    const byShape = Math.max(bySilhouette, isColoured ? partOf(ours, likeness) : 0);
    return { likeness: Math.max(byColours, byShape), isByShape: byShape > byColours };
  };
};

/** A part of the colour of plain pictures, and how many points it has away from its edge. */
interface PlainPart {
  readonly part: LyingPart;
  readonly within: () => number;
}

/** ΔE, along each axis, of colours that are taken for one where parts of them are asked for: of hundreds of plain pictures most are as white or as black as another one. */
const ONE_COLOUR = 3;

/** Asks once for all colours that are nearly one. */
const recalled = (partsOf: (colour: MeanColour) => readonly PlainPart[]) => {
  const known = new Map<string, readonly PlainPart[]>();
  const rounded = (value: number): number => ONE_COLOUR * Math.round(value / ONE_COLOUR);
  return ([l, a, b]: MeanColour): readonly PlainPart[] => {
    const colour: MeanColour = [rounded(l), rounded(a), rounded(b)];
    const key = colour.join(' ');
    const parts = known.get(key) ?? partsOf(colour);
    known.set(key, parts);
    return parts;
  };
};
