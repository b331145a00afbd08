import {
  compareText,
  type ExceptionReport,
  escapeControls,
  type Finding,
  type Outcome,
  type Report,
  type Severity,
} from '@listing-lint/core';
import { type CaseTimeline, type DisputesView, disputesView } from '../docket/docket-view.ts';
import { compareBySeverity } from '../format/order.ts';
import {
  count,
  grouped,
  judged,
  lineNote,
  relatedSentence,
  remarks,
  reservedRemarks,
  severityWord,
  tally,
  unsaid,
  unsaidCauses,
} from '../format/phrases.ts';
import { type ProsePart, prose } from '../page/prose.ts';
import { type Attendance, attendance, partyFacts } from './attendance-view.ts';
import { type Conformance, conformanceOf, type Reason } from './conformance.ts';
import { type CopiesView, copiesViews } from './copies-view.ts';
import type { AuditData } from './embedded.ts';
import { type FileGroup, fileGroups } from './file-view.ts';
import { type NamedPolicy, namedPolicies, type ProjectRow, projectRows } from './project-view.ts';

export interface RuleRow {
  readonly id: string;
  readonly isDispute: boolean;
  readonly title: string;
  readonly word: string;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly bar: readonly BarPart[];
  readonly why: readonly ProsePart[];
  readonly fix: readonly ProsePart[];
}

/** A part of a bar, in thousandths of its length. */
export interface BarPart {
  readonly outcome: Outcome;
  readonly x: number;
  readonly width: number;
}

export interface AuditView extends Attendance {
  readonly title: string;
  readonly standing: Omit<Conformance, 'reasons'> & {
    readonly reasons: readonly (Reason & { readonly parts: readonly ProsePart[] })[];
  };
  readonly sentence: string;
  readonly cover: readonly { readonly label: string; readonly value: string; readonly code?: boolean }[];
  readonly digest: string;
  readonly totals: readonly { readonly label: string; readonly value: string; readonly className: string }[];
  readonly bar: readonly BarPart[];
  readonly rules: readonly RuleRow[];
  /** Findings on disputes. */
  readonly disputes: readonly FindingRow[];
  /** The docket, and disputes over time. */
  readonly docket: DisputesView['docket'];
  readonly timelines: readonly CaseTimeline[];
  /** Copies that others show, a shop each. */
  readonly copies: readonly CopiesView[];
  /** How many disputes were judged, in words; empty for none. */
  readonly disputesJudged: string;
  /** Findings on everything else. */
  readonly findings: readonly FindingRow[];
  readonly exceptions: readonly ExceptionRow[];
  readonly left: readonly FindingRow[];
  readonly notes: readonly (readonly ProsePart[])[];
  readonly files: readonly FileGroup[];
  /** Empty where there is one alone. */
  readonly projects: readonly ProjectRow[];
  readonly policies: readonly NamedPolicy[];
  readonly tool: string;
}

export interface FindingRow {
  readonly word: string;
  readonly severity: Severity;
  readonly path: string;
  readonly ruleId: string;
  readonly message: string;
  readonly details: readonly string[];
  readonly by: string;
}

export interface ExceptionRow {
  readonly ruleId: string;
  readonly subject: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
  readonly state: ExceptionReport['state'];
  readonly findings: string;
}

const OUTCOMES: readonly Outcome[] = ['pass', 'fail', 'inconclusive', 'skip'];

/** Everything the page shows, as plain words. */
export const auditView = (data: AuditData, digest: string): AuditView => {
  const { report, texts, now } = data;
  const { summary, config } = report;
  const rules = ruleRows(report);
  const total = sum(rules.map(({ counts }) => counts));
  const standing = conformanceOf(report);
  const reserved = new Set(reservedRemarks(report));
  const findings = report.findings.toSorted(compareBySeverity);
  const isDispute = ({ subject }: Finding): boolean => subject.scope === 'case';
  const { docket, timelines } = disputesView(report);
  const cases = summary.subjects['case'] ?? 0;
  return {
    title: `Compliance report · ${standing.state === 'fails' ? tally(summary) : standing.verdict.toLowerCase()}`,
    standing: { ...standing, reasons: standing.reasons.map((reason) => ({ ...reason, parts: prose(reason.text) })) },
    sentence: `${judged(summary.subjects)} were held against ${count(rules.length, 'rule')}: ${tally(summary)}.`,
    cover: [
      ...partyFacts(data),
      ...(now === undefined || now === report.asOf ? [] : [{ label: 'Dated', value: escapeControls(dateWords(now)) }]),
      ...(report.asOf === undefined ? [] : [{ label: 'Judged as of', value: escapeControls(report.asOf) }]),
      { label: 'Made by', value: escapeControls(`${report.tool.name} ${report.tool.version}`) },
      ...(report.projects === undefined
        ? [{ label: 'Config', value: escapeControls(config.path ?? 'none (preset recommended)') }]
        : [{ label: 'Projects', value: grouped(report.projects.length) }]),
      ...(config.sha256 === null
        ? []
        : [{ label: 'Config, SHA-256', value: escapeControls(config.sha256), code: true }]),
      ...(report.policy === undefined
        ? []
        : [{ label: 'Policy, SHA-256', value: escapeControls(report.policy.sha256), code: true }]),
    ],
    digest,
    totals: [
      { label: 'passed', value: grouped(total.pass), className: 'pass' },
      { label: 'failed', value: grouped(total.fail), className: 'fail' },
      { label: 'could not be judged', value: grouped(total.inconclusive), className: 'inconclusive' },
      { label: 'did not apply', value: grouped(total.skip), className: 'skip' },
      { label: 'excepted', value: grouped(summary.suppressed), className: 'excepted' },
    ],
    bar: barOf(total),
    rules,
    disputes: findings.filter(isDispute).map((finding) => findingRow(finding, '')),
    docket,
    timelines: [...timelines.values()].filter(({ isOpen }) => isOpen),
    copies: copiesViews(report, data.thumbnails),
    disputesJudged: cases === 0 ? '' : `${count(cases, 'dispute')} ${cases === 1 ? 'was' : 'were'} judged.`,
    findings: findings.filter((finding) => !isDispute(finding)).map((finding) => findingRow(finding, '')),
    exceptions: (report.exceptions ?? []).map(exceptionRow),
    left: (report.suppressed ?? []).map(({ finding, by }) => findingRow(finding, by)),
    notes: [...behindUnreadable(report, total), ...remarks(report).filter((remark) => !reserved.has(remark))].map(
      prose,
    ),
    files: fileGroups(report),
    projects: projectRows(report),
    policies: namedPolicies(report, texts),
    tool: escapeControls(`${report.tool.name} ${report.tool.version}`),
    ...attendance(data),
  };
};

