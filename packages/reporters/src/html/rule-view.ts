import { compareText, escapeControls, type Report, type Severity } from '@listing-lint/core';
import { severityWord } from '../format/phrases.ts';
import { type ProsePart, prose } from '../page/prose.ts';

export interface RuleView {
  readonly id: string;
  readonly anchor: string;
  readonly severity: Severity;
  readonly word: string;
  readonly title: string;
  readonly why: readonly ProsePart[];
  readonly fix: readonly ProsePart[];
  readonly references: readonly { readonly title: string; readonly url: string; readonly read: string }[];
  readonly findings: number;
  readonly passes: number;
  /** The project that has another rule under this id than the others; empty for the rule of the others. */
  readonly project: string;
}

/** Every rule of the report, sorted by id, with what it found and passed. */
export const ruleViews = (report: Report): readonly RuleView[] => {
  const findings = new Map<string, number>();
  for (const { ruleId } of report.findings) findings.set(ruleId, (findings.get(ruleId) ?? 0) + 1);
  const passes = new Map<string, number>();
  for (const { outcomes } of report.subjects) {
    for (const id of outcomes.pass) passes.set(id, (passes.get(id) ?? 0) + 1);
  }
  return report.rules
    .map((rule) => ({
      id: escapeControls(rule.id),
      anchor: anchorOf(rule.project === undefined ? rule.id : `${rule.id} ${rule.project}`),
      severity: rule.severity,
      word: severityWord[rule.severity],
      title: escapeControls(rule.project === undefined ? rule.title : `${rule.title} (${rule.project})`),
      why: prose(rule.why),
      fix: prose(rule.fix),
      references: rule.references
        .filter(({ url }) => /^https?:\/\//i.test(url))
        .map(({ title, url, read }) => ({
          title: escapeControls(title),
          url: escapeControls(url),
          read: escapeControls(read),
        })),
      findings: findings.get(rule.id) ?? 0,
      passes: passes.get(rule.id) ?? 0,
      project: escapeControls(rule.project ?? ''),
    }))
    .sort((a, b) => compareText(a.id, b.id));
};

/** Id of a rule's part of the page: letters, digits and `-` alone. */
export const anchorOf = (ruleId: string): string => `rule-${ruleId.replace(/[^A-Za-z0-9-]/g, '_')}`;

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warn: 1, info: 2 };

/** Rules with findings, the most severe and most frequent first. */
export const failingRules = (rules: readonly RuleView[]): readonly RuleView[] =>
  rules
    .filter(({ findings, project }) => findings > 0 && project === '')
    .sort((a, b) => ORDER[a.severity] - ORDER[b.severity] || b.findings - a.findings || compareText(a.id, b.id));
