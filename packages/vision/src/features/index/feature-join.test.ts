// All-pairs candidates of a set of pictures.

import { seededRandom } from '@listing-lint/rules/kernel';
import { expect, it } from 'vitest';
import { type Features, mirroredFeatures } from '../extract/features.ts';
import { DESCRIPTOR_WORDS } from '../kernel/kernel.ts';
import { joinFeatures } from './feature-join.ts';

const COUNT = 120;
const random = seededRandom(17);

const madeUp = (): Features => ({
  ...{ width: 400, height: 300, count: COUNT },
  x: Float32Array.from({ length: COUNT }, () => random() * 400),
  y: Float32Array.from({ length: COUNT }, () => random() * 300),
  angles: Uint8Array.from({ length: COUNT }, () => random() * 256),
  levels: new Uint8Array(COUNT),
  descriptors: Uint32Array.from({ length: DESCRIPTOR_WORDS * COUNT }, () => random() * 2 ** 32),
});

/** The same points, moved, with some of their bits turned. */
const moved = (features: Features): Features => ({
  ...features,
  x: features.x.map((x) => x + 20),
  descriptors: features.descriptors.map((word) => (word ^ (1 << Math.floor(random() * 32))) >>> 0),
});

it('names of each picture those before it that show in it, upright or mirrored, and only candidate pairs', () => {
  const pictures = Array.from({ length: 90 }, madeUp);
  // In another block of pictures, and in one's own.
  pictures[80] = moved(pictures[3] ?? madeUp());
  pictures[9] = mirroredFeatures(moved(pictures[4] ?? madeUp()));
  pictures[70] = moved(pictures[5] ?? madeUp());
  const at = (picture: number): Features => pictures[picture] ?? madeUp();
  const effort = { alike: 22, voted: 24, candidates: 12, fewest: 6 };
  const found = [...joinFeatures(pictures.length, at, effort, (a, b) => !(a === 5 && b === 70))].flatMap(
    ({ picture, mirrored, earlier }) =>
      earlier
        .filter(({ inliers }) => inliers >= 10)
        .map((likely) => [picture, likely.picture, mirrored, likely.inliers] as const),
  );
  expect(found.map((each) => each.slice(0, 3)).sort()).toEqual([
    [80, 3, false],
    [9, 4, true],
  ]);
  expect(Math.min(...found.map(([, , , inliers]) => inliers))).toBeGreaterThan(100);
});
