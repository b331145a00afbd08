import { type Reporter, safeJson } from '@listing-lint/core';
import { noOptions } from '../format/options.ts';

/** The report itself, schemaVersion 1: what every other reporter renders. */
export const json: Reporter = {
  id: 'json',
  title: 'The whole report as JSON, for scripts and other programs',
  options: noOptions,
  render: (report) => safeJson(report),
};
