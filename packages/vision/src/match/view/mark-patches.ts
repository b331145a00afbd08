import type { FractionEdges } from '@listing-lint/rules/hash';
import type { MarkOnSuspect } from '../our-picture.ts';

/** Margin around a watermark, as a share of its sides. */
const AROUND_MARK = 0.4;

/** Returns the patches of a watermark with a margin: of ours, and of the suspect or null, as fractions of each. */
export const markPatches = ({
  ours,
  theirs,
}: Pick<MarkOnSuspect, 'ours' | 'theirs'>): readonly [ours: FractionEdges, theirs: FractionEdges | null] => [
  grown(ours),
  theirs === null ? null : grown(theirs),
];

const grown = ({ left, top, right, bottom }: FractionEdges): FractionEdges => {
  const [across, down] = [AROUND_MARK * (right - left), AROUND_MARK * (bottom - top)];
  return {
    left: Math.max(0, left - across),
    top: Math.max(0, top - down),
    right: Math.min(1, right + across),
    bottom: Math.min(1, bottom + down),
  };
};
