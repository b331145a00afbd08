import { posix } from 'node:path';
import { compareFixes } from '../fix/apply-fixes.ts';
import { type Attribute, movedAttributes } from '../model/attribute.ts';
import type { Fixed, NotFixed } from '../model/fix.ts';
import type { Finding, Notice, ProjectReport, Report, RuleReport, SubjectReport, Summary } from '../model/report.ts';
import { compareFindings, compareSubjects, SEVERITY_RANK } from '../report/assemble.ts';
import { canonicalJson } from '../text/canonical-json.ts';
import { compareText } from '../text/compare.ts';

/** The report of one project, and its folder as a path from that of the joined report. */
export interface ReportPart {
  readonly path: string;
  readonly report: Report;
  /** What its subjects may carry. */
  readonly attributes: readonly Attribute[];
}

/**
 * One report of several projects. Paths start at the folder that holds all of them; what is about a project as a whole says which;
 * fingerprints stay what they are. `notices`: what is about none of them.
 */
export const joinReports = (tool: Report['tool'], parts: readonly ReportPart[], notices: readonly Notice[]): Report => {
  const moved = parts.map(movedReport);
  const asOf = parts.find(({ report }) => report.asOf !== undefined)?.report.asOf;
  const suppressed = moved.flatMap((report) => report.suppressed ?? []);
  const exceptions = moved.flatMap((report) => report.exceptions ?? []);
  const fixed = moved.flatMap((report) => report.fixed ?? []);
  const notFixed = moved.flatMap((report) => report.notFixed ?? []);
  const isFixed = parts.some(({ report }) => report.fixed !== undefined);
  const told = [...notices, ...moved.flatMap((report) => report.notices ?? [])];
  return {
    schemaVersion: 1,
    tool,
    config: { path: null, sha256: null },
    ...(asOf === undefined ? {} : { asOf }),
    ...(parts.some(({ report }) => report.partial) ? { partial: true } : {}),
    summary: sumOf(moved.map(({ summary }) => summary)),
    rules: rulesOf(parts),
    subjects: moved.flatMap(({ subjects }) => subjects).sort(compareSubjects),
    findings: moved.flatMap(({ findings }) => findings).sort(compareFindings),
    ...(isFixed ? { fixed: fixed.sort(compareFixes), notFixed: notFixed.sort(compareFixes) } : {}),
    ...(suppressed.length === 0 ? {} : { suppressed }),
    ...(exceptions.length === 0 ? {} : { exceptions }),
    ...(told.length === 0 ? {} : { notices: told }),
    projects: parts.map(projectOf),
  };
};

const projectOf = ({ path, report: { config, summary, policy } }: ReportPart): ProjectReport => ({
  path,
  config,
  summary,
  ...(policy === undefined ? {} : { policy }),
});

/** A report whose paths start further up. */
const movedReport = ({ path: project, report, attributes }: ReportPart): Report => {
  const at = (path: string): string => posix.join(project, path);
  const { summary, suppressed, exceptions, notices } = report;
  return {
    ...report,
    summary: { ...summary, notChecked: summary.notChecked.map((each) => ({ ...each, project })) },
    subjects: report.subjects.map((subject) => movedSubject(subject, attributes, at)),
    findings: report.findings.map((finding) => movedFinding(finding, at)),
    ...(report.fixed === undefined ? {} : { fixed: report.fixed.map((each) => movedFix(each, at)) }),
    ...(report.notFixed === undefined ? {} : { notFixed: report.notFixed.map((each) => movedFix(each, at)) }),
    ...(suppressed === undefined
      ? {}
      : { suppressed: suppressed.map((each) => ({ ...each, finding: movedFinding(each.finding, at) })) }),
    ...(exceptions === undefined ? {} : { exceptions: exceptions.map((each) => ({ ...each, project })) }),
    ...(notices === undefined
      ? {}
      : {
          notices: notices.map(({ path, ...rest }) => ({
            ...rest,
            ...(path === undefined ? {} : { path: at(path) }),
            project,
          })),
        }),
  };
};

type At = (path: string) => string;

const movedFix = <T extends Fixed | NotFixed>(each: T, at: At): T => ({
  ...each,
  subject: { ...each.subject, path: at(each.subject.path) },
});

const movedSubject = (subject: SubjectReport, attributes: readonly Attribute[], at: At): SubjectReport => ({
  ...subject,
  path: at(subject.path),
  ...movedAttributes(subject, attributes, at),
});

const movedFinding = (finding: Finding, at: At): Finding => {
  const { subject, message, causes, related } = finding;
  const named = related.flatMap(({ path, beside }) => (beside === undefined ? [path] : [path, beside]));
  const say = rewriter([subject.path, ...named], at);
  return {
    ...finding,
    subject: { ...subject, path: at(subject.path) },
    message: say(message),
    causes: causes.map((cause) => ({ ...cause, message: say(cause.message) })),
    related: related.map(({ path, beside, ...rest }) => ({
      ...rest,
      path: at(path),
      message: say(rest.message),
      ...(beside === undefined ? {} : { beside: at(beside) }),
    })),
  };
};

/** Moves the paths that a sentence names, where they stand by themselves; the longest first, so that none is taken for a part of another. */
const rewriter = (paths: readonly string[], at: At): ((text: string) => string) => {
  const named = [...new Set(paths)].filter((path) => path !== '.').sort((a, b) => b.length - a.length);
  if (named.length === 0) return (text) => text;
  const words = named.map((path) => path.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_./-])(?:${words})(?![\\p{L}\\p{N}_/-]|\\.[\\p{L}\\p{N}])`, 'gu');
  return (text) => text.replace(pattern, at);
};

const sumOf = (summaries: readonly Summary[]): Summary => {
  const sum = (of: (summary: Summary) => number): number => summaries.reduce((total, each) => total + of(each), 0);
  const scopes = [...new Set(summaries.flatMap(({ subjects }) => Object.keys(subjects)))].sort(compareText);
  return {
    subjects: Object.fromEntries(scopes.map((scope) => [scope, sum(({ subjects }) => subjects[scope] ?? 0)])),
    errors: sum(({ errors }) => errors),
    warnings: sum(({ warnings }) => warnings),
    infos: sum(({ infos }) => infos),
    inconclusive: sum(({ inconclusive }) => inconclusive),
    suppressed: sum(({ suppressed }) => suppressed),
    notChecked: summaries.flatMap(({ notChecked }) => notChecked),
  };
};

/** Every rule at its highest severity; a second one of the same id, where a project has its own, says whose it is. */
const rulesOf = (parts: readonly ReportPart[]): readonly RuleReport[] => {
  const rules = new Map<string, RuleReport>();
  const others: RuleReport[] = [];
  for (const { path, report } of parts) {
    for (const rule of report.rules) {
      const known = rules.get(rule.id);
      if (known === undefined) rules.set(rule.id, rule);
      else if (!isSameRule(known, rule)) others.push({ ...rule, project: path });
      else if (SEVERITY_RANK[rule.severity] > SEVERITY_RANK[known.severity]) rules.set(rule.id, rule);
    }
  }
  return [...rules.values(), ...others].sort(
    (a, b) => compareText(a.id, b.id) || compareText(a.project ?? '', b.project ?? ''),
  );
};

const isSameRule = ({ severity: _a, ...one }: RuleReport, { severity: _b, ...other }: RuleReport): boolean =>
  canonicalJson(one) === canonicalJson(other);
