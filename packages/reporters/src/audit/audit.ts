import { compareText, type Reporter } from '@listing-lint/core';
import { noOptions } from '../format/options.ts';

/** A compliance report for the record: every file and every verdict, the policy, exceptions, room to sign, and its own data to verify. */
export const audit: Reporter = {
  id: 'audit',
  title: 'A compliance report to sign and to verify later, as HTML or PDF',
  options: noOptions,
  needs: ['policy'],
  render: async (report, context) =>
    (await import('./render.ts')).renderAudit({
      report,
      texts: Object.fromEntries([...(context.policyTexts ?? [])].sort(([a], [b]) => compareText(a, b))),
      ...(context.now === undefined ? {} : { now: context.now }),
    }),
};
