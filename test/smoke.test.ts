import { isKnownError, ListingLintError } from '@listing-lint/core';
import { expect, it } from 'vitest';

it('x', () => {
  expect(isKnownError(new ListingLintError('usage', 'm'), 'usage')).toBe(true);
});
