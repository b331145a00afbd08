import { describe, expect, it } from 'vitest';
import type { MarkOnSuspect, OurPicture } from '../../hash/match/our-picture.ts';
import { type ToldMark, withoutMarksOfOthers } from './shown-closer.ts';

const WHOLE = { left: 0, top: 0, right: 1, bottom: 1 };

const told = (
  path: string,
  state: MarkOnSuspect['state'],
  of: Partial<OurPicture> = {},
  grain: Pick<MarkOnSuspect, 'isOfStamped'> = {},
): ToldMark => {
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
const statesOf = (...all: readonly ToldMark[]): readonly (string | undefined)[] =>
  withoutMarksOfOthers(all).map(({ mark }) => mark?.state);

const RED = told('red.jpg', 'there', { verdict: 'duplicate', recoloured: 0 });

describe('the mark of a picture whose neighbour in its line is shown', () => {
  it.each(['removed', 'from-unmarked', 'covered', 'cropped-away'] as const)('is not said to be %s', (state) => {
    expect(statesOf(RED, told('blue.jpg', state))).toEqual(['there', 'unknown']);
    expect(statesOf(told('blue.jpg', state), told('red.jpg', 'covered', { recoloured: 0.06 }))).toEqual([
      'unknown',
      'covered',
    ]);
  });

  it('is told where it is there, or the grain of its own picture is', () => {
    expect(statesOf(RED, told('blue.jpg', 'there'), told('blue.jpg', 'removed', {}, { isOfStamped: true }))).toEqual([
      'there',
      'there',
      'removed',
    ]);
  });

  it('is told where no other one is shown more closely', () => {
    expect(statesOf(told('red.jpg', 'there'), told('blue.jpg', 'removed'))).toEqual(['there', 'removed']);
    expect(statesOf(RED, told('blue.jpg', 'removed', { recoloured: 0.4 }))).toEqual(['there', 'removed']);
    // Both come from one stamp.
    expect(statesOf(RED, { ...told('red.png', 'removed'), entry: RED.entry })).toEqual(['there', 'removed']);
    const upper = { ...WHOLE, bottom: 0.5 };
    const lower = { ...WHOLE, top: 0.5 };
    const half = told('red.jpg', 'there', { verdict: 'duplicate', recoloured: 0, box: upper });
    expect(statesOf(half, told('blue.jpg', 'removed', { box: lower }))).toEqual(['there', 'removed']);
    expect(statesOf(RED, told('blue.jpg', 'removed', { frame: 2 }))).toEqual(['there', 'removed']);
    expect(
      statesOf(told('red.jpg', 'unknown', { verdict: 'suspect', recoloured: 0 }), told('b.jpg', 'removed')),
    ).toEqual(['unknown', 'removed']);
  });
});
