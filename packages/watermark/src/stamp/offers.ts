import type { FractionBox } from '@listing-lint/core/plugin';
import type { GreyImage } from '@listing-lint/rules/image';
import { type Cell, cellBox, keyedOrder, SAME_PLACE } from '@listing-lint/rules/watermark';

/** What chooses the places of a picture: the seller's key, the picture's id, and the places that are taken in its listing. */
export interface Keyed {
  readonly key: string;
  readonly id: string;
  readonly used: readonly FractionBox[];
}

/** A place that a picture offers for its mark. */
export interface Offer {
  readonly cell: Cell;
  /** 0-based in the keyed order. */
  readonly rank: number;
  readonly place: FractionBox;
  readonly ground: PlaceGround;
}

/** Share of the place that must lie on the product: a mark on empty background is cropped or painted away. */
const LEAST_INK = [0.25, 0.05, 0];
/** Share of the places with enough product that are quiet enough. */
const QUIET = 0.25;

/**
 * Places for a mark in the keyed order: those with product under them, on the quietest quarter, clear of `used` places of the same listing
 * first. `small` is the picture's luma at about 192 px; `ratio` as in `cellBox`.
 */
export const offersOf = (small: GreyImage, ratio: number, { key, id, used }: Keyed): readonly Offer[] => {
  const measure = groundOf(small);
  const all = keyedOrder(key, id).flatMap((cell, rank) => {
    const place = cellBox(cell, ratio);
    return place ? [{ cell, rank, place, ground: measure(place) }] : [];
  });
  const least = LEAST_INK.find((ink) => all.some(({ ground }) => ground.ink >= ink)) ?? 0;
  const enough = all.filter(({ ground }) => ground.ink >= least);
  const costs = enough.map(({ ground }) => ground.cost).sort((a, b) => a - b);
  const limit = costs[Math.floor(costs.length * QUIET)] ?? Number.POSITIVE_INFINITY;
  const quiet = enough.filter(({ ground }) => ground.cost <= limit);
  const isFree = ({ place }: Offer): boolean =>
    used.every((other) => !overlap(place, other) && apart(place, other) > SAME_PLACE + FOUND_OFF);
  return [...quiet.filter(isFree), ...quiet.filter((offer) => !isFree(offer))];
};

const overlap = (a: FractionBox, b: FractionBox): boolean =>
  Math.abs(a.x - b.x) < 0.5 * Math.max(a.width, b.width) && Math.abs(a.y - b.y) < 0.9 * Math.max(a.height, b.height);

/** Distance by which two marks must exceed that of the same place, as detection is off by a little: flat ones above each other do not overlap. */
const FOUND_OFF = 0.05;

/** How far the middles of two places are from each other. */
const apart = (a: FractionBox, b: FractionBox): number =>
  Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2);

/** What a mark would lie on at a place. */
export interface PlaceGround {
  /** Share of the place that shows the product, 0–1. */
  readonly ink: number;
  readonly mean: number;
  readonly deviation: number;
  /** Lower is better: few edges, little texture, not the middle of the picture. */
  readonly cost: number;
}

/** A luma this far from the border's median counts as product. */
const PRODUCT_STEP = 14;

/** Measures any place of a small picture (about 192 px) in constant time, by summed-area tables (Crow 1984). */
const groundOf = (picture: GreyImage): ((place: FractionBox) => PlaceGround) => {
  const { width, height, data } = picture;
  const border = borderMedian(picture);
  const luma = new Float64Array(data.length);
  const square = new Float64Array(data.length);
  const edges = new Float64Array(data.length);
  const product = new Float64Array(data.length);
  data.forEach((value, i) => {
    luma[i] = value;
    square[i] = value * value;
    product[i] = Math.abs(value - border) > PRODUCT_STEP ? 1 : 0;
    const inside = i % width > 0 && i % width < width - 1 && i >= width && i < data.length - width;
    if (!inside) return;
    const dx = (data[i + 1] ?? 0) - (data[i - 1] ?? 0);
    const dy = (data[i + width] ?? 0) - (data[i - width] ?? 0);
    edges[i] = Math.min(60, Math.hypot(dx, dy));
  });
  const means = [luma, square, edges, product].map((values) => boxMean(values, width, height));
  const [meanOf, squareOf, edgesOf, productOf] = means;
  const everywhere = { x: 0, y: 0, width: 1, height: 1 };
  const filled = (productOf?.(everywhere) ?? 0) > 0.9 || (productOf?.(everywhere) ?? 0) < 0.03;
  return (place) => {
    const mean = meanOf?.(place) ?? 0;
    const deviation = Math.sqrt(Math.max(0, (squareOf?.(place) ?? 0) - mean * mean));
    const [dx, dy] = [place.x + place.width / 2 - 0.5, place.y + place.height / 2 - 0.5];
    const middle = 8 * Math.exp(-(dx * dx + dy * dy) / 0.02);
    // Where nothing or everything differs from the border there is no background apart from the product.
    const ink = filled ? 1 : (productOf?.(place) ?? 0);
    return { ink, mean, deviation, cost: (edgesOf?.(place) ?? 0) + 0.35 * deviation + middle };
  };
};

const borderMedian = ({ width, height, data }: GreyImage): number => {
  const values: number[] = [];
  for (let x = 0; x < width; x++) values.push(data[x] ?? 0, data[(height - 1) * width + x] ?? 0);
  for (let y = 0; y < height; y++) values.push(data[y * width] ?? 0, data[y * width + width - 1] ?? 0);
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
};

const boxMean = (values: Float64Array, width: number, height: number): ((place: FractionBox) => number) => {
  const across = width + 1;
  const sums = new Float64Array(across * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += values[y * width + x] ?? 0;
      sums[(y + 1) * across + x + 1] = (sums[y * across + x + 1] ?? 0) + row;
    }
  }
  return (place) => {
    const x0 = Math.min(width - 1, Math.max(0, Math.round(place.x * width)));
    const y0 = Math.min(height - 1, Math.max(0, Math.round(place.y * height)));
    const x1 = Math.max(x0 + 1, Math.min(width, Math.round((place.x + place.width) * width)));
    const y1 = Math.max(y0 + 1, Math.min(height, Math.round((place.y + place.height) * height)));
    const at = (x: number, y: number): number => sums[y * across + x] ?? 0;
    return (at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0)) / ((x1 - x0) * (y1 - y0));
  };
};
