import { expect, it } from 'vitest';
import type { OurPicture } from '../our-picture.ts';
import { oursLaidOn } from './laid-on.ts';

const ALL = { left: 0, top: 0, right: 1, bottom: 1 };
const match = (more: Partial<OurPicture> = {}): OurPicture => ({
  ...{ path: 'ours.jpg', product: null, verdict: 'duplicate', evidence: 'near', distance: 3, recoloured: 0 },
  ...{ turn: 'identity', description: 'copy of ours.jpg', box: ALL, ourBox: ALL, ...more },
});
const laid = (mapping: readonly number[]): Partial<OurPicture> => ({
  evidence: 'features',
  local: {
    ...{ mirrored: false, turn: 0, shown: 1, ourPart: ALL, part: ALL, share: 1, stretch: 1, perspective: 1, mapping },
    ...{ inliers: 9, blocks: 9, agreeing: 9, otherContent: 0, otherGround: false },
  },
});
const shown = (of: OurPicture, width = 400, height = 200): string =>
  oursLaidOn('found.jpg', of, () => ({ address: 'data:image/webp;base64,AA==', width, height }));
/** Where a point of ours, px of its small picture, comes to lie, px. */
const at = (html: string, x: number, y: number): readonly number[] => {
  const m = (/matrix3d\(([^)]+)\)/.exec(html)?.[1] ?? '').split(',').map(Number);
  const [u, v, w] = [0, 1, 3].map((k) => (m[k] ?? 0) * x + (m[k + 4] ?? 0) * y + (m[k + 12] ?? 0));
  return [u, v].map((value) => Math.round((value ?? 0) / (w ?? 1)));
};

it('lies as points say it, where they do: seen at an angle, too', () => {
  const html = shown(match(laid([0.5, 0, 0.25, 0, 0.5, 0.5, 1, 0, 1])));
  // 320 × 160 px are shown of the suspect.
  expect([at(html, 0, 0), at(html, 400, 0), at(html, 0, 200), at(html, 400, 200)]).toEqual([
    [80, 80],
    [120, 40],
    [80, 160],
    [120, 80],
  ]);
});

it('is shown no larger than its small picture, and no wider than a telephone', () => {
  expect(shown(match(), 200, 100)).toContain('style="width:200px;height:100px"');
  expect(shown(match(), 640, 320)).toContain('style="width:320px;height:160px"');
});

it('is called a negative where it is laid as one', () => {
  expect(shown(match({ negative: true }))).toContain('ours.jpg as a negative laid on found.jpg: dark where both agree');
  expect(shown(match())).toContain('ours.jpg laid on found.jpg: dark where both agree');
});
