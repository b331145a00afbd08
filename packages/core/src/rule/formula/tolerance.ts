import type { Json } from '../../model/json.ts';

/** Two numbers are one where they differ by no more: so much, or a share of the larger of the two. */
export type Tolerance = { readonly amount: number } | { readonly share: number };

/** Reads a tolerance: a number that is not below 0, or a share in per cent (`1 %`); undefined for anything else. */
export const parseTolerance = (value: Json | undefined): Tolerance | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? { amount: value } : undefined;
  const match = typeof value === 'string' ? /^(\d{1,2}(?:\.\d{1,6})?) ?%$/.exec(value.trim()) : null;
  return match?.[1] === undefined ? undefined : { share: Number(match[1]) / 100 };
};

export const TOLERANCE_FORMS = 'write a number of at least 0, or a share below 100 % as in 1 %';
