import type { FractionEdges } from '@listing-lint/rules/hash';
import type { MarkOnSuspect } from '../our-picture.ts';

/** Room around a mark that is shown, as a share of its sides. */
const AROUND_MARK = 0.4;

/** What is shown of a mark's place, with room around it: of ours, and of the suspect where it lies in that; fractions of each. */
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
