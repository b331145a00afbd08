// Candidates among many pictures with synthetic keypoints: crowds that look alike, places that agree or do not, and efforts that
// prune. Values for the same input are fixed (the text file of this test).

import { seededRandom } from '@listing-lint/rules/kernel';
import { expect, it } from 'vitest';
import { type Features, NO_FEATURES } from '../extract/features.ts';
import { DESCRIPTOR_WORDS } from '../kernel/kernel.ts';
import { indexFeatures } from './feature-index.ts';

type Random = () => number;
const whole = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from + 1));

interface Point {
  readonly place: readonly [number, number];
  readonly level: number;
  readonly words: readonly number[];
}

const featuresOf = (points: readonly Point[]): Features => ({
  ...{ width: 400, height: 300, count: points.length },
  x: Float32Array.from(points, ({ place }) => place[0]),
  y: Float32Array.from(points, ({ place }) => place[1]),
  angles: new Uint8Array(points.length).fill(10),
  levels: Uint8Array.from(points, ({ level }) => level),
  descriptors: Uint32Array.from(points.flatMap(({ words }) => words)),
});

const randomWords = (random: Random): readonly number[] =>
  Array.from({ length: DESCRIPTOR_WORDS }, () => (random() * 2 ** 32) >>> 0);

/** The same words with some bits turned. */
const near = (random: Random, words: readonly number[], turns: number): readonly number[] => {
  const turned = [...words];
  for (let k = 0; k < turns; k++) {
    const at = whole(random, 0, DESCRIPTOR_WORDS - 1);
    turned[at] = ((turned[at] ?? 0) ^ (1 << whole(random, 0, 31))) >>> 0;
  }
  return turned;
};

/** Points of a picture: its own, some of a crowd that many have; levels one behind the other. */
const points = (random: Random, crowd: readonly (readonly number[])[], count: number): readonly Point[] =>
  Array.from({ length: count }, (_, k) => ({
    place: [whole(random, 0, 399), whole(random, 0, 299)],
    level: Math.floor((3 * k) / count),
    words: random() < 0.3 ? near(random, crowd[whole(random, 0, crowd.length - 1)] ?? [], 4) : randomWords(random),
  }));

/** A part of some of them, moved, and what another one adds. */
const suspect = (random: Random, pictures: readonly (readonly Point[])[]): Features => {
  const of = Array.from({ length: whole(random, 1, 3) }, () => pictures[whole(random, 0, pictures.length - 1)] ?? []);
  const [dx, dy] = [whole(random, -30, 30), whole(random, -30, 30)];
  const share = 0.1 + 0.6 * random();
  return featuresOf(
    of.flatMap((each) =>
      each
        .filter(() => random() < share)
        .map(({ place: [x, y], level, words }) => ({
          place: [x + dx + whole(random, -1, 1), y + dy + whole(random, -1, 1)] as const,
          level,
          words: near(random, words, whole(random, 0, 8)),
        })),
    ),
  );
};

const said = (found: readonly { readonly picture: number; readonly inliers: number }[]): string =>
  found.map(({ picture, inliers }) => `${picture} (${inliers})`).join(' ') || '-';

it('stand for pictures that are made up', async () => {
  const random = seededRandom(3);
  const crowd = Array.from({ length: 5 }, () => randomWords(random));
  const pictures = Array.from({ length: 14 }, () => points(random, crowd, whole(random, 6, 50)));
  // Two that are the same: the first of them comes first.
  pictures.push(pictures[4] ?? []);
  const features = pictures.map(featuresOf);
  const index = indexFeatures(features.length, (picture) => features[picture] ?? NO_FEATURES);
  const lines = Array.from({ length: 60 }, (_, k) => {
    const own = seededRandom(100 + k);
    const [voted, candidates] = [whole(own, 1, 16), whole(own, 1, 8)];
    const alike = own() < 0.5 ? Number.MAX_SAFE_INTEGER : whole(own, 1, 12);
    const query = suspect(own, pictures);
    const effort = { alike, voted, candidates };
    return `${query.count} points, ${alike > 99 ? 'all' : alike} ${voted} ${candidates}: ${said(index.query(query, effort))}`;
  });
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./index-values.txt');
});

it('hold all points of a picture, and of each among many its strongest of each size', () => {
  const random = seededRandom(4);
  const many = featuresOf(points(random, [randomWords(random)], 300));
  const few = featuresOf(points(random, [randomWords(random)], 220));
  const found = (pictures: number, query: Features): string => {
    const index = indexFeatures(pictures, (picture) => (picture === 7 ? many : picture === 9 ? few : NO_FEATURES));
    return said(index.query(query, { alike: Number.MAX_SAFE_INTEGER, voted: 3, candidates: 1 }));
  };
  /** The first of each of three sizes, and the last of each. */
  const part = ({ count, x, y, levels, descriptors }: Features, isIn: (k: number) => boolean): Features => {
    const retained = Array.from({ length: count }, (_, k) => k).filter(isIn);
    return featuresOf(
      retained.map((k) => ({
        place: [x[k] ?? 0, y[k] ?? 0],
        level: levels[k] ?? 0,
        words: [...descriptors.slice(DESCRIPTOR_WORDS * k, DESCRIPTOR_WORDS * (k + 1))],
      })),
    );
  };
  const strongest = part(many, (k) => k % 100 < 73);
  const weakest = part(many, (k) => k % 100 >= 73);
  expect([found(4999, strongest), found(4999, weakest), found(4999, few)]).toMatchInlineSnapshot(`
    [
      "7 (192)",
      "7 (71)",
      "9 (178)",
    ]
  `);
  expect([found(5000, strongest), found(5000, weakest), found(5000, few)]).toMatchInlineSnapshot(`
    [
      "7 (193)",
      "7 (0)",
      "9 (191)",
    ]
  `);
});
