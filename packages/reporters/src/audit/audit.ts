import { compareText, type Report, type ReportContext, type Reporter } from '@listing-lint/core';
import { z } from 'zod';
import { reporterOptions } from '../format/options.ts';
import { visibleWorks } from './copies-view.ts';

const auditOptions = z.strictObject({
  signer: z.string().min(1).max(200).describe('who signs for the report').optional(),
  company: z.string().min(1).max(200).describe('the company that it is about').optional(),
});

/** A compliance report for the record: every file and every verdict, the policy, exceptions, room to sign, and its own data to verify. */
export const audit: Reporter = {
  id: 'audit',
  title: 'A compliance report to sign and to verify later, as HTML or PDF',
  options: auditOptions,
  needs: ['policy', 'thumbnail', 'circumstances'],
  render: async (report, context) =>
    (await import('./render.ts')).renderAudit({
      report,
      texts: Object.fromEntries([...(context.policyTexts ?? [])].sort(([a], [b]) => compareText(a, b))),
      ...(context.now === undefined ? {} : { now: context.now }),
      ...reporterOptions('audit', auditOptions, context.options),
      ...(context.circumstances === undefined ? {} : { circumstances: context.circumstances }),
      thumbnails: visibleThumbnails(report, context.thumbnails),
    }),
};

/** Thumbnails in the watermark section; further pictures are listed with their watermark position only. */
const MAX_THUMBNAILS = 60;

const visibleThumbnails = (
  report: Report,
  thumbnails: ReportContext['thumbnails'],
): Readonly<Record<string, string>> => {
  const marked = report.subjects.flatMap(({ path, boxes }) => (boxes === undefined ? [] : [path]));
  const shown = (paths: readonly string[], most: number) =>
    [...new Set(paths)]
      .flatMap((path) => {
        const address = thumbnails.get(path);
        return address === undefined ? [] : [[path, address] as const];
      })
      .slice(0, most);
  return Object.fromEntries([...shown(marked, MAX_THUMBNAILS), ...shown(visibleWorks(report), MAX_THUMBNAILS)]);
};
