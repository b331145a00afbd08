import type { ExceptionReport, Finding, Outcome, Report, Severity, SubjectReport } from '@listing-lint/core';
import { compareFindings, compareNatural, compareText } from '../format/order.ts';
import { visible } from '../format/visible.ts';
import {
  count,
  grouped,
  judged,
  relatedSentence,
  remarks,
  severityWord,
  size,
  tally,
  unsaid,
} from '../format/words.ts';
import { type ProsePart, prose } from '../page/prose.ts';
import type { AuditData } from './embedded.ts';
import { type PolicyView, policyView } from './policy-view.ts';

export interface RuleRow {
  readonly id: string;
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

export interface AuditView {
  readonly title: string;
  readonly verdict: string;
  readonly conforms: boolean;
  readonly sentence: string;
  readonly cover: readonly { readonly label: string; readonly value: string; readonly code?: boolean }[];
  readonly digest: string;
  readonly totals: readonly { readonly label: string; readonly value: string; readonly className: string }[];
  readonly bar: readonly BarPart[];
  readonly rules: readonly RuleRow[];
  readonly findings: readonly FindingRow[];
  readonly exceptions: readonly ExceptionRow[];
  readonly left: readonly FindingRow[];
  readonly notes: readonly string[];
  readonly files: readonly FileGroup[];
  readonly policy: PolicyView | undefined;
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

export interface FileGroup {
  readonly name: string;
  readonly files: readonly FileRow[];
}

export interface FileRow {
  readonly path: string;
  readonly role: string;
  readonly bytes: string;
  readonly sha256: string;
  /** Rules by outcome, the bad ones first. */
  readonly verdicts: readonly { readonly outcome: Outcome; readonly word: string; readonly rules: string }[];
}

const OUTCOMES: readonly Outcome[] = ['pass', 'fail', 'inconclusive', 'skip'];

/** Everything the page shows, as plain words. */
export const auditView = ({ report, texts, now }: AuditData, digest: string): AuditView => {
  const { summary, config } = report;
  const rules = ruleRows(report);
  const total = sum(rules.map(({ counts }) => counts));
  const conforms = summary.errors === 0;
  return {
    title: `Compliance report · ${conforms ? 'conforms' : tally(summary)}`,
    conforms,
    verdict: conforms ? 'Conforms to the policy' : 'Does not conform to the policy',
    sentence: `${judged(summary.subjects)} were held against ${count(rules.length, 'rule')}: ${tally(summary)}.`,
    cover: [
      ...(now === undefined
        ? []
        : [{ label: 'Made at', value: `${visible(now.slice(0, 10))}, ${visible(now.slice(11, 16))} UTC` }]),
      ...(report.asOf === undefined ? [] : [{ label: 'Judged as of', value: visible(report.asOf) }]),
      { label: 'Made by', value: visible(`${report.tool.name} ${report.tool.version}`) },
      { label: 'Config', value: visible(config.path ?? 'none (preset recommended)') },
      ...(config.sha256 === null ? [] : [{ label: 'Config, SHA-256', value: visible(config.sha256), code: true }]),
      ...(report.policy === undefined
        ? []
        : [{ label: 'Policy, SHA-256', value: visible(report.policy.sha256), code: true }]),
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
    findings: report.findings.toSorted(compareFindings).map((finding) => findingRow(finding, '')),
    exceptions: (report.exceptions ?? []).map(exceptionRow),
    left: (report.suppressed ?? []).map(({ finding, by }) => findingRow(finding, by)),
    notes: remarks(report).map(visible),
    files: fileGroups(report),
    policy: report.policy === undefined ? undefined : policyView(report.policy, texts),
    tool: visible(`${report.tool.name} ${report.tool.version}`),
  };
};

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
        id: visible(rule.id),
        title: visible(rule.title),
        word: severityWord[rule.severity],
        counts: own,
        bar: barOf(own),
        why: prose(rule.why),
        fix: prose(rule.fix),
      };
    })
    .sort((a, b) => compareText(a.id, b.id));
};

const findingRow = (finding: Finding, by: string): FindingRow => {
  const { message, causes, outcome, severity } = finding;
  const said = causes
    .map((cause) => (cause.unknown === undefined ? cause.message : `${cause.message}: ${cause.unknown}`))
    .filter((text) => !message.includes(text));
  return {
    word: `${severityWord[severity]}${outcome === 'inconclusive' ? ', not judged' : ''}`,
    severity,
    path: visible(finding.subject.path),
    ruleId: visible(finding.ruleId),
    message: visible(`${finding.region ? `line ${finding.region.startLine}: ` : ''}${message}`),
    details: [...new Set([...said, ...unsaid(finding).map(relatedSentence)])].map(visible),
    by: visible(by),
  };
};

const exceptionRow = ({ ruleId, subject, reason, owner, expires, state, findings }: ExceptionReport): ExceptionRow => ({
  ruleId: visible(ruleId),
  subject: visible(subject),
  reason: visible(reason),
  owner: visible(owner),
  expires: visible(expires ?? 'never'),
  state,
  findings: grouped(findings),
});

const fileGroups = ({ subjects }: Report): readonly FileGroup[] => {
  const groups = new Map<string, SubjectReport[]>();
  for (const subject of subjects) {
    const name =
      subject.scope === 'listing'
        ? subject.path
        : (subject.listing ?? (subject.scope === 'image' ? 'Pictures of no listing' : `${subject.scope} files`));
    const group = groups.get(name);
    if (group) group.push(subject);
    else groups.set(name, [subject]);
  }
  return [...groups]
    .sort(([a], [b]) => compareNatural(a, b))
    .map(([name, members]) => ({
      name: visible(name),
      files: members
        .sort((a, b) => Number(b.scope === 'listing') - Number(a.scope === 'listing') || compareNatural(a.path, b.path))
        .map(fileRow),
    }));
};

const VERDICTS: readonly (readonly [Outcome, string])[] = [
  ['fail', 'failed'],
  ['inconclusive', 'not judged'],
  ['pass', 'passed'],
  ['skip', 'did not apply'],
];

const fileRow = ({ scope, path, role, bytes, sha256, outcomes }: SubjectReport): FileRow => ({
  path: visible(path),
  role: visible(role ?? scope),
  bytes: bytes === undefined ? '' : size(bytes),
  sha256: visible(sha256 ?? ''),
  verdicts: VERDICTS.flatMap(([outcome, word]) =>
    outcomes[outcome].length === 0 ? [] : [{ outcome, word, rules: visible(outcomes[outcome].join(', ')) }],
  ),
});
