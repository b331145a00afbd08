import type { Reporter } from '@listing-lint/core';
import { noOptions } from '../format/options.ts';
import { htmlAssets } from '../generated/html-assets.ts';
import { contentPolicy, templates } from '../page/templates.ts';
import { pageView } from './view.ts';

/** One file for people: pictures with what was found on them, why it matters and how to fix it; opens from disk, needs no network. */
export const html: Reporter = {
  id: 'html',
  title: 'One HTML page with pictures, filters and fixes, for people',
  options: noOptions,
  needs: ['thumbnail'],
  render: (report, context) => {
    const { style, script } = htmlAssets;
    return templates(htmlAssets.templates)('page', {
      page: pageView(report, context),
      style,
      script,
      policy: contentPolicy(style, script),
    });
  },
};
