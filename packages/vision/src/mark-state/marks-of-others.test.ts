import { describe, expect, it } from 'vitest';
import type { MarkOnSuspect, OurPicture } from '../match/our-picture.ts';
import { type MatchWithMark, withoutMarksOfOthers } from './marks-of-others.ts';

const WHOLE = { left: 0, top: 0, right: 1, bottom: 1 };

const matchOf = (
  path: string,
  state: MarkOnSuspect['state'],
  of: Partial<OurPicture> = {},
  grain: Pick<MarkOnSuspect, 'isOfStamped'> = {},
): MatchWithMark => {
  const mark = { state, ground: 'as measured', name: 'mark.png', stamped: path, ours: WHOLE, theirs: WHOLE, ...grain };
  return {
    match: {
      ...{ path, product: null, verdict: 'variant', evidence: 'pdq', distance: 9, recoloured: 0.9, turn: 'as is' },
      ...{ description: path, box: WHOLE, ourBox: WHOLE, mark, ...of },
    } as OurPicture,
    entry: {
      path,
      sha256: '',
      id: path,
      mark: 'mark.png',
      rank: 0,
      place: { x: 0, y: 0, width: 1, height: 1 },
    } as never,
  };
};
const statesOf = (...all: readonly MatchWithMark[]): readonly (string | undefined)[] =>
  withoutMarksOfOthers(all).map(({ mark }) => mark?.state);

/** Whether another picture of ours is named as the content. */
const isOfOther = (...all: readonly MatchWithMark[]): readonly (boolean | undefined)[] =>
  withoutMarksOfOthers(all).map(({ mark }) => mark?.ground.startsWith('another picture of ours is there'));

const RED = matchOf('red.jpg', 'there', { verdict: 'duplicate', recoloured: 0 });

describe('the mark of a picture whose neighbour in its line matches better', () => {
  it.each(['removed', 'from-unmarked', 'covered', 'cropped-away'] as const)('is not said to be %s', (state) => {
    expect(statesOf(RED, matchOf('blue.jpg', state))).toEqual(['there', 'unknown']);
    expect(statesOf(matchOf('blue.jpg', state), matchOf('red.jpg', 'covered', { recoloured: 0.06 }))).toEqual([
      'unknown',
      'covered',
    ]);
  });

  it('is reported where it is there, or the grain of its own picture is', () => {
    expect(
      statesOf(RED, matchOf('blue.jpg', 'there'), matchOf('blue.jpg', 'removed', {}, { isOfStamped: true })),
    ).toEqual(['there', 'there', 'removed']);
  });

  it('is not attributed to another one unless that matches better', () => {
    expect(isOfOther(RED, matchOf('blue.jpg', 'removed'))).toEqual([false, true]);
    expect(isOfOther(matchOf('red.jpg', 'there'), matchOf('blue.jpg', 'removed'))).toEqual([false, false]);
    expect(isOfOther(RED, matchOf('blue.jpg', 'removed', { recoloured: 0.4 }))).toEqual([false, false]);
    // Both come from one stamp.
    expect(isOfOther(RED, { ...matchOf('red.png', 'removed'), entry: RED.entry })).toEqual([false, false]);
    const upper = { ...WHOLE, bottom: 0.5 };
    const lower = { ...WHOLE, top: 0.5 };
    const half = matchOf('red.jpg', 'there', { verdict: 'duplicate', recoloured: 0, box: upper });
    expect(isOfOther(half, matchOf('blue.jpg', 'removed', { box: lower }))).toEqual([false, false]);
    expect(isOfOther(RED, matchOf('blue.jpg', 'removed', { frame: 2 }))).toEqual([false, false]);
    const suspected = matchOf('red.jpg', 'unknown', { verdict: 'suspect', recoloured: 0 });
    expect(isOfOther(suspected, matchOf('b.jpg', 'removed'))).toEqual([false, false]);
  });
});

describe('the mark of a picture in other colours', () => {
  it.each(['removed', 'from-unmarked', 'covered', 'cropped-away'] as const)('is not said to be %s', (state) => {
    const most = state === 'from-unmarked' ? 0.15 : 0.49;
    const [{ mark } = {}] = withoutMarksOfOthers([matchOf('blue.jpg', state, { recoloured: most + 0.01 })]);
    expect(mark).toMatchObject({
      state: 'unknown',
      ground: expect.stringMatching(/^it is in other colours than ours/),
    });
    // So few other colours come of compression or of retouching, and a negative has others by its nature.
    expect(statesOf(matchOf('blue.jpg', state, { recoloured: most }))).toEqual([state]);
    expect(statesOf(matchOf('blue.jpg', state, { verdict: 'duplicate' }))).toEqual([state]);
    expect(statesOf(matchOf('blue.jpg', state, { negative: true, recoloured: 1 }))).toEqual([state]);
    expect(statesOf(matchOf('blue.jpg', state, {}, { isOfStamped: true }))).toEqual([state]);
  });

  it('is there where it is', () => {
    expect(statesOf(matchOf('blue.jpg', 'there'))).toEqual(['there']);
  });
});
