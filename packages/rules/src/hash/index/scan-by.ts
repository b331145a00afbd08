import { HASH_WORDS } from '../hash256/hash256.ts';
import type { HashIndex } from './hash-index.ts';
import type { Scan } from './kernel/join.ts';

/** Reports the matches of each query hash in an index. */
export const scanBy =
  ({ query }: HashIndex): Scan =>
  (queries, radius, found) => {
    for (let k = 0; k < queries.length / HASH_WORDS; k++) {
      const hash = queries.subarray(HASH_WORDS * k, HASH_WORDS * (k + 1));
      for (const { id, distance } of query(hash, radius)) found(k, id, distance);
    }
  };
