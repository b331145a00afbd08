import { createHash } from 'node:crypto';

/** The next number, 0 ≤ x < 1. */
export type Random = () => number;

/** Random numbers of which some may be passed over, at no cost. */
export interface SkippingRandom {
  (): number;
  readonly skip: (count: number) => void;
  /** The seed that gives what comes next. */
  readonly state: () => number;
}

/** What the state of mulberry32 grows by with each number. */
const STEP = 0x6d2b79f5;

/** The same numbers for the same seed (mulberry32). Not for secrets. */
export const seededRandom = (seed: number): SkippingRandom => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + STEP) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const skip = (count: number): void => {
    state = (state + Math.imul(STEP, count)) >>> 0;
  };
  return Object.assign(next, { skip, state: () => state });
};

/** Numbers that depend on the words alone, by their SHA-256. Not for secrets. */
export const seeded = (words: string): SkippingRandom =>
  seededRandom(createHash('sha256').update(words).digest().readUInt32LE(0));

/** Whole numbers from 0 to below a bound, to draw samples by: the linear congruential generator of Numerical Recipes (Press et al.), cheap. */
export const samples = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};
