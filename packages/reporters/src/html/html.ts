import type { Reporter } from '@listing-lint/core';
import { noOptions } from '../format/options.ts';

/** One file for people: pictures with what was found on them, why it matters and how to fix it; opens from disk, needs no network. */
export const html: Reporter = {
  id: 'html',
  title: 'One HTML page with pictures, filters and fixes, for people',
  options: noOptions,
  needs: ['thumbnail'],
  // Templates, style and script are many; most runs print no page.
  render: async (report, context) => (await import('./render.ts')).renderPage(report, context),
};
