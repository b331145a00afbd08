import type { Json } from '../model/json.ts';
import type { Tolerance } from '../rule/formula/tolerance.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import type { Range, Truth } from './truth.ts';

/** A value of a member. */
export interface Valued {
  /** Whether the member belongs to those that are compared; undefined where that is unknown. */
  readonly isIn: Truth;
  /** Undefined where it could not be had. */
  readonly value: Json | undefined;
}

/**
 * Where a value lies: values of one bucket are one. Without a tolerance a bucket has one value. With one, numbers lie on a line on which
 * those that are one lie at most 1 apart, cut into buckets of 1, so that its likes lie in the two buckets before and after its own.
 */
export interface Place {
  readonly line: string;
  readonly at: number;
}

/** Numbers just as far apart as the tolerance allows are one, however they are rounded. */
const REACH = 1 + 1e-9;

export const placeOf = (value: Json, tolerance: Tolerance | undefined): Place => {
  if (typeof value !== 'number' || tolerance === undefined || width(tolerance) === 0) {
    return { line: typeof value === 'string' ? `text ${value}` : canonicalJson(value), at: 0 };
  }
  if ('amount' in tolerance) return { line: 'number', at: value / tolerance.amount };
  if (value === 0) return { line: 'zero', at: 0 };
  return { line: value < 0 ? 'below zero' : 'above zero', at: Math.log(Math.abs(value)) / width(tolerance) };
};

const width = (tolerance: Tolerance): number =>
  'amount' in tolerance ? tolerance.amount : -Math.log(1 - tolerance.share);

export const areOne = (a: Place, b: Place): boolean => a.line === b.line && Math.abs(a.at - b.at) <= REACH;

const bucketKey = ({ line }: Place, bucket: number): string => `${bucket} ${line}`;

/** Buckets in which the likes of a place can lie. */
export const bucketsNear = (place: Place): readonly string[] =>
  [0, -1, 1, -2, 2].map((step) => bucketKey(place, Math.floor(place.at) + step));

export const ownBucket = (place: Place): string => bucketKey(place, Math.floor(place.at));

/** Whether two of these are one. Each value is looked up in five buckets, which hold one value each as long as none are one. */
const hasLikes = (places: readonly Place[]): boolean => {
  const seen = new Map<string, Place>();
  for (const place of places) {
    for (const key of bucketsNear(place)) {
      const other = seen.get(key);
      if (other !== undefined && areOne(place, other)) return true;
    }
    seen.set(ownBucket(place), place);
  }
  return false;
};

/**
 * The number of different values: of how many, at the least, each value is one. Chains of buckets are walked from their first one;
 * between two chains lie two empty buckets, which no tolerance spans.
 */
const countDifferent = (places: readonly Place[]): number => {
  const buckets = new Map<string, { readonly place: Place; readonly values: number[] }>();
  for (const place of places) {
    const key = ownBucket(place);
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, { place, values: [place.at] });
    else bucket.values.push(place.at);
  }
  let count = 0;
  for (const { place } of buckets.values()) {
    const first = Math.floor(place.at);
    if (!buckets.has(bucketKey(place, first - 1)) && !buckets.has(bucketKey(place, first - 2))) {
      count += countInChain(place.line, first, buckets);
    }
  }
  return count;
};

const countInChain = (
  line: string,
  first: number,
  buckets: ReadonlyMap<string, { readonly values: readonly number[] }>,
): number => {
  let count = 0;
  let start = Number.NEGATIVE_INFINITY;
  let empty = 0;
  for (let bucket = first; empty < 2; bucket += 1) {
    const values = buckets.get(bucketKey({ line, at: 0 }, bucket))?.values;
    empty = values === undefined ? empty + 1 : 0;
    const next = lowestAbove(values ?? [], start + REACH);
    if (next === undefined) continue;
    start = next;
    count += 1;
  }
  return count;
};

const lowestAbove = (values: readonly number[], bound: number): number | undefined => {
  let lowest: number | undefined;
  for (const value of values) if (value > bound && (lowest === undefined || value < lowest)) lowest = value;
  return lowest;
};

/** All members that may count, and what is known of their values. */
interface Known {
  /** Of members that certainly count. */
  readonly certain: readonly Place[];
  /** Of all that may count. */
  readonly possible: readonly Place[];
  /** Members that may count and have a value that is not known; `sure`: at least one of them certainly counts. */
  readonly unknown: number;
  readonly sure: boolean;
}

const knownOf = (members: readonly Valued[], tolerance: Tolerance | undefined): Known => {
  const certain: Place[] = [];
  const possible: Place[] = [];
  let unknown = 0;
  let sure = false;
  for (const { isIn, value } of members) {
    if (isIn === false) continue;
    if (value === undefined) {
      unknown += 1;
      sure ||= isIn === true;
      continue;
    }
    const place = placeOf(value, tolerance);
    possible.push(place);
    if (isIn === true) certain.push(place);
  }
  return { certain, possible, unknown, sure };
};

/** Whether all that count have one value. True of none and of one. */
export const areSame = (members: readonly Valued[], tolerance: Tolerance | undefined): Truth => {
  const { certain, possible, unknown } = knownOf(members, tolerance);
  if (!isOneValue(certain)) return false;
  const open = unknown > 0 && unknown + possible.length > 1;
  return isOneValue(possible) && !open ? true : undefined;
};

const isOneValue = (places: readonly Place[]): boolean => {
  const [first] = places;
  if (first === undefined) return true;
  let [low, high] = [first.at, first.at];
  for (const { line, at } of places) {
    if (line !== first.line) return false;
    low = Math.min(low, at);
    high = Math.max(high, at);
  }
  return high - low <= REACH;
};

/** Whether each that counts has a value of its own. True of none and of one. */
export const areDistinct = (members: readonly Valued[], tolerance: Tolerance | undefined): Truth => {
  const { certain, possible, unknown } = knownOf(members, tolerance);
  if (hasLikes(certain)) return false;
  const open = unknown > 0 && unknown + possible.length > 1;
  return hasLikes(possible) || open ? undefined : true;
};

/** How many different values there are. */
export const differentValues = (members: readonly Valued[], tolerance: Tolerance | undefined): Range => {
  const { certain, possible, unknown, sure } = knownOf(members, tolerance);
  return { least: Math.max(countDifferent(certain), sure ? 1 : 0), most: countDifferent(possible) + unknown };
};
