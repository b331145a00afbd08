import { combined, rankOf } from '../stamp/keyed-order.ts';
import type { WatermarkFact } from '../watermark-fact.ts';

/** A marked picture of a listing. */
export interface MarkedPicture {
  readonly path: string;
  readonly box: NonNullable<WatermarkFact['box']>;
  /** Name of the unstamped picture, where the ledger knows it. */
  readonly id: string | undefined;
}

/** Centres closer than this (fractions of the picture) are the same place. */
const SAME = 0.05;
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
  return { varies: closest >= SAME && !fixedStep, closest: Number(closest.toFixed(3)), fixedStep };
};

/** How well the places agree with the seller's key; undefined where no picture is in the ledger. */
export const keyedOf = (
  pictures: readonly MarkedPicture[],
  key: string,
): { readonly pictures: { readonly path: string; readonly p: number }[]; readonly p: number } | undefined => {
  const checked = pictures.flatMap(({ path, box, id }) =>
    id === undefined ? [] : [{ path, p: rankOf(box, key, id).p }],
  );
  if (checked.length === 0) return undefined;
  const rounded = (p: number): number => Number(p.toPrecision(3));
  return {
    pictures: checked.map(({ path, p }) => ({ path, p: rounded(p) })),
    p: rounded(combined(checked.map(({ p }) => p))),
  };
};
