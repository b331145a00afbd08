import type { RgbImage } from '@listing-lint/rules/image';
import type { Features } from '../../extract/features.ts';
import { colourMatcher } from './colour-row.ts';
import { colourShares, likeButForWhite, likeColours, shareOfColours, withoutWhite } from './colour-shares.ts';
import { blockColours, FEW_POINTS, type PlainColours } from './plain-products.ts';

/** A suspect for the search of pictures with too little detail. */
export interface MayShow {
  /** In the size of a sheet. */
  readonly image: RgbImage;
  readonly points: Features;
}

/** A picture has the colours of another one, as a crop does and what is under a slogan, where they are as much alike but for white (`likeButForWhite`), and as much of what it has is of these. */
const SAME_COLOURS = 0.85;
const LEAST_OF_THEM = 0.6;
/** Likeness by colours only, unless all colours or the shape agree. */
const BY_COLOURS_ALONE = 0.5;

/** How alike a picture is to a plain one, 0–1; 0 where it cannot show it; and whether the shape says it, or its colours. */
export interface PlainLikeness {
  readonly likeness: number;
  readonly isByShape: boolean;
}

/** `bySilhouette`: how alike something in a picture is to ours without its own ground (see `silhouetteTable` and `productSearch`). */
type LikenessOf = (ours: PlainColours, bySilhouette: number) => PlainLikeness;

/**
 * Asks how alike a picture is to one of ours with too little detail. It may show that where it has all of its colours and hardly another one, or where
 * something in it looks like it without its ground (`bySilhouette`); one with as little detail of its own may wherever it has that colour.
 */
export const likenessIn = ({ image, points }: MayShow): LikenessOf => {
  const blocks = blockColours(image);
  const mayShow = colourMatcher(blocks);
  const shares = colourShares(blocks);
  const coloured = withoutWhite(shares);
  return (ours, bySilhouette) => {
    const isColoured = ours.own !== null && mayShow(ours.own);
    const likeness = isColoured ? likeButForWhite(ours.shares, coloured) : 0;
    const isSame = likeness >= SAME_COLOURS && shareOfColours(ours.shares, blocks) >= LEAST_OF_THEM;
    const alone = isColoured && points.count < FEW_POINTS ? BY_COLOURS_ALONE * likeColours(ours.shares, shares) : 0;
    const byColours = Math.max(isSame ? likeness : 0, alone);
    return { likeness: Math.max(byColours, bySilhouette), isByShape: bySilhouette > byColours };
  };
};