/** Explains why the number of verdicts on the first page differs from the number of findings. */
const behindUnreadable = ({ summary, suppressed = [] }: Report, { inconclusive }: Counts): readonly string[] => {
  const listed = summary.inconclusive + suppressed.filter(({ finding }) => finding.outcome === 'inconclusive').length;
  return inconclusive > listed
    ? [
        `Rules could not be judged ${count(inconclusive, 'time')}, ${grouped(inconclusive - listed)} of them on files that cannot be read: such a file is listed once.`,
      ]
    : [];
};

/** A day, or a moment in UTC to the minute. */
const dateWords = (now: string): string => (now.length > 10 ? `${now.slice(0, 10)}, ${now.slice(11, 16)} UTC` : now);

type Counts = Readonly<Record<Outcome, number>>;

const sum = (all: readonly Counts[]): Counts => ({
  pass: all.reduce((n, each) => n + each.pass, 0),
  fail: all.reduce((n, each) => n + each.fail, 0),
  skip: all.reduce((n, each) => n + each.skip, 0),
  inconclusive: all.reduce((n, each) => n + each.inconclusive, 0),
});

/** Parts that together are as long as the whole bar; a part that is there is never thinner than can be seen. */
export const barOf = (counts: Counts): readonly BarPart[] => {
  const present = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  const total = present.reduce((n, outcome) => n + counts[outcome], 0);
  const widths = present.map((outcome) => Math.max(8, (counts[outcome] / total) * 1000));
  const scale = 1000 / widths.reduce((n, width) => n + width, 0);
  let x = 0;
  return present.map((outcome, index) => {
    const start = x;
    x += (widths[index] ?? 0) * scale;
    return { outcome, x: Math.round(start), width: Math.round(x) - Math.round(start) };
  });
};

const ruleRows = (report: Report): readonly RuleRow[] => {
  const counts = new Map<string, Record<Outcome, number>>();
  for (const { outcomes } of report.subjects) {
    for (const outcome of OUTCOMES) {
      for (const id of outcomes[outcome]) {
        const own = counts.get(id) ?? { pass: 0, fail: 0, skip: 0, inconclusive: 0 };
        own[outcome] += 1;
        counts.set(id, own);
      }
    }
  }
  return report.rules
    .map((rule) => {
      const own = counts.get(rule.id) ?? { pass: 0, fail: 0, skip: 0, inconclusive: 0 };
      return {
        id: escapeControls(rule.id),
        isDispute: rule.scope === 'case',
        title: escapeControls(rule.title),
        word: severityWord[rule.severity],
        counts: own,
        bar: barOf(own),
        why: prose(rule.why),
        fix: prose(rule.fix),
      };
    })
    .sort((a, b) => Number(b.isDispute) - Number(a.isDispute) || compareText(a.id, b.id));
};

const findingRow = (finding: Finding, by: string): FindingRow => {
  const { message, outcome, severity } = finding;
  return {
    word: `${severityWord[severity]}${outcome === 'inconclusive' ? ', not judged' : ''}`,
    severity,
    path: escapeControls(finding.subject.path),
    ruleId: escapeControls(finding.ruleId),
    message: escapeControls([lineNote(finding), message].filter((part) => part !== '').join(': ')),
    details: [...new Set([...unsaidCauses(finding), ...unsaid(finding).map(relatedSentence)])].map(escapeControls),
    by: escapeControls(by),
  };
};

const exceptionRow = ({
  ruleId,
  subject,
  reason,
  owner,
  expires,
  state,
  findings,
  project = '.',
}: ExceptionReport): ExceptionRow => ({
  ruleId: escapeControls(ruleId),
  subject: escapeControls(project === '.' ? subject : `${project}/: ${subject}`),
  reason: escapeControls(reason),
  owner: escapeControls(owner),
  expires: escapeControls(expires ?? 'never'),
  state,
  findings: grouped(findings),
});
