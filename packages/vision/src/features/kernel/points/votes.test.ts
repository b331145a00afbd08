import { seededRandom } from '@listing-lint/rules/kernel';
import { describe, expect, it } from 'vitest';
import { type Features, NO_FEATURES } from '../../extract/features.ts';
import { poseOf, posesOf } from '../../index/poses.ts';
import { jsVotes } from './testing/votes-js.ts';
import type { Poll, VoteSource } from './vote-space.ts';
import { openVotes } from './votes-wasm.ts';

/** Points of these directions and levels. */
const posed = (...poses: readonly (readonly [angle: number, level: number])[]): Features => ({
  ...NO_FEATURES,
  count: poses.length,
  angles: Uint8Array.from(poses, ([angle]) => angle),
  levels: Uint8Array.from(poses, ([, level]) => level),
});

/** In turn a query point, a point of the index, its picture, and their distance. */
const hitsOf = (...rows: readonly (readonly [number, number, number, number])[]) => ({
  count: rows.length,
  queries: Uint32Array.from(rows, ([query]) => query),
  points: Uint32Array.from(rows, ([, point]) => point),
  owners: Uint32Array.from(rows, ([, , owner]) => owner),
  distances: Uint8Array.from(rows, ([, , , distance]) => distance),
});

const QUERY = posed([0, 0], [64, 1], [128, 2], [192, 3], [250, 4], [20, 5], [100, 0]);

const KINDS = [
  ['JavaScript', jsVotes],
  ['WebAssembly', openVotes],
] as const;

describe.each(KINDS)('votes in %s', (_, open) => {
  const votesOf = (
    found: Poll['found'],
    query: Features,
    source: VoteSource,
    named: Pick<Poll, 'most' | 'isCandidate'>,
  ) => open(source)({ found, own: posesOf(query), ...named });
  it('counts what turns and scales a picture alike, and the rest not', () => {
    // Of picture 0 all are turned by a quarter and one level larger, of picture 1 each in another way.
    const own = posed(
      ...[0, 1, 2, 3, 4].map((k) => [((QUERY.angles[k] ?? 0) + 64) & 255, (QUERY.levels[k] ?? 0) + 1] as const),
      ...[0, 1, 2, 3, 4, 5, 6].map((k) => [((QUERY.angles[k] ?? 0) + 36 * k) & 255, 3] as const),
    );
    const poses = Uint8Array.from({ length: own.count }, (_, k) => poseOf(own, k));
    const hits = hitsOf(
      ...[0, 1, 2, 3, 4].flatMap((k) => [[k, k, 0, 20] as const, [k, 5 + k, 1, 20] as const]),
      [5, 10, 1, 20],
      [6, 11, 1, 20],
    );
    const { likeliest } = votesOf(hits, QUERY, { poses, compared: 256, pictures: 3 }, { most: 3 });
    const [one = 0, other = 0] = likeliest.map(({ score }) => score);
    expect(likeliest.map(({ picture }) => picture)).toEqual([0, 1]);
    expect(one).toBeCloseTo((5 * (1 - 20 / 256)) / Math.SQRT2, 10);
    expect(other).toBeLessThan(one);
    expect(other).toBeGreaterThan(0);
  });
  it('has each query point vote once a picture, by the nearest, and puts those with few votes behind', () => {
    const poses = Uint8Array.from({ length: 12 }, () => poseOf(posed([0, 0]), 0));
    const query = posed(...Array.from({ length: 5 }, () => [0, 0] as const));
    const hits = hitsOf(
      ...[0, 1, 2, 3, 4].map((k) => [k, k, 0, 36] as const),
      ...[0, 1, 2, 3].flatMap((k) => [[k, 6 + k, 1, 9] as const, [k, 10, 1, 3] as const, [k, 11, 1, 3] as const]),
    );
    const sorted = { ...hits };
    const order = [...hits.queries.keys()].sort((a, b) => (hits.queries[a] ?? 0) - (hits.queries[b] ?? 0));
    for (const name of ['queries', 'points', 'owners'] as const)
      sorted[name] = Uint32Array.from(order, (k) => hits[name][k] ?? 0);
    sorted.distances = Uint8Array.from(order, (k) => hits.distances[k] ?? 0);
    const votes = votesOf(sorted, query, { poses, compared: 256, pictures: 2 }, { most: 2 });
    expect([...votes.starts]).toEqual([0, 5, 9]);
    expect(Array.from(votes.hits.slice(5, 9), (k) => [sorted.queries[k], sorted.points[k]])).toEqual(
      [0, 1, 2, 3].map((k) => [k, 10]),
    );
    const [many = 0, few = 0] = votes.likeliest.map(({ score }) => score);
    expect(few).toBeGreaterThan(0);
    expect(few).toBeLessThan(many / 1000);
  });
  it('counts of each picture the most that lie within two turns and a step of one of them', () => {
    const random = seededRandom(5);
    const number = (below: number): number => Math.floor(below * random());
    const [pictures, points] = [30, 40];
    const query = posed(...Array.from({ length: 25 }, () => [number(256), number(8)] as const));
    const own = posed(...Array.from({ length: pictures * points }, () => [number(64), number(4)] as const));
    const poses = Uint8Array.from({ length: own.count }, (_, k) => poseOf(own, k));
    // Of each query point one point of each picture at most.
    const rows = Array.from({ length: query.count }, (_, k) =>
      Array.from(
        { length: pictures },
        (_, picture) => [k, points * picture + number(points), picture, number(60)] as const,
      ),
    ).map((all) => all.filter(() => random() < 0.5));
    const weighed = rows.flatMap((all) =>
      all.map(([k, point, picture, distance]) => ({
        picture,
        turn: ((query.angles[k] ?? 0) >> 3) - ((own.angles[point] ?? 0) >> 3),
        step: (query.levels[k] ?? 0) - (own.levels[point] ?? 0),
        weight: (1 - distance / 256) / Math.sqrt(all.length),
      })),
    );
    const scores = Array.from({ length: pictures }, (_, picture) => {
      const mine = weighed.filter((vote) => vote.picture === picture);
      const around = mine.map(({ turn, step }) =>
        mine
          .filter((vote) => ((vote.turn - turn + 2) & 31) <= 4 && Math.abs(vote.step - step) <= 1)
          .reduce((sum, { weight }) => sum + weight, 0),
      );
      return { picture, score: Math.max(...around) };
    });
    const { likeliest } = votesOf(hitsOf(...rows.flat()), query, { poses, compared: 256, pictures }, { most: 8 });
    const best = scores.toSorted((a, b) => b.score - a.score).slice(0, 8);
    expect(likeliest.map(({ picture }) => picture)).toEqual(best.map(({ picture }) => picture));
    for (const [k, { score }] of likeliest.entries()) expect(score).toBeCloseTo(best[k]?.score ?? 0, 9);
  });
  it('names the requested number of candidates, in any order', () => {
    // Of each of 40 pictures so many points, all turned alike.
    const counts = Array.from({ length: 40 }, (_, picture) => (picture * 17) % 23);
    const rows = counts.flatMap((count, picture) =>
      Array.from({ length: count }, (_, query) => [query, picture, picture, query % 9] as const),
    );
    const hits = hitsOf(...rows.sort((a, b) => a[0] - b[0]));
    const query = posed(...Array.from({ length: 23 }, () => [0, 0] as const));
    const named = (most: number, isCandidate?: (picture: number) => boolean) =>
      votesOf(hits, query, { poses: new Uint8Array(40), compared: 128, pictures: 40 }, { most, isCandidate }).likeliest;
    const all = named(40);
    expect(all.map(({ picture }) => counts[picture])).toEqual(
      counts.filter((count) => count > 0).sort((a, b) => b - a),
    );
    for (const most of [1, 5, 12]) expect(named(most)).toEqual(all.slice(0, most));
    const isOdd = (picture: number): boolean => picture % 2 === 1;
    expect(named(7, isOdd)).toEqual(all.filter(({ picture }) => isOdd(picture)).slice(0, 7));
  });
});

