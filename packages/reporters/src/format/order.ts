import { compareText, type Finding, type Report, type RuleReport, type Severity, subjectKey } from '@listing-lint/core';

const RANK: Readonly<Record<Severity, number>> = { error: 0, warn: 1, info: 2 };

const collator = new Intl.Collator('en', { numeric: true });

/** Natural order for people (`2.jpg` before `10.jpg`). */
export const compareNatural = (a: string, b: string): number => collator.compare(a, b) || compareText(a, b);

/** The most severe first, then by place, path and rule. */
export const compareBySeverity = (a: Finding, b: Finding): number =>
  RANK[a.severity] - RANK[b.severity] ||
  compareText(a.subject.path, b.subject.path) ||
  (a.region?.startLine ?? 0) - (b.region?.startLine ?? 0) ||
  compareText(a.ruleId, b.ruleId) ||
  compareText(a.fingerprint, b.fingerprint);

/** Findings of one subject. */
export interface SubjectFindings {
  readonly scope: string;
  readonly path: string;
  readonly findings: readonly Finding[];
}

/** Findings grouped by subject, groups in natural order of their path, findings by severity. */
export const bySubject = (findings: readonly Finding[]): readonly SubjectFindings[] => {
  const groups = new Map<string, { scope: string; path: string; findings: Finding[] }>();
  for (const finding of findings) {
    const key = subjectKey(finding.subject);
    const group = groups.get(key);
    if (group) group.findings.push(finding);
    else groups.set(key, { scope: finding.subject.scope, path: finding.subject.path, findings: [finding] });
  }
  return [...groups.values()]
    .map((group) => ({ ...group, findings: group.findings.sort(compareBySeverity) }))
    .sort((a, b) => compareNatural(a.path, b.path) || compareText(a.scope, b.scope));
};

/** Where a project has another rule under an id, that of the others. */
export const rulesById = (report: Report): Map<string, RuleReport> =>
  new Map(report.rules.flatMap((rule) => (rule.project === undefined ? [[rule.id, rule]] : [])));

/** Findings that a reporter shows: with `quiet` only errors. */
export const visibleFindings = (findings: readonly Finding[], quiet: boolean): readonly Finding[] =>
  quiet ? findings.filter((finding) => finding.severity === 'error') : findings;
