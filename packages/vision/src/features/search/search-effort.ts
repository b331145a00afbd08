import type { QueryEffort } from '../index/feature-index.ts';

/** Search effort for one suspect. */
export interface SearchEffort extends QueryEffort {
  /** Candidates that are examined: all with so many inliers, and a few of the others. */
  readonly unlikely: number;
  readonly fewestAgreeing: number;
  /** Candidates that are registered by pixels: the first ones, and all with so many inliers. */
  readonly registered: number;
  readonly manyAgreeing: number;
  /** How many more that are for each time that there are twice as many pictures, as more of them agree by chance. */
  readonly manyMore: number;
  /** One look alone, a large picture at its larger size: that finds what the other look finds, too, and of most nothing is found. */
  readonly isOnce: boolean;
}

/**
 * For a few suspects, with a full search. Of 108 thefts among 20,000 pictures each that was found had at least 18 inliers;
 * most pictures that do not show have 5 to 9 at some placement.
 */
export const THOROUGH: SearchEffort = {
  alike: 256,
  voted: 60,
  candidates: 20,
  unlikely: 3,
  fewestAgreeing: 5,
  registered: 2,
  manyAgreeing: 10,
  manyMore: 1,
  isOnce: false,
};
/**
 * For crawls: keypoints with a hundred similar ones are ignored, and pixels are compared only with more inliers than by chance. Crops, rotations and insets of
 * photos have at least 12, most of them 46 and more; of foreign pictures one in three reaches 10 with one of ours.
 */
export const THRIFTY: SearchEffort = {
  alike: 128,
  voted: 10,
  candidates: 4,
  unlikely: 0,
  fewestAgreeing: 7,
  registered: 0,
  manyAgreeing: 10,
  manyMore: 0,
  isOnce: true,
};
/** For each of many pictures of a page: of those that ours show nearly all votes are for the right one, and all the time goes to the others. */
export const OF_PAGE: SearchEffort = { ...THOROUGH, alike: 128, voted: 20, candidates: 6, unlikely: 2 };

/** Pictures from which on points agree by chance so often that more of them must. */
const FEW_PICTURES = 1250;

/** So many points, and one more for each time that there are twice as many pictures: of 20,000 some agree in up to nine by chance. */
export const amongMany = ({ manyMore }: SearchEffort, pictures: number, points: number): number =>
  points + manyMore * Math.max(0, Math.round(Math.log2(pictures / FEW_PICTURES)));
