import { samples } from '@listing-lint/rules/kernel';
import type { Features } from '../extract/features.ts';
import { COMPARISONS, DESCRIPTOR_WORDS } from '../kernel/kernel.ts';

/** Tables of the index, each by bits of its own. */
const TABLES = 4;
/** Points by which it is known how often each bit of a descriptor is set. */
const SAMPLED_POINTS = 4096;

/** A picture's features, and which of its points are held by the index. */
export interface HeldPoints {
  readonly features: Features;
  readonly held: Uint16Array;
}

/** Descriptors of points from all over the pictures, of each as many as its share; the points of a picture begin at its entry in `firsts`. */
export const sampledPoints = (firsts: Uint32Array, heldAt: (picture: number) => HeldPoints): readonly Uint32Array[] => {
  const count = firsts.at(-1) ?? 0;
  const step = Math.max(1, count / SAMPLED_POINTS);
  const found: Uint32Array[] = [];
  let next = 0;
  for (let picture = 0; picture + 1 < firsts.length; picture++) {
    const end = firsts[picture + 1] ?? 0;
    if (next >= end) continue;
    const { features, held } = heldAt(picture);
    for (; next < end; next += step) {
      const k = held[Math.floor(next) - (firsts[picture] ?? 0)] ?? 0;
      found.push(features.descriptors.slice(DESCRIPTOR_WORDS * k, DESCRIPTOR_WORDS * (k + 1)));
    }
  }
  return found;
};

/** Which bits of a descriptor say most. */
export interface EvenBits {
  /** Of each table its bits. */
  readonly keys: readonly (readonly number[])[];
  /** The bits that are no table's, the most even first. */
  readonly others: readonly number[];
}

/**
 * Returns the bits of each hash table, none twice, deterministic. Many descriptor bits have a predominant value, as the pattern is steered by the direction of the
 * keypoint; the bits set nearest to half of the time spread keypoints over the most keys.
 */
export const evenBits = (size: number, descriptors: readonly Uint32Array[], tables = TABLES): EvenBits => {
  const below = samples(5);
  const order = Array.from({ length: COMPARISONS }, (_, k) => k);
  for (let i = order.length - 1; i > 0; i--) {
    const j = below(i + 1);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  const set = new Uint32Array(COMPARISONS);
  for (const words of descriptors) {
    for (let bit = 0; bit < COMPARISONS; bit++)
      set[bit] = (set[bit] ?? 0) + (((words[bit >> 5] ?? 0) >>> (bit & 31)) & 1);
  }
  const unevenness = (bit: number): number => Math.abs(2 * (set[bit] ?? 0) - descriptors.length);
  order.sort((a, b) => unevenness(a) - unevenness(b));
  const keys = Array.from({ length: tables }, (_, table) =>
    Array.from({ length: size }, (_bit, k) => order[tables * k + table] ?? 0),
  );
  return { keys, others: order.slice(tables * size) };
};
