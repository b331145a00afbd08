import type { FactSnapshot } from '../memory/fact-memo.ts';
import type { CacheEntry } from './cache-entry.ts';

/** What the texts of an entry say, one after the other; most entries of a run have one shape. */
export interface EntryShape {
  /** Number of verdicts; absent where it was not judged. */
  readonly verdicts?: number;
  /** Ids of what is kept, and whether each is a value or says why there is none. */
  readonly kept: readonly (readonly [string, boolean])[];
  readonly facts?: readonly (readonly [Pick<FactSnapshot, 'id' | 'params' | 'timed'>, boolean])[];
  /** Number of verdicts over the set. */
  readonly settled?: number;
}

export const shapeOf = ({ judgement, kept, snapshot, settled }: CacheEntry): EntryShape => ({
  ...(judgement === undefined ? {} : { verdicts: judgement.verdicts.length }),
  kept: Object.entries(kept).map(([id, value]) => [id, 'value' in value]),
  ...(snapshot === undefined
    ? {}
    : {
        facts: snapshot.facts.map((fact) => {
          const { id, params, timed } = fact;
          return [{ id, params, ...(timed === undefined ? {} : { timed }) }, 'value' in fact];
        }),
      }),
  ...(settled === undefined ? {} : { settled: settled.verdicts.length }),
});

/** Where the numbers of what is kept begin. */
export const keptAt = (verdicts: number | undefined): number => (verdicts === undefined ? 4 : 6 + verdicts);

export const settledLength = (verdicts: number | undefined): number => (verdicts === undefined ? 0 : 1 + verdicts);