describe('votes in WebAssembly', () => {
  it('are those of their JavaScript twin, query after query, to the last bit', () => {
    const random = seededRandom(11);
    const number = (below: number): number => Math.floor(below * random());
    const [pictures, each] = [60, 30];
    const poses = Uint8Array.from({ length: pictures * each }, () => number(256));
    const source = { pictures, poses, compared: 256 };
    const [plain, wasm] = [jsVotes(source), openVotes(source)];
    // Few hits, none, and so many that room has to be made for them.
    for (const share of [0.02, 0, 0.9, 0.3, 0.05]) {
      const own = Uint8Array.from({ length: 1 + number(250) }, () => number(256));
      const rows = [...own.keys()].flatMap((query) =>
        Array.from({ length: pictures * 2 }, () => number(pictures * each))
          .filter(() => random() < share)
          .map((point) => [query, point, Math.floor(point / each), number(34)] as const),
      );
      const found = hitsOf(...rows);
      for (const most of [1, 7, 24, 100]) {
        for (const isCandidate of [undefined, (picture: number) => picture % 3 !== 1]) {
          const [theirs, ours] = [wasm, plain].map((count) => {
            const votes = count({ found, own, most, isCandidate });
            const all = votes.starts.at(-1) ?? 0;
            return { ...votes, starts: [...votes.starts], hits: [...votes.hits.subarray(0, all)] };
          });
          expect(theirs).toEqual(ours);
          expect(theirs?.likeliest.length ?? 0).toBe(share === 0 ? 0 : (ours?.likeliest.length ?? -1));
          if (share > 0) expect(ours?.likeliest.length).toBeGreaterThan(0);
        }
      }
    }
  });
});
