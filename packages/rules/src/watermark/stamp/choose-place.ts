import type { GreyImage } from '../../image/read/raster.ts';
import { type Ground, groundOf } from './ground.ts';
import { type Cell, keyedOrder, type Place, placeOf } from './keyed-order.ts';

/** A place that a picture offers for its mark. */
export interface Offer {
  readonly cell: Cell;
  /** 0-based in the keyed order. */
  readonly rank: number;
  readonly place: Place;
  readonly ground: Ground;
}

/** Share of the place that must lie on the product: a mark on empty background is cropped or painted away. */
const LEAST_INK = [0.25, 0.05, 0];
/** Share of the places with enough product that are quiet enough. */
const QUIET = 0.25;

/**
 * Places for a mark in the keyed order: those with product under them, on the quietest quarter, clear of `used` places of the same listing
 * first. `small` is the picture's luma at about 192 px; `ratio` as in `placeOf`.
 */
export const offersOf = (
  small: GreyImage,
  ratio: number,
  key: string,
  id: string,
  used: readonly Place[],
): readonly Offer[] => {
  const measure = groundOf(small);
  const all = keyedOrder(key, id).flatMap((cell, rank) => {
    const place = placeOf(cell, ratio);
    return place ? [{ cell, rank, place, ground: measure(place) }] : [];
  });
  const least = LEAST_INK.find((ink) => all.some(({ ground }) => ground.ink >= ink)) ?? 0;
  const enough = all.filter(({ ground }) => ground.ink >= least);
  const costs = enough.map(({ ground }) => ground.cost).sort((a, b) => a - b);
  const limit = costs[Math.floor(costs.length * QUIET)] ?? Number.POSITIVE_INFINITY;
  const quiet = enough.filter(({ ground }) => ground.cost <= limit);
  const isFree = ({ place }: Offer): boolean => used.every((other) => !overlap(place, other));
  return [...quiet.filter(isFree), ...quiet.filter((offer) => !isFree(offer))];
};

const overlap = (a: Place, b: Place): boolean =>
  Math.abs(a.x - b.x) < 0.5 * Math.max(a.width, b.width) && Math.abs(a.y - b.y) < 0.9 * Math.max(a.height, b.height);
