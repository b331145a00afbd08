// What is said of a mark by measures that are made up, at both sides of each bound.
import { describe, expect, it } from 'vitest';
import { markStateOf } from './mark-state.ts';
import { LIKE_OURS, type RemovalMeasures } from './measure-removal.ts';

/** The mark is gone, the ground shows as closely as elsewhere, and retouching would leave what could be seen. */
const CLEAN: RemovalMeasures = {
  ...{ visible: 1, strength: 0, correlation: 0, left: 0, misfit: 0.1, places: 40 },
  ...{ fromClean: 1, fromMarked: 50, fromFilled: 50, fromBlurred: 50, between: 1, ifMarked: 50, ifFilled: 50 },
  ...{ fillingShare: 0, fillingSurplus: 0, grain: { share: 0, sureness: 0 } },
  ...{ detail: 1, coarse: 0, elsewhere: -1, pieces: -1, otherColour: 0, ofGround: 0, markHeight: 9 },
};
const said = (more: Partial<RemovalMeasures>): string => {
  const { state, ground } = markStateOf({ ...CLEAN, ...more });
  return `${state}: ${ground}`;
};
/** It bears what only the stamped picture has. */
const GRAINED: Partial<RemovalMeasures> = { grain: { share: 0.4, sureness: 5 } };
/** Something else is there, everywhere at the place. */
const OTHER: Partial<RemovalMeasures> = { fromClean: 20, between: 20, coarse: LIKE_OURS, elsewhere: 0, pieces: 0 };
/** A strip with letters covers the place, of a picture whose other places differ nearly as much. */
const STRIP: Partial<RemovalMeasures> = {
  ...{ fromClean: 1.8, coarse: LIKE_OURS, detail: 3, fillingShare: 1, fillingSurplus: 18 },
};
/** Its place differs as filling leaves it, of a mark so small that scaling may have done that. */
const SMALL: Partial<RemovalMeasures> = { fromClean: 6.01, markHeight: 8.9 };
const TOO_SMALL = 'unknown: with the detail that the copy has';
/** Ours cannot be aligned closely, and half of the mark is seen. */
const SOME_MARK: Partial<RemovalMeasures> = {
  ...{ misfit: 0.31, strength: 0.35, correlation: 0.5, fromClean: 8, fromMarked: 5 },
};

/** Hardly beyond other places as we have it with the mark, and filled in it would differ no more than it does. */
const FAINT: Partial<RemovalMeasures> = {
  ...{ strength: 0.35, correlation: 0.4, fromClean: 5, fromMarked: 3, fromBlurred: 4.3, ifFilled: 10 },
};
const NEARER = 'unknown: the place is nearer to our marked picture';

