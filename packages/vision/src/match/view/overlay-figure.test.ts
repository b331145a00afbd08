import { expect, it } from 'vitest';
import type { OurPicture } from '../our-picture.ts';
import { overlayFigure } from './overlay-figure.ts';

const ALL = { left: 0, top: 0, right: 1, bottom: 1 };
const match = (more: Partial<OurPicture> = {}): OurPicture => ({
  ...{ path: 'ours.jpg', product: null, verdict: 'duplicate', evidence: 'near', distance: 3, recoloured: 0 },
  ...{ turn: 'identity', description: 'copy of ours.jpg', box: ALL, ourBox: ALL, ...more },
});
const byKeypoints = (mapping: readonly number[]): Partial<OurPicture> => ({
  evidence: 'features',
  local: {
    ...{ mirrored: false, turn: 0, shown: 1, ourPart: ALL, part: ALL, share: 1, stretch: 1, perspective: 1, mapping },
    ...{ inliers: 9, blocks: 9, agreeing: 9, otherContent: 0, otherGround: false },
  },
});
const figureOf = (of: OurPicture, width = 400, height = 200): string =>
  overlayFigure('found.jpg', of, () => ({ address: 'data:image/webp;base64,AA==', width, height }));
/** Returns where a point of ours, px of its small picture, is mapped to, px. */
const at = (html: string, x: number, y: number): readonly number[] => {
  const m = (/matrix3d\(([^)]+)\)/.exec(html)?.[1] ?? '').split(',').map(Number);
  const [u, v, w] = [0, 1, 3].map((k) => (m[k] ?? 0) * x + (m[k + 4] ?? 0) * y + (m[k + 12] ?? 0));
  return [u, v].map((value) => Math.round((value ?? 0) / (w ?? 1)));
};

it('is placed by keypoints if there are any: at an angle, too', () => {
  const html = figureOf(match(byKeypoints([0.5, 0, 0.25, 0, 0.5, 0.5, 1, 0, 1])));
  // The overlay is 320 × 160 px.
  expect([at(html, 0, 0), at(html, 400, 0), at(html, 0, 200), at(html, 400, 200)]).toEqual([
    [80, 80],
    [120, 40],
    [80, 160],
    [120, 80],
  ]);
});

it('is no larger than its small picture, and no wider than a telephone', () => {
  expect(figureOf(match(), 200, 100)).toContain('style="width:200px;height:100px"');
  expect(figureOf(match(), 640, 320)).toContain('style="width:320px;height:160px"');
});

it('is called a negative where it is overlaid as one', () => {
  expect(figureOf(match({ negative: true }))).toContain(
    'ours.jpg as a negative overlaid on found.jpg: dark where both agree',
  );
  expect(figureOf(match())).toContain('ours.jpg overlaid on found.jpg: dark where both agree');
});
