import type { LocalMatch } from '../features/pair/compare-pair.ts';
import type { RegisteredPlacement } from '../features/pair/placed/placement.ts';

/** How one picture of a set shows in another one. */
export interface DeepPair {
  /** Positions; `ours` shows in `theirs`, in whole or in part, or the other way round. */
  readonly ours: number;
  readonly theirs: number;
  readonly match: LocalMatch;
  /** What makes `ours` into `theirs`, and what makes `theirs` into `ours`. */
  readonly placement: RegisteredPlacement;
  readonly back: RegisteredPlacement;
  /** Another picture that shows as much of one of both: the common part distinguishes neither. */
  readonly alike?: number;
}
