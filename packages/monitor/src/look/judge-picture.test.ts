import type { BytesMatcher, MarkOnSuspect, OurPicture, SuspectResult } from '@listing-lint/vision';
import sharp from 'sharp';
import { expect, it } from 'vitest';

import { pictureJudge } from './judge-picture.ts';

const PIXEL = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
  .png()
  .toBuffer();
const ALL = { left: 0, top: 0, right: 1, bottom: 1 };
const ours = { path: 'originals/1.jpg', product: null, sha256: 'ab'.repeat(32) };

const matched = (state: MarkOnSuspect['state'] | null): OurPicture => ({
  path: ours.path,
  product: null,
  verdict: 'duplicate',
  evidence: 'near',
  distance: 2,
  recoloured: 0,
  turn: 'identity',
  description: 'copy of originals/1.jpg, distance 2',
  box: ALL,
  ourBox: ALL,
  ...(state === null ? {} : { mark: { state, ground: '', name: 'm', stamped: 's', ours: ALL, theirs: ALL } }),
});

/** `marked`: whether our mark is found on ours, and on theirs, where both are looked through for it. */
const verdictOn = (
  state: MarkOnSuspect['state'] | null,
  marked?: { readonly ours: boolean; readonly theirs: boolean },
) => {
  const matcher: BytesMatcher = {
    ours: [ours],
    unreadable: [],
    tooPlain: [],
    match: async (_bytes, path) => ({ path, sha256: null, matches: [matched(state)], problem: null }),
    close: () => undefined,
  };
  const looks = marked && { ourMark: async () => marked.ours, markOn: async () => marked.theirs };
  return pictureJudge({ matcher, maxPixels: 1e6, ...looks })(PIXEL, 'a.png').verdict;
};

it.each([
  ['removed', true],
  ['there', false],
  ['from-unmarked', false],
  ['covered', null],
  ['cropped-away', null],
  ['unknown', null],
  [null, null],
] as const)('a mark that is %s was taken off: %s', async (state, markRemoved) => {
  expect(await verdictOn(state)).toMatchObject({ certainty: 'copy', mark: state, markRemoved });
});

it.each([
  [{ ours: true, theirs: true }, false],
  // It may come from a picture that never had it.
  [{ ours: true, theirs: false }, null],
  [{ ours: false, theirs: false }, false],
])('without a stamp, marks seen on %o were taken off: %s', async (marked, markRemoved) => {
  expect(await verdictOn(null, marked)).toMatchObject({ certainty: 'copy', mark: null, markRemoved });
});

it('says nothing of a mark of which a stamp leaves open what became of it, whatever is seen on theirs', async () => {
  const verdict = await verdictOn('unknown', { ours: true, theirs: false });
  expect(verdict).toMatchObject({ mark: 'unknown', markRemoved: null });
});

const verdictOf = (
  more: Pick<SuspectResult, 'unseenFrames' | 'unseenPictures' | 'inconclusive'>,
  matches: readonly OurPicture[],
  files: BytesMatcher['ours'] = [ours],
) => {
  const matcher: BytesMatcher = {
    ours: files,
    unreadable: [],
    tooPlain: [],
    match: async (_bytes, path) => ({ path, sha256: null, matches, ...more, problem: null }),
    close: () => undefined,
  };
  return pictureJudge({ matcher, maxPixels: 1e6 })(PIXEL, 'a.png').verdict;
};

it('does not call a picture another one of which it cannot be told whether it is', async () => {
  const plain: OurPicture = { ...matched(null), verdict: 'undecided' };
  expect(await verdictOf({}, [plain])).toEqual({
    untold: 'it may show originals/1.jpg, and has too little detail to say',
  });
  expect(await verdictOf({ inconclusive: 'too plain' }, [])).toEqual({ untold: 'too plain' });
  expect(await verdictOf({}, [plain, matched(null)])).toMatchObject({ certainty: 'copy' });
});

it('knows a work by all files of ours that hold it', async () => {
  const kept = { path: '.listing-lint/unstamped/a/1.jpg', product: null, sha256: 'cd'.repeat(32) };
  const match = { ...matched(null), path: 'a/1.jpg', unstamped: kept.path, originals: [ours.path] };
  expect(await verdictOf({}, [match], [ours, kept])).toMatchObject({
    works: [{ path: 'a/1.jpg', sha256: kept.sha256, alike: [{ path: ours.path, sha256: ours.sha256 }] }],
  });
});

it('does not call a picture another one of which frames or small pictures were not looked at', async () => {
  expect(await verdictOf({}, [])).toEqual({ isOther: true });
  expect(await verdictOf({ unseenFrames: 3 }, [])).toEqual({
    problem: '3 frames, pages or pictures behind the first could not be looked at',
  });
  expect(await verdictOf({ unseenPictures: 2 }, [])).toEqual({
    problem:
      '2 small pictures in it were not compared, as they are under 64 px or beyond the first 40: cut out those that matter and match them alone',
  });
  expect(await verdictOf({ unseenFrames: 3 }, [matched(null)])).toMatchObject({ certainty: 'copy' });
});
