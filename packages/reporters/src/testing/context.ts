import type { ReportContext } from '@listing-lint/core';

/** A plain context: no colour, 100 columns, no thumbnails. */
export const fixtureContext = (more: Partial<ReportContext> = {}): ReportContext => ({
  color: false,
  columns: 100,
  quiet: false,
  thumbnails: new Map(),
  options: {},
  root: '/shop',
  ...more,
});
