import { describe, expect, it } from 'vitest';
import { markStateOf } from '../mark-state.ts';
import { BOX, each, HEIGHT, markScene, sceneCopy, stateOf, texture, WIDTH } from '../test-scene.ts';

const cloth = markScene(14);
const PINK = { luma: 150, tinge: 60 };
const bottom = BOX.top + BOX.height;

/** A stamped copy with letters on a band between two rows. */
const banded = (from: number, to: number, luma = PINK.luma) =>
  each((x, y, i) => {
    if (y < from || y >= to) return cloth.marked[i] ?? 0;
    const isLetter = y > from + 8 && y < to - 8 && x % 20 < 5 && x > 40 && x < 300;
    return isLetter ? 240 : luma;
  });
const said = (from: number, to: number, map?: Parameters<typeof stateOf>[2]) =>
  stateOf(sceneCopy(banded(from, to)), cloth, map, (_, y) => (y >= from && y < to ? PINK.tinge : 0));

describe('a band of one colour from side to side', () => {
  it.each([
    ['over the whole place', BOX.top - 12, bottom + 12, 100],
    ['from the place to the edge of the copy', BOX.top - 12, HEIGHT, 100],
    ['over most of the place', BOX.top + 8, HEIGHT, 73],
  ])('covers the mark: %s', { tags: 'full' }, (_, from, to, percent) => {
    const { state, ground } = said(from, to);
    expect([state, ground]).toEqual(['covered', expect.stringMatching(/^a band of one colour/)]);
    const [, share] = /covers (\d+) %/.exec(ground) ?? [];
    expect(Math.abs(Number(share) - percent)).toBeLessThan(16);
  });

  it('returns nothing where it is outside of the mark, or over less than most of it', { tags: 'full' }, () => {
    expect(said(HEIGHT - 60, HEIGHT).state).toBe('there');
    expect(said(BOX.top + 16, HEIGHT).ground).not.toMatch(/band/);
  });

  it('is none that our picture has there itself', () => {
    const striped = texture('cloth', 14).map((luma, i) => {
      const y = Math.floor(i / WIDTH);
      return y >= BOX.top - 12 && y < bottom + 12 ? 60 : luma;
    });
    const ours = markScene(14, striped);
    expect(stateOf(sceneCopy(ours.clean), ours).ground).not.toMatch(/band/);
  });

  it('is none where it may be the ground of a page on which ours ends', () => {
    // Ours fills the left of the copy, and ends where the page goes on below.
    expect(said(BOX.top - 12, HEIGHT, (x, y) => [0.7 * x, y]).ground).not.toMatch(/band/);
  });

  it('is unknown, and accuses nobody, where ours cannot be aligned around it', () => {
    const other = texture('another', 14);
    const below = banded(BOX.top - 12, HEIGHT);
    const suspect = each((_, y, i) => (y < BOX.top - 12 ? other : below)[i] ?? 0);
    const { state, ground } = stateOf(sceneCopy(suspect), cloth, undefined, (_, y) => (y < BOX.top - 12 ? 0 : 60));
    expect([state, ground]).toEqual(['unknown', expect.stringMatching(/^a band .* aligned closely/)]);
  });
});

describe('what is said under a band', () => {
  const GRAIN = { share: 0.9, sureness: 20 };
  it.each([
    ['covered', 0.3, { share: 0, sureness: 0 }],
    ['unknown', 0.31, { share: 0, sureness: 0 }],
    // It surely bears no grain, or not so surely.
    ['unknown', 0.1, { share: 0.1, sureness: 2 }],
    ['covered', 0.1, { share: 0.1, sureness: 1.9 }],
  ])('%s: misfit %f, grain %o', (state, misfit, grain) => {
    expect(markStateOf({ visible: 1, band: { share: 0.7, misfit }, grain }).state).toBe(state);
  });

  it('that it bears the grain of the stamped picture', () => {
    const measures = { visible: 1, band: { share: 0.7, misfit: 0.1 }, grain: GRAIN };
    expect(markStateOf(measures)).toMatchObject({ state: 'covered', isOfStamped: true });
  });
});
