import type { Subject } from '@listing-lint/core';
import { describe, expect, it } from 'vitest';
import { directionField, encodeField } from './direction-field.ts';
import { overlayOf, publishedPictures, signsIn } from './overlay-fact.ts';
import type { OverlaySigns } from './signs-fact.ts';
import { productPicture } from './test-pictures.ts';

const subjectOf = (path: string): Subject => ({
  scope: 'image',
  path,
  file: `/${path}`,
  role: 'main',
  listing: path,
  channels: [],
});
const edges = encodeField(directionField(productPicture(1, 160, 120)));
const signs: OverlaySigns = {
  published: true,
  edges,
  sourceWidth: 160,
  text: { rows: [], examined: 0.8 },
  mark: null,
};
const markThat = (
  status: NonNullable<OverlaySigns['mark']>['status'],
  reason: string | null = null,
): OverlaySigns['mark'] => ({ status, template: 'brand/mark.png', reason, contrast: null });

describe('the registered pictures', () => {
  it('are those that were examined and are published', () => {
    const signsByPath = new Map([
      ['a.jpg', { value: signs }],
      ['b.jpg', { error: 'its JPEG data are damaged' }],
      ['c.jpg', { value: { ...signs, published: false, edges: null, sourceWidth: null } }],
    ]);
    const subjects = ['a.jpg', 'b.jpg', 'c.jpg', 'not examined.jpg'].map(subjectOf);
    expect(publishedPictures(subjects, signsByPath).map(({ path }) => path)).toEqual(['a.jpg']);
  });
});

describe('what is known of a picture by itself', () => {
  it('is nothing, with the reason, where it could not be examined', () => {
    expect(signsIn({ value: signs })).toBe(signs);
    expect(() => signsIn({ error: 'its JPEG data are damaged' })).toThrow('its JPEG data are damaged');
    expect(() => signsIn(undefined)).toThrow('the picture was not examined');
    expect(() => signsIn({ value: { ...signs, published: false } })).toThrow('originals and charts are not examined');
  });
});

describe('the evidence of an overlay', () => {
  const none = { overlays: [], main: 12, others: 12, mainProducts: 12, otherProducts: 12 };
  const all = { evidence: ['mark', 'consistent', 'text'], required: [] } as const;
  const overlay = (more: Partial<OverlaySigns>, consistency = none) =>
    overlayOf(subjectOf('a.jpg'), { ...signs, ...more }, consistency, {
      evidence: [...all.evidence],
      required: [...all.required],
    });

  it('reports which kinds were searched for, and why others were not', () => {
    expect(overlay({ mark: markThat('absent') })).toMatchObject({
      evidence: 'none',
      examined: ['mark', 'consistent', 'text'],
      notExamined: [],
    });
    const few = overlay({ text: null }, { ...none, main: 11 });
    expect(few).toMatchObject({ evidence: 'none', examined: [] });
    expect(few.notExamined.map(({ kind }) => kind)).toEqual(['mark', 'consistent', 'text']);
  });

  it.each([
    ['present', 'the mark brand/mark.png is on the picture'],
    ['illegible', 'a faint mark is on the picture (brand/mark.png)'],
  ] as const)('is a mark that is %s', (status, words) => {
    expect(overlay({ mark: markThat(status) })).toMatchObject({ evidence: 'mark', found: [words], notExamined: [] });
  });

  it.each([
    ['review', null, 'something like the mark brand/mark.png is there: look at it'],
    ['indeterminate', 'the picture is 90 px long: too small', 'the picture is 90 px long: too small'],
  ] as const)('is unknown where the search for the mark ends in %s', (status, reason, why) => {
    expect(() => overlay({ mark: markThat(status, reason) })).toThrow(why);
  });
});
