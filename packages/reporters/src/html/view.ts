import type { Finding, Report, ReportContext, Severity, SubjectReport } from '@listing-lint/core';
import { compareFindings, compareNatural, compareText, subjectKey } from '../format/order.ts';
import { visible } from '../format/visible.ts';
import { count, grouped, judged, remarks, severityWord, size, tally } from '../format/words.ts';
import { type ProsePart, prose } from '../page/prose.ts';
import { type FindingView, findingView } from './finding-view.ts';
import { type BoxView, boxView, type PictureView, pictureView } from './picture.ts';

/** A subject with something to show: its picture, its findings, or both. */
export interface CardView {
  readonly id: string;
  readonly scope: string;
  readonly name: string;
  readonly path: string;
  readonly role: string;
  readonly picture: PictureView | undefined;
  readonly boxes: readonly BoxView[];
  readonly findings: readonly FindingView[];
  /** The most severe of its findings; empty for none. */
  readonly worst: Severity | '';
  /** Size, product and hash in one line, for the closer look. */
  readonly note: string;
}

/** A listing, a folder of originals, the cases: one part of the page. */
export interface GroupView {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly notes: readonly string[];
  readonly counts: readonly { readonly severity: Severity; readonly text: string }[];
  /** Findings on the group itself (a listing), or of subjects that are no pictures. */
  readonly rows: readonly CardView[];
  readonly cards: readonly CardView[];
  /** Pictures without findings and without a thumbnail. */
  readonly passed: readonly { readonly name: string; readonly path: string; readonly role: string }[];
}

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
}

export interface PageView {
  readonly title: string;
  readonly headline: string;
  readonly clean: boolean;
  readonly scopeLine: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly remarks: readonly string[];
  readonly severities: readonly { readonly id: Severity; readonly word: string; readonly count: number }[];
  readonly inconclusive: number;
  /** Rules with findings, most severe and most frequent first. */
  readonly failing: readonly RuleView[];
  /** All rules, sorted by id, for the reference part. */
  readonly rules: readonly RuleView[];
  readonly groups: readonly GroupView[];
  readonly tool: string;
}

/** Everything the page shows, as plain words; the templates only lay it out. */
export const pageView = (report: Report, context: ReportContext): PageView => {
  const rules = ruleViews(report);
  const ids = new Map(report.subjects.map((subject, index) => [subjectKey(subject), `s${index + 1}`]));
  const { summary } = report;
  const pictures = report.subjects.filter(({ scope }) => scope === 'image');
  const withFindings = new Set(
    report.findings.filter(({ subject }) => subject.scope === 'image').map(({ subject }) => subject.path),
  );
  return {
    title: `${tally(summary)} · listing-lint`,
    headline: summary.errors + summary.warnings + summary.infos === 0 ? 'Nothing to report' : tally(summary),
    clean: summary.errors + summary.warnings + summary.infos === 0,
    scopeLine: `in ${judged(summary.subjects)}`,
    facts: [
      ...(pictures.length > 0
        ? [
            {
              label: 'Pictures without findings',
              value: `${grouped(pictures.length - withFindings.size)} of ${grouped(pictures.length)}`,
            },
          ]
        : []),
      {
        label: 'Config',
        value: report.config.path === null ? 'none (preset recommended)' : visible(report.config.path),
      },
      ...(report.asOf === undefined ? [] : [{ label: 'Judged as of', value: visible(report.asOf) }]),
      { label: 'Made by', value: `${visible(report.tool.name)} ${visible(report.tool.version)}` },
    ],
    remarks: [
      ...remarks(report),
      ...(report.notices ?? []).map(({ path, message }) => (path === undefined ? message : `${path}: ${message}`)),
    ].map(visible),
    severities: (['error', 'warn', 'info'] as const).map((id) => ({
      id,
      word: severityWord[id],
      count: id === 'error' ? summary.errors : id === 'warn' ? summary.warnings : summary.infos,
    })),
    inconclusive: summary.inconclusive,
    failing: rules
      .filter(({ findings }) => findings > 0)
      .sort((a, b) => ORDER[a.severity] - ORDER[b.severity] || b.findings - a.findings || compareText(a.id, b.id)),
    rules,
    groups: groupViews(report, context, ids),
    tool: `${visible(report.tool.name)} ${visible(report.tool.version)}`,
  };
};

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warn: 1, info: 2 };

