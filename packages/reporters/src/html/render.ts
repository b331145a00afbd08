import type { Report, ReportContext } from '@listing-lint/core';
import { htmlAssets } from '../generated/html-assets.ts';
import { contentPolicy, templates } from '../page/templates.ts';
import { pageView } from './view.ts';

/** The page as text. */
export const renderPage = (report: Report, context: ReportContext): string => {
  const { style, script } = htmlAssets;
  return templates(htmlAssets.templates)('page', {
    page: pageView(report, context),
    style,
    script,
    policy: contentPolicy(style, script),
  });
};
