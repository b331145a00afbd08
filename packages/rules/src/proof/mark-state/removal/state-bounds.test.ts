// What is said of a mark by measures that are made up, at both sides of each bound.
import { describe, expect, it } from 'vitest';
import { markStateOf } from './mark-state.ts';
import { LIKE_OURS, type RemovalMeasures } from './measure-removal.ts';

/** The mark is gone, the ground shows as closely as elsewhere, and retouching would leave what could be seen. */
const CLEAN: RemovalMeasures = {
  ...{ shown: 1, strength: 0, correlation: 0, strokes: 1, whole: 1, coarse: 0, detail: 1, elsewhere: 0, filled: 100 },
  ...{ likeness: 0, shift: 0 },
  // The limit is 0.1 more than one and a half times what nine in ten do not exceed: 1.6.
  ...{ strokesElsewhere: Array.from({ length: 10 }, () => 1), wholeElsewhere: Array.from({ length: 10 }, () => 1) },
} as unknown as RemovalMeasures;
const said = (more: Partial<RemovalMeasures>): string => {
  const { state, ground } = markStateOf({ ...CLEAN, ...more });
  return `${state}: ${ground}`;
};
const places = (count: number, value = 1): readonly number[] => Array.from({ length: count }, () => value);

describe('markStateOf', () => {
  it.each<[string, Partial<RemovalMeasures>]>([
    ['from-unmarked', {}],
    ['cropped-away', { shown: 0.59 }],
    ['from-unmarked', { shown: 0.6 }],
    ['there', { strength: 0.35, correlation: 0.6 }],
    ['from-unmarked', { strength: 0.34, correlation: 0.6 }],
    ['from-unmarked', { strength: 0.35, correlation: 0.59 }],
    ['there', { strength: 1.7, correlation: 0.9 }],
    ['from-unmarked', { strength: 1.71, correlation: 0.9 }],
    ['there', { strength: 1, correlation: 1, strokesElsewhere: places(0) }],
    ['from-unmarked', { strokesElsewhere: places(6) }],
    ['unknown: the picture shows too few', { strokesElsewhere: places(5) }],
    ['from-unmarked', { strokes: 1.6 }],
    ['removed', { strokes: 1.61 }],
    ['from-unmarked', { whole: 1.6 }],
    ['removed', { whole: 1.61 }],
    // Nine in ten of ten places: the tenth does not count.
    ['removed', { strokes: 1.7, strokesElsewhere: [...places(9), 1] }],
    ['from-unmarked', { strokes: 1.7, strokesElsewhere: [...places(9), 2] }],
    ['removed', { strokes: 1.7, strokesElsewhere: [...places(10), 2] }],
    ['from-unmarked', { filled: 3.21 }],
    ['unknown: the mark is gone, but the ground', { filled: 3.2 }],
    ['removed: the mark is gone and its place was smoothed', { strokes: 9, detail: 0.59 }],
    ['removed: the mark is gone and its place was filled in, where', { strokes: 9, detail: 0.6 }],
    ['removed: the mark is gone and its place was filled', { strokes: 9, coarse: LIKE_OURS - 0.01 }],
    ['covered', { strokes: 9, coarse: LIKE_OURS }],
    ['covered', { strokes: 9, coarse: LIKE_OURS, elsewhere: 0.84 }],
    ['removed: another part', { strokes: 9, coarse: LIKE_OURS, elsewhere: 0.85 }],
  ])('%s: %o', (start, more) => {
    expect(said(more).slice(0, start.length)).toBe(start);
  });

  it('is unknown where nothing but the share is known', () => {
    expect(markStateOf({ shown: 0.6 }).state).toBe('unknown');
    expect(markStateOf({ shown: 0.5 }).state).toBe('cropped-away');
  });
});
