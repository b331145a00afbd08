import { auditAssets } from '../generated/audit-assets.ts';
import { contentPolicy, templates } from '../page/templates.ts';
import { type AuditData, dataElement, digestOf, encodeAudit } from './embedded.ts';
import { auditView } from './view.ts';

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
