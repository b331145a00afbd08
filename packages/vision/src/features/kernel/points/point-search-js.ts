import { popcount32 } from '@listing-lint/rules/hash';
import { DESCRIPTOR_WORDS } from '../kernel.ts';
import { HELD_WORDS, holdBits } from './held-bits.ts';
import { keyTurns, mostProbes } from './point-probes.ts';
import {
  fillTables,
  mostFound,
  OWNER_STEP,
  ownersKnown,
  type PointQueries,
  type PointSearch,
  type PointSource,
  type QueryBounds,
  type SearchBounds,
} from './point-space.ts';
import { keyOf, POINT_BYTES, type PointTable, pointAt } from './point-tables.ts';

/** In JavaScript, for more points than a WebAssembly memory has space for; the reference of the WebAssembly kernel. */
export const jsPointSearch = (source: PointSource, bounds: SearchBounds): PointSearch => {
  const { count, bits: sampled, held } = source;
  const { reach, mostInBucket } = bounds;
  const words = held === null ? DESCRIPTOR_WORDS : HELD_WORDS;
  const descriptors = new Uint32Array(words * count);
  source.lay((first, batch) => {
    if (held === null) descriptors.set(batch, words * first);
    else for (let k = 0; k < batch.length / DESCRIPTOR_WORDS; k++) holdBits(batch, k, held, [descriptors, first + k]);
  });
  const tables = sampled.map(
    ({ length }): PointTable => ({
      starts: new Uint32Array(2 ** length + 1),
      points: new Uint8Array(POINT_BYTES * count),
    }),
  );
  fillTables(source, tables, descriptors);
  // The query that probed a point last.
  const stamps = new Uint8Array(count);
  const nextStamp = stampsOf(stamps);
  const own = new Uint32Array(words);
  const turns = new Uint32Array(mostProbes(sampled[0]?.length ?? 0));
  const ownerOf = ownersOf(source.firsts);
  const room = mostFound(sampled, bounds);
  const [queries, points, owners] = [new Uint32Array(room), new Uint32Array(room), new Uint32Array(room)];
  const distances = new Uint8Array(room);
  const nearOne = ({ descriptors: queried, margins }: PointQueries, at: number, { most }: QueryBounds) => {
    const stamp = nextStamp();
    if (held === null) own.set(queried.subarray(words * at, words * (at + 1)));
    else holdBits(queried, at, held, [own, 0]);
    let found = 0;
    for (const [table, { starts, points: listed }] of tables.entries()) {
      const bits = sampled[table] ?? [];
      const key = keyOf(queried, at, bits);
      const probes = keyTurns(bits, margins, at, turns);
      for (let probe = 0; probe < probes; probe++) {
        const probed = key ^ (turns[probe] ?? 0);
        const end = starts[probed + 1] ?? 0;
        let k = starts[probed] ?? 0;
        if (end - k > mostInBucket) continue;
        for (; k < end; k++) {
          const point = pointAt(listed, k);
          if (stamps[point] === stamp) continue;
          stamps[point] = stamp;
          const distance = distanceOf(own, descriptors, words * point, reach);
          if (distance > reach) continue;
          if (found === most) return 0;
          queries[found] = at;
          points[found] = point;
          owners[found] = ownerOf(point);
          distances[found++] = distance;
        }
      }
    }
    return found;
  };
  return {
    near: (queried, limit, report) => {
      for (let at = 0; at < queried.descriptors.length / DESCRIPTOR_WORDS; at++)
        report({ count: nearOne(queried, at, limit), queries, points, owners, distances });
    },
  };
};

/** Gives the picture to which a point belongs. */
const ownersOf = (firsts: Uint32Array): ((point: number) => number) => {
  const all = firsts.at(-1) ?? 0;
  const known = ownersKnown(firsts);
  return (point) => {
    let owner = known[point >> OWNER_STEP] ?? 0;
    while ((firsts[owner + 1] ?? all) <= point) owner++;
    return owner;
  };
};

/** A stamp for each query, of one byte: after the last one they begin again on points that bear none. */
const stampsOf = (stamps: Uint8Array): (() => number) => {
  let stamp = 0;
  return () => {
    stamp = (stamp + 1) % 256;
    if (stamp === 0) {
      stamps.fill(0);
      stamp = 1;
    }
    return stamp;
  };
};

/** Bits in which a descriptor and the one at `j` differ, or more than `reach` where a part of them says so. */
const distanceOf = (own: Uint32Array, others: Uint32Array, j: number, reach: number): number => {
  let distance = 0;
  for (let word = 0; word < own.length && distance <= reach; word++)
    distance += popcount32((own[word] ?? 0) ^ (others[j + word] ?? 0));
  return distance;
};