const ruleViews = (report: Report): RuleView[] => {
  const findings = new Map<string, number>();
  for (const { ruleId } of report.findings) findings.set(ruleId, (findings.get(ruleId) ?? 0) + 1);
  const passes = new Map<string, number>();
  for (const { outcomes } of report.subjects) {
    for (const id of outcomes.pass) passes.set(id, (passes.get(id) ?? 0) + 1);
  }
  return report.rules
    .map((rule) => ({
      id: visible(rule.id),
      anchor: anchorOf(rule.id),
      severity: rule.severity,
      word: severityWord[rule.severity],
      title: visible(rule.title),
      why: prose(rule.why),
      fix: prose(rule.fix),
      references: rule.references
        .filter(({ url }) => /^https?:\/\//i.test(url))
        .map(({ title, url, read }) => ({ title: visible(title), url: visible(url), read: visible(read) })),
      findings: findings.get(rule.id) ?? 0,
      passes: passes.get(rule.id) ?? 0,
    }))
    .sort((a, b) => compareText(a.id, b.id));
};

/** Id of a rule's part of the page: letters, digits and `-` alone. */
export const anchorOf = (ruleId: string): string => `rule-${ruleId.replace(/[^A-Za-z0-9-]/g, '_')}`;

interface Part {
  readonly key: string;
  readonly name: string;
  readonly path: string;
  readonly order: number;
  readonly subject?: SubjectReport;
}

/** Which part of the page a subject belongs to: its listing, its folder, or its kind. */
const partOf = (subject: SubjectReport): Omit<Part, 'subject'> => {
  if (subject.scope === 'listing') return listingPart(subject.path);
  if (subject.scope === 'image' && subject.listing !== undefined) return listingPart(subject.listing);
  if (subject.scope === 'image') {
    const folder = folderOf(subject.path);
    return {
      key: `folder ${folder}`,
      name: folder === '.' ? 'Pictures of no listing' : (folder.split('/').at(-1) ?? folder),
      path: folder,
      order: 1,
    };
  }
  const name = subject.scope === 'case' ? 'Disputes' : `Of kind “${subject.scope}”`;
  return { key: `scope ${subject.scope}`, name, path: '', order: 2 };
};

const listingPart = (path: string): Omit<Part, 'subject'> => ({
  key: `listing ${path}`,
  name: path.split('/').at(-1) ?? path,
  path,
  order: 0,
});

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');

const groupViews = (report: Report, context: ReportContext, ids: ReadonlyMap<string, string>): readonly GroupView[] => {
  const findings = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    const key = subjectKey(finding.subject);
    const list = findings.get(key);
    if (list) list.push(finding);
    else findings.set(key, [finding]);
  }
  const known = new Set(report.subjects.map(subjectKey));
  const strays = report.findings
    .filter(({ subject }) => !known.has(subjectKey(subject)))
    .map(
      ({ subject }): SubjectReport => ({ ...subject, outcomes: { pass: [], fail: [], skip: [], inconclusive: [] } }),
    );
  const parts = new Map<string, { part: Omit<Part, 'subject'>; subjects: SubjectReport[] }>();
  const seen = new Set<string>();
  for (const subject of [...report.subjects, ...strays]) {
    if (seen.has(subjectKey(subject))) continue;
    seen.add(subjectKey(subject));
    const part = partOf(subject);
    const entry = parts.get(part.key);
    if (entry) entry.subjects.push(subject);
    else parts.set(part.key, { part, subjects: [subject] });
  }
  const card = (subject: SubjectReport): CardView =>
    cardView(subject, findings.get(subjectKey(subject)) ?? [], context, ids);
  const allPassed = (subjects: readonly SubjectReport[]): boolean =>
    subjects.every((subject) => !findings.has(subjectKey(subject)));
  return [...parts.values()]
    .sort(
      (a, b) =>
        a.part.order - b.part.order ||
        Number(allPassed(a.subjects)) - Number(allPassed(b.subjects)) ||
        compareNatural(a.part.path, b.part.path) ||
        compareText(a.part.key, b.part.key),
    )
    .map(({ part, subjects }, index) => groupView(part, subjects, card, `g${index + 1}`));
};

const groupView = (
  part: Omit<Part, 'subject'>,
  subjects: readonly SubjectReport[],
  card: (subject: SubjectReport) => CardView,
  id: string,
): GroupView => {
  const sorted = subjects.toSorted(
    (a, b) => Number(b.role === 'main') - Number(a.role === 'main') || compareNatural(a.path, b.path),
  );
  const pictures = sorted.filter(({ scope }) => scope === 'image').map(card);
  const rows = sorted
    .filter(({ scope }) => scope !== 'image')
    .map(card)
    .filter(({ findings }) => findings.length > 0);
  const all = [...rows, ...pictures].flatMap(({ findings }) => findings);
  const channels = [...new Set(sorted.flatMap(({ channels: own }) => own ?? []))].sort(compareText);
  const others = sorted.filter(({ scope }) => scope !== 'image' && scope !== 'listing').length;
  return {
    id,
    name: visible(part.name),
    path: visible(part.path),
    notes: [
      ...(pictures.length > 0 ? [count(pictures.length, 'picture')] : []),
      ...(others > 0 ? [count(others, 'file')] : []),
      ...channels.map(visible),
    ],
    counts: (['error', 'warn', 'info'] as const).flatMap((severity) => {
      const n = all.filter((finding) => finding.severity === severity).length;
      return n === 0 ? [] : [{ severity, text: count(n, severityWord[severity]) }];
    }),
    rows,
    cards: pictures.filter(({ findings, picture }) => findings.length > 0 || picture !== undefined),
    passed: pictures
      .filter(({ findings, picture }) => findings.length === 0 && picture === undefined)
      .map(({ name, path, role }) => ({ name, path, role })),
  };
};

const cardView = (
  subject: SubjectReport,
  findings: readonly Finding[],
  context: ReportContext,
  ids: ReadonlyMap<string, string>,
): CardView => {
  const sorted = findings.toSorted(compareFindings);
  const picture = subject.scope === 'image' ? pictureView(context.thumbnails.get(subject.path)) : undefined;
  return {
    id: ids.get(subjectKey(subject)) ?? `x-${anchorOf(subject.path)}`,
    scope: subject.scope,
    name: visible(subject.path.split('/').at(-1) ?? subject.path),
    path: visible(subject.path),
    role: visible(subject.role ?? ''),
    picture,
    boxes:
      picture === undefined || picture.width === 0 ? [] : (subject.boxes ?? []).map((box) => boxView(box, picture)),
    findings: sorted.map((finding) => findingView(finding, ids)),
    worst: sorted[0]?.severity ?? '',
    note: [
      ...(subject.bytes === undefined ? [] : [size(subject.bytes)]),
      ...(subject.sha256 === undefined ? [] : [`sha256 ${visible(subject.sha256.slice(0, 12))}…`]),
    ].join(' · '),
  };
};
