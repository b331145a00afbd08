import type { Reporter } from '@listing-lint/core';

/** TODO: who reads it. Escape everything that comes from names, messages and metadata. */
export const __camel__: Reporter = {
  id: '__name__',
  title: 'TODO what it writes, and for whom',
  render: (report) => `${report.findings.length}\n`,
};
