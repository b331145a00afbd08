import { combined, rankOf, SAME_PLACE } from '../stamp/keyed-order.ts';
import type { WatermarkFact } from '../watermark-fact.ts';

/** A marked picture of a listing. */
export interface MarkedPicture {
  readonly path: string;
  readonly box: NonNullable<WatermarkFact['box']>;
  /** Name of the unstamped picture, where the ledger knows it. */
  readonly id: string | undefined;
}

/** Steps from one picture to the next that differ by less are one step. */
const SAME_STEP = 0.02;

/** Whether the marks of a listing's pictures lie at different places that no single move explains. */
export const spreadOf = (
  pictures: readonly MarkedPicture[],
): { readonly varies: boolean | null; readonly closest: number | null; readonly fixedStep: boolean } => {
  const centres = pictures.map(({ box }) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }));
  if (centres.length < 2) return { varies: null, closest: null, fixedStep: false };
  let closest = Number.POSITIVE_INFINITY;
  for (const [i, a] of centres.entries()) {
    for (const b of centres.slice(i + 1)) closest = Math.min(closest, Math.hypot(a.x - b.x, a.y - b.y));
  }
  const steps = centres.slice(1).map((to, i) => ({ x: to.x - (centres[i]?.x ?? 0), y: to.y - (centres[i]?.y ?? 0) }));
  const [first] = steps;
  const fixedStep =
    steps.length >= 2 &&
    first !== undefined &&
    steps.every((step) => Math.hypot(step.x - first.x, step.y - first.y) < SAME_STEP);
  return { varies: closest >= SAME_PLACE && !fixedStep, closest: Number(closest.toFixed(3)), fixedStep };
};

/** A picture in the ledger, and the probability of its mark's place without the key. */
export interface KeyedPicture {
  readonly path: string;
  readonly p: number;
}

/** Of the marked pictures those that the ledger knows, held against the seller's key: one by one some 2 ms each. */
export const keyedPictures = (pictures: readonly MarkedPicture[], key: string): readonly KeyedPicture[] =>
  pictures.flatMap(({ path, box, id }) => (id === undefined ? [] : [{ path, p: rankOf(box, key, id).p }]));

/**
 * Places that come later contradict the key, whatever the others of the shop say: of 96 photos of nineteen shops the place that suited was the 111th of 960 at most, in the median
 * the fifth (docs/bench-watermark.md).
 */
const CONTRADICTS = 0.25;

/** How well all places of a shop agree with the key. */
export interface KeyedShop {
  readonly count: number;
  readonly p: number;
}

const together = (pictures: readonly KeyedPicture[]): number => combined(pictures.map(({ p }) => p));

export const keyedShopOf = (pictures: readonly KeyedPicture[]): KeyedShop => ({
  count: pictures.length,
  p: together(pictures),
});

/** How well the places of a listing agree with the key: `alone`, and where they do not contradict it, with all of the shop; undefined where the ledger knows no picture of the listing. */
export const keyedOf = (
  listing: readonly KeyedPicture[],
  shop: KeyedShop,
): { readonly pictures: KeyedPicture[]; readonly alone: number; readonly p: number } | undefined => {
  if (listing.length === 0) return undefined;
  const rounded = (p: number): number => Number(p.toPrecision(3));
  const alone = together(listing);
  const isAll = shop.count === listing.length;
  // Two tests, either of which may pass by chance.
  const p = isAll || alone > CONTRADICTS ? alone : Math.min(1, 2 * Math.min(alone, shop.p));
  return {
    pictures: listing.map((each) => ({ path: each.path, p: rounded(each.p) })),
    alone: rounded(alone),
    p: rounded(p),
  };
};
