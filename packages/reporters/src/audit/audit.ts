import type { Reporter } from '@listing-lint/core';
import { noOptions } from '../format/options.ts';
import { compareText } from '../format/order.ts';
import { auditAssets } from '../generated/audit-assets.ts';
import { contentPolicy, templates } from '../page/templates.ts';
import { type AuditData, dataElement, digestOf, encodeAudit } from './embedded.ts';
import { auditView } from './view.ts';

/** A compliance report for the record: every file and every verdict, the policy, exceptions, room to sign, and its own data to verify. */
export const audit: Reporter = {
  id: 'audit',
  title: 'A compliance report to sign and to verify later, as HTML or PDF',
  options: noOptions,
  needs: ['policy'],
  render: (report, context) =>
    renderAudit({
      report,
      texts: Object.fromEntries([...(context.policyTexts ?? [])].sort(([a], [b]) => compareText(a, b))),
      ...(context.now === undefined ? {} : { now: context.now }),
    }),
};

/** The page for the data: the same data, the same bytes, so that a page can be held against what it carries. */
export const renderAudit = (data: AuditData): string => {
  const encoded = encodeAudit(data);
  const digest = digestOf(encoded);
  const { style } = auditAssets;
  return templates(auditAssets.templates)('audit', {
    view: auditView(data, digest),
    style,
    policy: contentPolicy(style, ''),
    data: dataElement(encoded),
  });
};
