import type { RgbImage } from '@listing-lint/rules/image';
import { seededScene } from '@listing-lint/rules/testing';
import { expect, it } from 'vitest';
import { changeBy } from '../pair/alignment.ts';
import type { LocalMatch } from '../pair/compare-pair.ts';
import { pastedAt, plainPage } from '../panels/test-pages.ts';
import { type LocalFound, PlacedPictures } from './dominated-matches.ts';

const flopped = ({ width, height, data }: RgbImage): RgbImage => {
  const out = new Uint8Array(data.length);
  for (let p = 0; p < width * height; p++) {
    const from = 3 * (p - (p % width) + (width - 1 - (p % width)));
    out.set(data.subarray(from, from + 3), 3 * p);
  }
  return { width, height, data: out };
};
/** What is even in itself, but for a spot on its left, as a handle or a label is. */
const ours = (() => {
  const half = seededScene(7, 60, 100);
  const all = pastedAt(pastedAt(plainPage(120, 100, 250), half, 0, 0), flopped(half), 60, 0);
  return pastedAt(all, plainPage(14, 14, 20), 10, 40);
})();
/** Ours as points lay it, its upper left corner so far from that of what shows it. */
const foundAt = (theirs: RgbImage, mirrored: boolean, inliers: number, left = 0): LocalFound => {
  const across = mirrored ? { a: -1, c: 119 + left } : { a: 1, c: left };
  const mapping = { ...across, b: 0, d: 0, e: 1, f: 0, g: 0, h: 0 };
  const match = { verdict: 'duplicate', mirrored, inliers, mapping, change: changeBy(mapping, ours) };
  return { position: 0, ours, theirs, isDominated: false, match: match as unknown as LocalMatch };
};
const dominated = (...found: readonly LocalFound[]): readonly boolean[] => {
  const placed = new PlacedPictures();
  for (const each of found) placed.put(each);
  return placed.all().map(({ match }) => match.mirrored);
};

it('decides by pixels whether a nearly symmetric picture is mirrored, whichever way more keypoints agree', () => {
  const mirrored = flopped(ours);
  for (const more of [true, false]) {
    const [upright, inMirror] = more ? [20, 30] : [30, 20];
    expect(dominated(foundAt(ours, false, upright), foundAt(ours, true, inMirror))).toEqual([false]);
    expect(dominated(foundAt(mirrored, true, inMirror), foundAt(mirrored, false, upright))).toEqual([true]);
  }
});

it('leaves what shows it in two places to its points', () => {
  const both = pastedAt(pastedAt(plainPage(240, 100, 250), ours, 0, 0), flopped(ours), 120, 0);
  // Its pixels agree less in the second one.
  pastedAt(both, plainPage(9, 9, 0), 200, 10);
  expect(dominated(foundAt(both, false, 20), foundAt(both, true, 30, 120))).toEqual([true]);
});
