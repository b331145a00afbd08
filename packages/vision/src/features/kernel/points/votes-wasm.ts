import { type KernelMemory, openWasm } from '@listing-lint/rules/kernel';

import { FEATURES_WASM } from '../generated/wasm.ts';
import type { FoundPoints } from './point-space.ts';
import { BINS, type CountVotes, POSE_TURNS, type Poll, type VoteSource, type Votes } from './vote-space.ts';

/** The static data of the module is at the start of the memory. */
const STATIC_BYTES = 4096;
const PAGE = 65_536;
const MOST_PAGES = 16_384;

/** Arrays per hit in memory, and their bytes per hit: the widest first, for alignment. */
const PARTS = [
  ['likeness', 8],
  ['weights', 8],
  ['queries', 4],
  ['points', 4],
  ['owners', 4],
  ['chosen', 4],
  ['hits', 4],
  ['bins', 2],
  ['distances', 1],
] as const;
type Part = (typeof PARTS)[number][0];
const HIT_BYTES = PARTS.reduce((sum, [, bytes]) => sum + bytes, 0);
/** Room for more than most queries have: what is not written to takes no memory, and what is outgrown is not given back. */
const FIRST_HITS = 1 << 18;

/** Returns a reused buffer of at least so many bytes; its content is undefined. */
const growing = (memory: KernelMemory): ((bytes: number) => number) => {
  let [at, room] = [0, 0];
  return (bytes) => {
    if (bytes <= room) return at;
    if (room > 0) memory.release(at, room);
    room = 2 * bytes;
    at = memory.allocate(room);
    return at;
  };
};

/** Lays hits in memory, and says where each part of them is. */
const hitStore = (memory: KernelMemory): ((found: FoundPoints) => (part: Part) => number) => {
  const room = growing(memory);
  const places = new Map<Part, number>();
  const at = (part: Part): number => places.get(part) ?? 0;
  return ({ count, queries, points, owners, distances }) => {
    const held = Math.max(FIRST_HITS, Math.ceil(count / 8) * 8);
    let next = room(HIT_BYTES * held);
    for (const [part, bytes] of PARTS) {
      places.set(part, next);
      next += bytes * held;
    }
    memory.u32(at('queries'), count).set(queries.subarray(0, count));
    memory.u32(at('points'), count).set(points.subarray(0, count));
    memory.u32(at('owners'), count).set(owners.subarray(0, count));
    memory.u8(at('distances'), count).set(distances.subarray(0, count));
    return at;
  };
};

/** Returns a vote counter in WebAssembly, with a memory of its own. */
export const openVotes = ({ pictures, poses, compared }: VoteSource): CountVotes => {
  const bytes = poses.length + 16 * pictures + 32 * BINS + HIT_BYTES * FIRST_HITS;
  const { functions, memory } = openWasm(FEATURES_WASM, ['nearestVotes', 'byPicture', 'likeliest'], {
    initial: Math.ceil((1.15 * bytes) / PAGE) + 1,
    maximum: MOST_PAGES,
  });
  const room = (size: number): number => {
    const at = memory.allocate(size);
    memory.u8(at, size).fill(0);
    return at;
  };
  memory.allocate(STATIC_BYTES);
  const posesAt = room(poses.length);
  memory.u8(posesAt, poses.length).set(poses);
  const [starts, next, nearest, candidates] = [
    room(4 * (pictures + 1)),
    room(4 * pictures),
    room(2 * pictures),
    room(pictures),
  ];
  const sums = room(8 * (BINS + POSE_TURNS));
  const lay = hitStore(memory);
  const namedRoom = growing(memory);
  const ownRoom = growing(memory);
  /** 1 for each picture with votes that may be named; 0 where all may. */
  const candidatesAt = (isCandidate: Poll['isCandidate']): number => {
    if (isCandidate === undefined) return 0;
    const [counts, may] = [memory.u32(starts + 4, pictures), memory.u8(candidates, pictures)];
    for (let picture = 0; picture < pictures; picture++)
      may[picture] = counts[picture] !== 0 && isCandidate(picture) ? 1 : 0;
    return candidates;
  };
  return ({ found, own, most, isCandidate }): Votes => {
    const at = lay(found);
    const ownAt = ownRoom(own.length);
    const named = namedRoom(16 * (most + 1));
    const scores = named + 8 * (most + 1);
    memory.u8(ownAt, own.length).set(own);
    const { count } = found;
    const votes = functions.nearestVotes(
      ...[count, at('queries'), at('owners'), at('distances'), compared, pictures],
      ...[nearest, at('chosen'), at('likeness'), starts],
    );
    const may = candidatesAt(isCandidate);
    functions.byPicture(
      ...[votes, pictures, may, most, at('owners'), at('chosen'), at('likeness')],
      ...[starts, next, at('hits'), at('weights')],
    );
    const likeliest = functions.likeliest(
      ...[pictures, may, most, at('queries'), at('points'), ownAt, posesAt],
      ...[starts, at('hits'), at('weights'), at('bins'), sums, named, scores],
    );
    const [who, score] = [memory.u32(named, likeliest), memory.f64(scores, likeliest)];
    return {
      likeliest: Array.from(who, (picture, k) => ({ picture, score: score[k] ?? 0 })),
      starts: memory.u32(starts, pictures + 1),
      hits: memory.u32(at('hits'), votes),
    };
  };
};