describe('markStateOf', () => {
  it.each<[string, Partial<RemovalMeasures>]>([
    ['from-unmarked', {}],
    ['cropped-away', { visible: 0.59 }],
    ['from-unmarked', { visible: 0.6 }],
    // The mark itself is seen.
    ['there: what differs', { strength: 0.35, correlation: 0.8, fromClean: 20, fromMarked: 15 }],
    ['from-unmarked', { strength: 0.34, correlation: 0.8 }],
    ['from-unmarked', { strength: 0.35, correlation: 0.79 }],
    ['there', { strength: 1.7, correlation: 0.9, fromClean: 20, fromMarked: 2 }],
    ['from-unmarked', { strength: 1.71, correlation: 0.9 }],
    ['there', { strength: 2.2, correlation: 0.92, fromClean: 20, fromMarked: 2 }],
    ['removed', { strength: 2.21, correlation: 0.92, fromClean: 20, fromMarked: 2 }],
    ['removed', { strength: 1.71, correlation: 0.91, fromClean: 20, fromMarked: 2 }],
    ['there', { strength: 1, correlation: 1, fromMarked: 1, places: 0 }],
    // Some of it is left, and the place is no more like ours with it than without.
    ['removed', { strength: 0.4, correlation: 0.8, fromClean: 20, fromMarked: 15.1 }],
    // A ghost of it is left, as filling leaves it that began from the mark.
    ['removed', { strength: 0.4, correlation: 0.94, fromClean: 50, fromMarked: 15, fromBlurred: 29 }],
    ['there: what differs', { strength: 0.4, correlation: 0.94, fromClean: 50, fromMarked: 15, fromBlurred: 31 }],
    ['there: what differs', { strength: 0.4, correlation: 0.95, fromClean: 50, fromMarked: 15, fromBlurred: 29 }],
    // A filter made it less like the mark, and its place is by far nearer to ours with it.
    ['there: what differs', { strength: 0.35, correlation: 0.6, fromClean: 50, fromMarked: 12, fromBlurred: 31 }],
    ['removed', { strength: 0.34, correlation: 0.6, fromClean: 50, fromMarked: 12, fromBlurred: 31 }],
    ['removed', { strength: 0.35, correlation: 0.59, fromClean: 50, fromMarked: 12, fromBlurred: 31 }],
    ['removed', { strength: 0.35, correlation: 0.6, fromClean: 50, fromMarked: 12.6, fromBlurred: 60 }],
    ['removed', { strength: 0.35, correlation: 0.6, fromClean: 50, fromMarked: 12, fromBlurred: 29 }],
    // In light that was cut off: by far nearer to ours with it, and as sharp.
    ['there: what differs', { strength: 0.6, correlation: 0.7, fromClean: 50, fromMarked: 12, fromBlurred: 20 }],
    ['removed', { strength: 0.59, correlation: 0.7, fromClean: 50, fromMarked: 12, fromBlurred: 20 }],
    ['removed', { strength: 0.6, correlation: 0.69, fromClean: 50, fromMarked: 12, fromBlurred: 20 }],
    ['removed', { strength: 0.6, correlation: 0.7, fromClean: 50, fromMarked: 12.6, fromBlurred: 30 }],
    ['removed', { strength: 0.6, correlation: 0.7, fromClean: 50, fromMarked: 12, fromBlurred: 19.9 }],
    // Letters on a strip differ coarsely from ours, in more detail: no filling leaves that, and pieces of its colours are found all over ours.
    ['removed: the mark is gone and its strokes', { ...STRIP, detail: 2.9 }],
    ['removed: the mark is gone and its strokes', { ...STRIP, coarse: LIKE_OURS - 1 }],
    ['unknown: something else is at its place', { ...STRIP, ifMarked: 1.9 }],
    ['removed: pieces of our picture', { ...OTHER, pieces: 0.25, detail: 2.9 }],
    ['covered', { ...OTHER, pieces: 0.44, detail: 3 }],
    ['removed: pieces of our picture', { ...OTHER, pieces: 0.45, detail: 3 }],
    // A part of it is left.
    ['removed: 20 % of the mark is still there; for the rest, the mark', { fromClean: 6, ifFilled: 30, left: 0.2 }],
    ['removed: the mark is gone', { fromClean: 6, ifFilled: 30, left: 0.19 }],
    ['removed: 49 % of the mark is still there; for the rest, the mark', { fromClean: 6, ifFilled: 30, left: 0.49 }],
    // Most of it is.
    ['damaged: 50 % of the mark is still there; for the rest, the mark', { fromClean: 6, ifFilled: 30, left: 0.5 }],
    ['damaged: 94 % of the mark is still there; for the rest, the mark', { fromClean: 6, ifFilled: 30, left: 0.94 }],
    // All of it is: nothing was taken off.
    ['unknown: all parts of the mark are seen', { fromClean: 6, ifFilled: 30, left: 0.95 }],
    ['covered: 49 % of the mark is still there; for the rest, something', { ...OTHER, left: 0.49 }],
    ['damaged: 50 % of the mark is still there; for the rest, something', { ...OTHER, left: 0.5 }],
    ['from-unmarked: under', { left: 0.5 }],
    ['cropped-away: only 59 % of its place is on', { visible: 0.59 }],
    ['cropped-away: its place is not on the picture', { visible: 0.004 }],
    // A faint one, compressed hard: hardly beyond other places as we have it with the mark.
    ['there: what differs', { strength: 0.35, correlation: 0.7, fromClean: 8, fromMarked: 2, fromBlurred: 3.4 }],
    [NEARER, { strength: 0.35, correlation: 0.69, fromClean: 8, fromMarked: 2, fromBlurred: 3.4 }],
    [NEARER, { strength: 0.35, correlation: 0.7, fromClean: 8.1, fromMarked: 2.01, fromBlurred: 3.4 }],
    [NEARER, { strength: 0.35, correlation: 0.7, fromClean: 8, fromMarked: 2, fromBlurred: 3.3 }],
    // Compressed still harder: it is nearer to ours with the mark than to anything else, and may be there.
    [NEARER, { ...FAINT }],
    [NEARER, { ...FAINT, ...GRAINED }],
    ['removed', { ...FAINT, strength: 0.34 }],
    ['removed', { ...FAINT, correlation: 0.39 }],
    ['removed', { ...FAINT, fromMarked: 3.01, fromClean: 8 }],
    ['removed', { ...FAINT, fromClean: 4.9 }],
    ['removed', { ...FAINT, fromBlurred: 4.2 }],
    ['removed', { ...FAINT, fillingShare: 0.3 }],
    ['there: the place is as our marked picture has it', { fromMarked: 1.4, fromClean: 9 }],
    ['removed', { fromMarked: 1.41, fromClean: 9 }],
    // It differs beyond other places, and by far less than any filling would.
    ['from-unmarked: under the mark it shows what our picture without it shows, though it differs', { fromClean: 3.9 }],
    // More than that, and yet so much less that it was hardly retouched.
    ['unknown: the mark is not there, and its place differs', { fromClean: 4.1 }],
    ['unknown: the mark is not there, and its place differs', { fromClean: 3.9, fromFilled: 48 }],
    ['unknown: the mark is not there, and its place differs', { fromClean: 3.9, ifFilled: 48 }],
    ['unknown: the mark is not there, and its place differs', { fromClean: 5.9, ifFilled: 29.6, fromFilled: 29.6 }],
    ['removed', { fromClean: 6, ifFilled: 30 }],
    ['removed', { fromClean: 6, fromFilled: 30 }],
    ['removed', { fromClean: 6.01 }],
    ['removed', { fromClean: 4.1, fillingShare: 0.4 }],
    ['from-unmarked', { misfit: 0.3 }],
    ['unknown: our picture cannot be aligned', { misfit: 0.31 }],
    // A looser alignment: far from ours with and without the mark, and as retouching leaves it: retouched.
    ['removed: the mark is gone and its strokes were filled in', { misfit: 0.31, fromClean: 4.1 }],
    ['unknown: our picture cannot be aligned', { misfit: 0.31, fromClean: 4 }],
    ['unknown: our picture cannot be aligned', { misfit: 0.31, fromClean: 4.1, fromMarked: 4 }],
    ['unknown: our picture cannot be aligned', { misfit: 0.31, fromClean: 4.1, correlation: 0.8 }],
    // Some of the mark may be there: it is nearer to ours with it than without it, or blurred.
    ['unknown: our picture cannot be aligned', { ...SOME_MARK }],
    ['removed', { ...SOME_MARK, strength: 0.34 }],
    ['removed', { ...SOME_MARK, correlation: 0.49 }],
    ['removed', { ...SOME_MARK, fromMarked: 8.1 }],
    ['removed', { ...SOME_MARK, fromBlurred: 4.9 }],
    ['removed', { misfit: 0.6, fromClean: 4.1 }],
    ['unknown: our picture cannot be aligned', { misfit: 0.61, fromClean: 50 }],
    ['unknown: our picture cannot be aligned', { misfit: 0.31, ...OTHER }],
    ['unknown: our picture cannot be aligned', { misfit: 0.31, fromClean: 4.1, grain: { share: 0.01, sureness: 1 } }],
    ['from-unmarked', { places: 6 }],
    ['unknown: the picture shows too few', { places: 5 }],
    // The grain of the stamped picture is seen, and its mark is not.
    ['removed: the mark is gone; it bears the grain', GRAINED],
    ['from-unmarked', { grain: { share: 0.39, sureness: 50 } }],
    ['from-unmarked', { grain: { share: 1, sureness: 4.9 } }],
    ['removed', { ...GRAINED, misfit: 0.9, places: 0 }],
    ['removed', { ...GRAINED, strength: 0.34, correlation: 0.8 }],
    ['there', { ...GRAINED, strength: 1, correlation: 1, fromClean: 20, fromMarked: 2 }],
    ['there', { ...GRAINED, fromMarked: 1.4 }],
    ['from-unmarked', { ...GRAINED, fromMarked: 2 }],
    ['removed', { ...GRAINED, fromMarked: 2.01 }],
    // It surely lacks the grain: what is seen hardly, or no more than compression leaves, accuses nobody.
    ['removed', { fillingShare: 0.5, fillingSurplus: 9, ifFilled: 2 }],
    ['unknown', { fillingShare: 0.5, fillingSurplus: 9, ifFilled: 2, grain: { share: 0.01, sureness: 1 } }],
    ['unknown', { fillingShare: 0.5, fillingSurplus: 9, ifFilled: 2, grain: { share: -0.01, sureness: -1 } }],
    ['removed', { fillingShare: 0.5, fillingSurplus: 9, ifFilled: 2, grain: { share: 0.06, sureness: 1 } }],
    ['removed', { fillingShare: 0.5, fillingSurplus: 9, ifFilled: 2, grain: { share: 0.2, sureness: 4.5 } }],
    ['unknown', { fromClean: 3, ifFilled: 15, grain: { share: 0.01, sureness: 1 } }],
    // However much the place differs: a filter changes the light of colours that no other place has.
    ['unknown: the mark’s place differs', { fromClean: 26, ifFilled: 41, grain: { share: 0.01, sureness: 1 } }],
    ['removed', { fromClean: 26, ifFilled: 41, grain: { share: 0.06, sureness: 1 } }],
    ['removed', { fromClean: 26, ifFilled: 41, grain: { share: 0.2, sureness: 20 } }],
    ['unknown: the mark’s place differs', { ...OTHER, grain: { share: 0.01, sureness: 1 } }],
    ['unknown: the mark’s place differs', { fromClean: 2.01, ifFilled: 10, grain: { share: 0.01, sureness: 1 } }],
    ['unknown: the mark is not there, and', { fromClean: 2, ifFilled: 10, grain: { share: 0.01, sureness: 1 } }],
    ['unknown', { fromClean: 1.41, ifFilled: 15, fromFilled: 0.7, grain: { share: 0.01, sureness: 1 } }],
    ['unknown: so faint a mark', { ...GRAINED, ifMarked: 1.99 }],
    ['covered', { ...OTHER, ...GRAINED }],
    ['removed: pieces', { ...OTHER, ...GRAINED, pieces: 0.45 }],
    ['unknown: so faint a mark', { ifMarked: 1.99 }],
    ['from-unmarked', { ifMarked: 2 }],
    // Though it is so faint, its strokes were seen to be filled in.
    ['removed: the mark is gone and its strokes', { ifMarked: 1.99, fillingShare: 0.4, fillingSurplus: 7 }],
    ['unknown: so faint a mark', { ifMarked: 1.99, fillingShare: 0.4, fillingSurplus: 6.9 }],
    ['unknown: so faint a mark', { ifMarked: 1.99, fillingShare: 0.39, fillingSurplus: 7 }],
    ['unknown: so faint a mark', { ifMarked: 1.99, fillingShare: 0.4, fillingSurplus: 7, fromMarked: 1.4 }],
    ['from-unmarked', { fromClean: 1.4 }],
    ['unknown: the mark is not there, and its place differs', { fromClean: 1.41, ifFilled: 15 }],
    ['unknown: the mark is not there, and its place differs', { fromClean: 2, ifFilled: 15 }],
    ['removed', { fromClean: 2.01, ifFilled: 10 }],
    // It differs hardly beyond other places: at the strokes more than between them, or partly as a filling does.
    ['removed', { fromClean: 3, between: 2.24, ifFilled: 15 }],
    ['unknown: the mark is not there, and its place differs', { fromClean: 3, between: 2.25, ifFilled: 15 }],
    ['removed', { fromClean: 3.01, between: 2.26, ifFilled: 15 }],
    ['unknown: the mark is not there, and its place differs', { fromClean: 3, between: -1, ifFilled: 15 }],
    ['removed', { fromClean: 3, between: -1, ifFilled: 15, fillingShare: 0.3, fillingSurplus: 2.5 }],
    [
      'unknown: the mark is not there, and its place differs',
      { fromClean: 3, between: -1, ifFilled: 15, fillingShare: 0.29, fillingSurplus: 9 },
    ],
    [
      'unknown: the mark is not there, and its place differs',
      { fromClean: 3, between: -1, ifFilled: 15, fillingShare: 0.3, fillingSurplus: 2.4 },
    ],
    // Too little by itself, and just what a filling or a blur leaves.
    ['removed: the mark is gone, and its place differs', { fromClean: 1.41, ifFilled: 15, fromFilled: 0.7 }],
    ['unknown: the mark is not there, and its place differs', { fromClean: 1.41, ifFilled: 15, fromFilled: 0.71 }],
    ['removed: the mark is gone, and its place differs', { fromClean: 1.41, ifFilled: 15, fromBlurred: 0.7 }],
    ['from-unmarked', { fromClean: 1.4, fromFilled: 0.1 }],
    // It differs no more than other places, and as a filling does.
    ['removed: the mark is gone and its strokes were filled in: 40 %', { fillingShare: 0.4, fillingSurplus: 3.5 }],
    ['from-unmarked', { fillingShare: 0.39, fillingSurplus: 100 }],
    ['unknown: the mark is not there', { fillingShare: 0.4, fillingSurplus: 3.4 }],
    ['removed', { fillingShare: 1.2, fillingSurplus: 4, ifFilled: 1 }],
    // By chance, where neither it nor a filling differs more than other places; not where some of the mark is left.
    ['unknown', { fillingShare: 1.2, fillingSurplus: 4, ifFilled: 0.99 }],
    ['from-unmarked', { fromClean: 0.99, fillingShare: 0.39, fillingSurplus: 20 }],
    ['unknown', { fromClean: 0.99, fillingShare: 0.4, fillingSurplus: 20 }],
    ['removed', { fromClean: 0.99, fillingShare: 0.4, fillingSurplus: 20, strength: 0.3 }],
    ['unknown', { fromClean: 0.99, fillingShare: 0.4, fillingSurplus: 20, strength: 0.29 }],
    ['removed', { fromClean: 3.9, fillingShare: 1, fillingSurplus: 4 }],
    ['from-unmarked', { ifFilled: 3.01 }],
    ['unknown: the mark is not there, and the background', { ifFilled: 3 }],
    ['removed: the mark is gone and its strokes were filled in', { ...OTHER, between: 1.99 }],
    ['covered', { ...OTHER, between: 2 }],
    ['removed: the mark is gone and its place was filled in', { ...OTHER, coarse: LIKE_OURS - 0.01 }],
    ['removed: the mark is gone and its place was smoothed', { ...OTHER, coarse: 0, detail: 0.59 }],
    ['removed: the mark is gone and its place was filled in', { ...OTHER, coarse: 0, detail: 0.6 }],
    ['removed: the mark is gone and its place was filled in', { ...OTHER, fromFilled: 9.99 }],
    ['covered', { ...OTHER, fromFilled: 10, fromBlurred: 10 }],
    ['removed: the mark is gone and its place was filled in', { ...OTHER, fromBlurred: 9.99 }],
    ['covered', { ...OTHER, between: -1 }],
    ['covered', { ...OTHER, elsewhere: 0.84, otherColour: 0.11 }],
    ['removed: another part', { ...OTHER, elsewhere: 0.85, otherColour: 0.11 }],
    ['covered', { ...OTHER, elsewhere: 0.69, otherColour: 0.1 }],
    ['removed: another part', { ...OTHER, elsewhere: 0.7, otherColour: 0.1 }],
    ['covered', { ...OTHER, pieces: 0.24 }],
    ['removed: pieces', { ...OTHER, pieces: 0.25, otherColour: 0.1 }],
    ['covered', { ...OTHER, pieces: 0.44, otherColour: 0.11 }],
    ['removed: pieces', { ...OTHER, pieces: 0.45, otherColour: 0.49 }],
    ['covered: something else', { ...OTHER, pieces: 0.45, otherColour: 0.5 }],
    // Painted over with the ground of the picture.
    ['removed: the plain ground', { ...OTHER, ofGround: 0.75, otherColour: 0.1, detail: 2.9 }],
    ['covered', { ...OTHER, ofGround: 0.74 }],
    ['covered', { ...OTHER, ofGround: 1, detail: 3 }],
    ['covered', { ...OTHER, ofGround: 1, otherColour: 0.11 }],
    // Scaled so far, strokes look as filled ones do.
    ['removed', { fromClean: 6.01, markHeight: 9 }],
    ['unknown: with the detail that the copy has it would be 9 px high', { fromClean: 6.01, markHeight: 8.9 }],
    // Unless it was surely made from the stamped picture, and hardly any of a mark is seen that would be.
    ['removed', { ...SMALL, ...GRAINED }],
    ['removed', { ...SMALL, ...GRAINED, strength: 0.25, correlation: 0.25, ifMarked: 6, fromMarked: 30 }],
    [TOO_SMALL, { ...SMALL, grain: { share: 0.39, sureness: 50 } }],
    [TOO_SMALL, { ...SMALL, ...GRAINED, strength: 0.26 }],
    [TOO_SMALL, { ...SMALL, ...GRAINED, strength: -0.26 }],
    [TOO_SMALL, { ...SMALL, ...GRAINED, correlation: 0.26 }],
    [TOO_SMALL, { ...SMALL, ...GRAINED, ifMarked: 5.9 }],
    ['removed', { ...SMALL, ...GRAINED, fromMarked: 37.5 }],
    [TOO_SMALL, { ...SMALL, ...GRAINED, fromMarked: 37.4 }],
    ['removed', { ...SMALL, ...GRAINED, fromClean: 16.6 }],
    [TOO_SMALL, { ...SMALL, ...GRAINED, fromClean: 16.7 }],
    ['covered', { ...OTHER, markHeight: 8.9 }],
    ['from-unmarked', { markHeight: 8.9 }],
    // Blurred it is nearer to what is there than sharp.
    ['removed', { ...SMALL, ...GRAINED, strength: 0.6, fromMarked: 23, fromBlurred: 20 }],
    [TOO_SMALL, { ...SMALL, ...GRAINED, strength: 0.6, fromMarked: 22.9, fromBlurred: 20 }],
    [TOO_SMALL, { ...SMALL, strength: 0.6, fromMarked: 23, fromBlurred: 20 }],
    ['removed', { fromClean: 6.01, fromMarked: 23, fromBlurred: 20, enlargedFrom: 220, ...GRAINED }],
    [
      'unknown: the copy has no more',
      { fromClean: 6.01, fromMarked: 22.9, fromBlurred: 20, enlargedFrom: 220, ...GRAINED },
    ],
    ['removed: 60 %', { ...OTHER, coarse: 0, left: 0.6, fromMarked: 23, fromBlurred: 20, ...GRAINED }],
    ['damaged: 60 %', { ...OTHER, coarse: 0, left: 0.6, fromMarked: 22.9, fromBlurred: 20, ...GRAINED }],
    ['damaged: 60 %', { ...OTHER, left: 0.6, fromMarked: 23, fromBlurred: 20, ...GRAINED }],
    // The copy is as coarse as the compared size, with or without the mark.
    ['unknown: the copy has no more detail than ours has at 220 px', { fromClean: 6.01, enlargedFrom: 220 }],
    ['unknown: the copy has no more detail', { fromClean: 6.01, enlargedFrom: 220, ...GRAINED }],
    ['unknown: the copy has no more detail', { ...OTHER, enlargedFrom: 220 }],
    ['unknown: the copy has no more detail', { enlargedFrom: 220 }],
    ['unknown: the copy has no more detail', { fromClean: 6, ifFilled: 30, left: 0.5, enlargedFrom: 220 }],
    ['there', { fromMarked: 1.4, fromClean: 9, enlargedFrom: 220 }],
    ['cropped-away', { visible: 0.59, enlargedFrom: 220 }],
  ])('%s: %o', (start, more) => {
    expect(said(more).slice(0, start.length)).toBe(start);
  });

  it('is unknown where nothing but the share is known', () => {
    expect(markStateOf({ visible: 0.6 }).state).toBe('unknown');
    expect(markStateOf({ visible: 0.5 }).state).toBe('cropped-away');
  });
});
