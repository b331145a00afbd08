import { sha256 } from '../text/canonical-json.ts';

/** A part of a run: number `index` (from 1) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** More would cost more than they save: each finds all subjects by itself. */
export const MOST_SHARDS = 10_000;

/**
 * Which shard looks at a group of subjects, 1…count, by its path from the folder of the whole run and by nothing else: what is added or removed
 * beside it moves nothing. With another count nearly everything moves.
 */
export const shardOf = (path: string, count: number): number =>
  1 + (Number.parseInt(sha256(path).slice(0, HASH_DIGITS), 16) % count);

/** 48 bits: a whole number that JavaScript holds exactly. */
const HASH_DIGITS = 12;

/** As a command line and an error call it: `2/5`. */
export const shardName = ({ index, count }: Shard): string => `${index}/${count}`;
