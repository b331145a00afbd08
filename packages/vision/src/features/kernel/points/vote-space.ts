import type { FoundPoints } from './point-space.ts';

/** A picture that query points speak for. */
export interface VotedPicture {
  readonly picture: number;
  /** How much. */
  readonly score: number;
}

/** The pictures that query points speak for, and which do; until the next query. */
export interface Votes {
  /** The requested number of pictures with the most votes, ties by position. */
  readonly likeliest: readonly VotedPicture[];
  /** Where in `hits` those of a picture begin; one more than there are pictures. */
  readonly starts: Uint32Array;
  /** Positions among the hits: the nearest of each query point, in the order of query points. */
  readonly hits: Uint32Array;
}

/** What votes are given for. */
export interface VoteSource {
  readonly pictures: number;
  /** Direction and level of each point in its picture, in one byte. */
  readonly poses: Uint8Array;
  /** Bits of which distances are. */
  readonly compared: number;
}

export interface Poll {
  /** By query points. */
  readonly found: FoundPoints;
  /** Direction and level of each query point. */
  readonly own: Uint8Array;
  /** Pictures that are named at most, 1 or more. */
  readonly most: number;
  /** Which pictures are candidates: all by default. */
  readonly isCandidate?: ((picture: number) => boolean) | undefined;
}

/**
 * Each query point votes once a picture, and the less, the more pictures it is found in; of what a picture is voted for by, those count that turn and scale it
 * alike. Of a picture that shows most do, of others few: where the right one of 205 thefts stood among 20,000 by all votes, it was one of the first 60 in 152, by
 * these in 184.
 */
export type CountVotes = (poll: Poll) => Votes;

/** Fewer points that are alike say nothing of a place. */
export const FEWEST_MATCHES = 5;
/** What a vote counts where there are no more: such pictures stand behind all others. */
export const FEW = 1e-6;
/** What sums may differ by that are added in another order. */
export const ROUNDED = 1 + 1e-9;

/** Number of direction bins, log2, of the 256 of a point; levels have the rest of a byte. */
export const TURN_BITS = 5;
export const POSE_TURNS = 1 << TURN_BITS;
export const LAST_LEVEL = 2 ** (8 - TURN_BITS) - 1;

/** Turns and steps of level, side by side, so that their neighbours are there, too: more than there are steps, and a power of two, so that no turn takes a division. */
export const STEP_BITS = 5;
export const STEPS = 1 << STEP_BITS;
export const NO_STEP = LAST_LEVEL + 1;
export const BINS = POSE_TURNS * STEPS;
/** Turns up to which two points are turned alike: 11° each. */
export const ALIKE_TURNS = 2;
