import { merkleRoot } from '../ledger/merkle.ts';

/** A hash beside the way from a leaf to the root of its tree. */
export interface PathStep {
  readonly side: 'left' | 'right';
  readonly hash: Buffer;
}

/** The hashes with which a leaf gives the root of its tree, from the leaf upwards (RFC 6962, 2.1.1). Throws `RangeError` for an index that is none. */
export const inclusionPath = (leaves: readonly Buffer[], index: number): readonly PathStep[] => {
  if (index < 0 || index >= leaves.length) throw new RangeError('there is no such leaf');
  if (leaves.length === 1) return [];
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return index < half
    ? [...inclusionPath(leaves.slice(0, half), index), { side: 'right', hash: merkleRoot(leaves.slice(half)) }]
    : [...inclusionPath(leaves.slice(half), index - half), { side: 'left', hash: merkleRoot(leaves.slice(0, half)) }];
};

/** A path as the script of a bundle reads it: what is proved, by which seal, then a line a step. */
export const inclusionText = (entry: string, seal: string, steps: readonly PathStep[]): string =>
  [`entry ${entry}`, `seal ${seal}`, ...steps.map(({ side, hash }) => `${side} ${hash.toString('hex')}`), ''].join(
    '\n',
  );
