import { safeJson } from '@listing-lint/core/plugin';
import { channelsHtml } from './channels-html.ts';
import type { ChannelsFormat, ChannelsReport } from './channels-report.ts';
import { channelsText } from './channels-text.ts';

/** The report in a format. */
export const renderChannels = (report: ChannelsReport, format: ChannelsFormat): string => {
  if (format === 'json') return safeJson(report);
  return format === 'html' ? channelsHtml(report) : channelsText(report);
};
