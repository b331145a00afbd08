import type { Finding, Related } from '@listing-lint/core';
import { expect, it } from 'vitest';
import { findingView } from './finding-view.ts';

const related = (path: string, message: string): Related => ({ path, message });
const finding: Finding = {
  ...{ ruleId: 'house-style', severity: 'info', outcome: 'fail', causes: [] },
  message: 'main.jpg: ratio 0.88; main.jpg: evenness 4 %; …',
  ...{ subject: { scope: 'listing', path: 'listings/a' }, fingerprint: '0', contentFingerprint: '0' },
  related: [
    related('listings/a/main.jpg', 'ratio 0.88'),
    related('listings/a/main.jpg', 'evenness 4 %'),
    related('listings/a/main.jpg', 'warmth -36 of 255'),
    related('listings/a/1.jpg', 'warmth -36 of 255'),
  ],
};

it('names a picture once of which the sentence says all already', () => {
  expect(
    findingView(finding, new Map(), false).related.map(({ before, path, after }) => before + path + after),
  ).toEqual(['listings/a/main.jpg', 'listings/a/main.jpg warmth -36 of 255', 'listings/a/1.jpg warmth -36 of 255']);
});
