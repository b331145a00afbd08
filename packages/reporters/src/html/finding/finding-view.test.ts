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

it('says what was expected in words, and not by the ids of operators', () => {
  const cause = { fact: 'case', path: 'relistedCount', actual: 2, expected: 0, message: 'it was listed again' };
  const expectedBy = (operator: string) =>
    findingView({ ...finding, causes: [{ ...cause, operator }] }, new Map(), false).causes.map((each) => each.expected);
  expect(
    ['lessThanInclusive', 'greaterThanInclusive', 'lessThan', 'isEmpty', 'constructor'].flatMap(expectedBy),
  ).toEqual(['at most 0', 'at least 0', 'less than 0', 'is empty 0', 'constructor 0']);
});
