import { HELD_WORDS, holdBits } from './held-bits.ts';
import { DESCRIPTOR_WORDS } from './kernel.ts';
import { bitsIn } from './kernel-js.ts';
import { keyTurns, mostProbes } from './point-probes.ts';
import {
  fillTables,
  mostFound,
  type PointSearch,
  type PointSource,
  type SearchBounds,
  stampsOf,
} from './point-space.ts';
import { keyOf, POINT_BYTES, type PointTable, pointAt } from './point-tables.ts';

/** In plain JavaScript, for runtimes without WebAssembly SIMD; the reference for the other one. */
export const jsPointSearch = (source: PointSource, bounds: SearchBounds): PointSearch => {
  const { count, bits: sampled, held } = source;
  const { reach, mostInBucket } = bounds;
  const words = held === null ? DESCRIPTOR_WORDS : HELD_WORDS;
  const descriptors = new Uint32Array(words * count);
  source.lay((first, laid) => {
    if (held === null) descriptors.set(laid, words * first);
    else for (let k = 0; k < laid.length / DESCRIPTOR_WORDS; k++) holdBits(laid, k, held, [descriptors, first + k]);
  });
  const tables = sampled.map(
    ({ length }): PointTable => ({
      starts: new Uint32Array(2 ** length + 1),
      points: new Uint8Array(POINT_BYTES * count),
    }),
  );
  fillTables(source, tables, descriptors);
  const pairs = new Uint32Array(2 * mostFound(sampled, bounds));
  // Which query has looked at a point last.
  const stamps = new Uint8Array(count);
  const nextStamp = stampsOf(stamps);
  const own = new Uint32Array(words);
  const turns = new Uint32Array(mostProbes(sampled[0]?.length ?? 0));
  return {
    found: { pairs },
    near: (queries, at, { most, end: beyond }, margins) => {
      const stamp = nextStamp();
      if (held === null) own.set(queries.subarray(words * at, words * (at + 1)));
      else holdBits(queries, at, held, [own, 0]);
      let found = 0;
      for (const [table, { starts, points }] of tables.entries()) {
        const bits = sampled[table] ?? [];
        const key = keyOf(queries, at, bits);
        const probes = keyTurns(bits, margins, at, turns);
        for (let probe = 0; probe < probes; probe++) {
          const probed = key ^ (turns[probe] ?? 0);
          const end = starts[probed + 1] ?? 0;
          let k = starts[probed] ?? 0;
          if (end - k > mostInBucket) continue;
          for (; k < end; k++) {
            const point = pointAt(points, k);
            if (point >= beyond) break;
            if (stamps[point] === stamp) continue;
            stamps[point] = stamp;
            const distance = distanceOf(own, descriptors, words * point, reach);
            if (distance > reach) continue;
            if (found === most) return 0;
            pairs[2 * found] = point;
            pairs[2 * found + 1] = distance;
            found++;
          }
        }
      }
      return found;
    },
  };
};

/** Bits in which a descriptor and the one at `j` differ, or more than `reach` where a part of them says so. */
const distanceOf = (own: Uint32Array, others: Uint32Array, j: number, reach: number): number => {
  let distance = 0;
  for (let word = 0; word < own.length && distance <= reach; word++)
    distance += bitsIn((own[word] ?? 0) ^ (others[j + word] ?? 0));
  return distance;
};
