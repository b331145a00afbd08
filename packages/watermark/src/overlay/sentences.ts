import type { FractionBox } from '@listing-lint/core/plugin';
import { type Carried, LEAST_PRODUCTS } from './repeated/consistent.ts';
import type { OverlaySigns } from './signs-fact.ts';
import type { TextRow } from './text/text-rows.ts';

/** "at the bottom left", by thirds of the picture. */
export const placeInWords = ({ x, y, width, height }: FractionBox): string => {
  const third = (at: number, words: readonly [string, string, string]): string =>
    at < 1 / 3 ? words[0] : at < 2 / 3 ? words[1] : words[2];
  const down = third(y + height / 2, ['top', '', 'bottom']);
  const across = third(x + width / 2, ['left', '', 'right']);
  const words = [down, across].filter((word) => word !== '').join(' ');
  return words === '' ? 'in the middle' : `at the ${words}`;
};

export const markSentence = (mark: NonNullable<OverlaySigns['mark']>): string =>
  mark.status === 'illegible'
    ? `a faint mark is on the picture (${mark.template})`
    : `the mark ${mark.template} is on the picture`;

export const consistentSentence = (carried: readonly Carried[]): string => {
  const [best] = carried;
  if (best === undefined) return '';
  const places = listed(carried.map(placeInWords));
  return `pictures of ${best.carriers} of ${best.of} products carry the same thing at the same place (${places})`;
};

export const textSentence = (rows: readonly (FractionBox & Pick<TextRow, 'on'>)[]): string => {
  const grounds = [
    ...(rows.some(({ on }) => on === 'ground') ? ['next to the product'] : []),
    ...(rows.some(({ on }) => on === 'label') ? ['in a band or sticker'] : []),
  ];
  const count = `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`;
  return `text-like strokes ${grounds.join(' and ')} (${count}, ${listed(rows.map(placeInWords))})`;
};

/** Returns why overlays on many pictures are unknown; `pictures` are the different ones of `products`. */
export const notExaminedSentence = (pictures: number, products: number, isMain: boolean): string => {
  const kind = isMain ? 'main pictures' : 'further pictures';
  const why =
    products < LEAST_PRODUCTS
      ? `there are ${kind} of ${products} ${products === 1 ? 'product' : 'products'}, at least ${LEAST_PRODUCTS} are needed`
      : `of the ${kind} of ${products} products only ${pictures} differ enough, at least ${LEAST_PRODUCTS} are needed`;
  return `whether the same overlay is on many pictures is unknown: ${why}`;
};

const listed = (places: readonly string[]): string => [...new Set(places)].join(', ');
