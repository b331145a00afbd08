import { mediansOf } from '@listing-lint/rules/kernel';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { filled } from './fill.ts';
import { BOX, each, HEIGHT, inBox, markScene, sceneCopy, stateOf, texture, WIDTH } from './test-scene.ts';

const whole = (luma: Float32Array) => ({
  width: WIDTH,
  height: HEIGHT,
  data: Uint8Array.from(luma, (value) => Math.min(255, Math.max(0, Math.round(value)))),
});
const levels = (image: { readonly data: Uint8Array }): Float32Array => new Float32Array(image.data);

/** Px above, where there is all light from black to white. */
const ABOVE = 60;
const allLight = (x: number): number => 16 * Math.floor((16 * x) / WIDTH);

/** Cloth on the left; on the right, under the mark, a pale background that grows paler, with all light from black to white above it; an outlined mark. */
const pale = () => {
  const [cloth, grain] = [texture('cloth', 14), texture('grain', 2)];
  const clean = each((x, y, i) => {
    if (x < 110) return cloth[i] ?? 0;
    if (y < ABOVE) return allLight(x);
    return 84 + 30 * ((x - 110) / (WIDTH - 110)) + (grain[i] ?? 0);
  });
  const { strokes, marked: light } = markScene(1, clean);
  const marked = each((_, __, i) => {
    const luma = clean[i] ?? 0;
    const isOutline = (strokes[i] ?? 0) === 1 && light[i] === luma;
    return isOutline ? 0.8 * luma : (light[i] ?? 0);
  });
  return { clean, marked, strokes };
};

describe('a copy that was edited as a whole', () => {
  it('has the mark where its white was cut off', { tags: 'full' }, () => {
    const stamped = pale();
    const brightened = (luma: Float32Array) => sceneCopy(each((_, __, i) => Math.min(255, 1.25 * (luma[i] ?? 0))));
    expect(stateOf(brightened(stamped.marked), stamped).state).toBe('there');
    expect(stateOf(brightened(filled(stamped.marked, WIDTH, stamped.strokes)), stamped).state).not.toBe('there');
  });

  it('has the mark where medians thinned it, and not where it was taken off before', { tags: 'full' }, () => {
    const cloth = markScene(14);
    const smoothed = (luma: Float32Array) => sceneCopy(levels(mediansOf(whole(luma), 2)));
    expect(stateOf(smoothed(cloth.marked), cloth).state).toBe('there');
    expect(stateOf(smoothed(filled(cloth.marked, WIDTH, cloth.strokes)), cloth).state).toBe('removed');
    expect(['from-unmarked', 'unknown']).toContain(stateOf(smoothed(cloth.clean), cloth).state);
  });
});

/** Made so wide, and as large as it was again; sharpened as programs do that enlarge. */
const enlarged = async (luma: Float32Array, small: number, kernel: 'cubic' | 'nearest') => {
  const picture = sharp(whole(luma).data, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } });
  const reduced = await picture.resize({ width: small }).png().toBuffer();
  const large = await sharp(reduced).resize({ width: WIDTH, height: HEIGHT, fit: 'fill', kernel }).png().toBuffer();
  const { data, info } = await sharp(large).sharpen({ sigma: 3, m2: 6 }).raw().toBuffer({ resolveWithObject: true });
  return sceneCopy(Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) => data[i * info.channels] ?? 0));
};

describe.each([
  [140, 'cubic'],
  [140, 'nearest'],
] as const)('a copy that was made %i px wide and enlarged again, %s', (small, kernel) => {
  const cloth = markScene(6);

  it('is not said to have its mark taken off, and is where it was', { tags: 'full' }, async () => {
    expect(['there', 'unknown']).toContain(stateOf(await enlarged(cloth.marked, small, kernel), cloth).state);
    const without = filled(cloth.marked, WIDTH, cloth.strokes);
    expect(stateOf(await enlarged(without, small, kernel), cloth).state).toBe('removed');
  });
});

it('says where a copy has too little detail for the mark', { tags: 'full' }, async () => {
  const cloth = markScene(6);
  const { state, ground } = stateOf(await enlarged(cloth.marked, 100, 'cubic'), cloth);
  expect(state).toBe('unknown');
  expect(ground).toMatch(/detail/);
});

it.each([30, 160, 230])(
  'is covered by a bar of one colour, and not by pieces of ours: %i',
  { tags: 'full' },
  (level) => {
    const cloth = texture('cloth', 14);
    const ours = markScene(
      14,
      each((x, y, i) => (y < ABOVE ? allLight(x) : (cloth[i] ?? 0))),
    );
    const { state, ground } = stateOf(
      sceneCopy(each((x, y, i) => (inBox(x, y, 2) ? level : (ours.marked[i] ?? 0)))),
      ours,
    );
    expect([state, ground]).toEqual(['covered', ground]);
  },
);

it('is covered by a dark bar on a dark background, and by no equally dark part of ours next to something pale', {
  tags: 'full',
}, () => {
  const [cloth, grain] = [texture('cloth', 6), texture('grain', 1)];
  const edge = BOX.left + 86;
  // Dark up to an edge in the mark's place; further down to an edge outside of it.
  const clean = each((x, y, i) => {
    if (y < ABOVE) return allLight(x);
    return x < (y < 200 ? edge : 126) ? 0.35 * (cloth[i] ?? 0) : (grain[i] ?? 0);
  });
  const ours = markScene(6, clean);
  const bar = each((x, y, i) => (!inBox(x, y, 3) ? (ours.marked[i] ?? 0) : x < edge ? 20 : (clean[i] ?? 0)));
  const { state, ground } = stateOf(sceneCopy(bar), ours);
  expect([state, ground]).toEqual(['covered', ground]);
});

it('says how much of a mark is left that was taken off in part', { tags: 'full' }, () => {
  const cloth = markScene(14);
  const half = BOX.left + BOX.width / 2;
  const without = filled(cloth.marked, WIDTH, cloth.strokes);
  const painted = each((x, _, i) => (x < half ? cloth.marked : without)[i] ?? 0);
  const { state, ground } = stateOf(sceneCopy(painted), cloth);
  expect(state).toBe('removed');
  const [, left] = /^(\d+) % of the mark is still there; for the rest, /.exec(ground) ?? [];
  expect(Number(left)).toBeGreaterThan(35);
  expect(Number(left)).toBeLessThan(65);
});
