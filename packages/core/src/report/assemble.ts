import type { ResolvedConfig } from '../config/load.ts';
import { type Attribute, valuesOf } from '../model/attribute.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type {
  Finding,
  Notice,
  Outcome,
  Report,
  RuleReport,
  Severity,
  SubjectReport,
  Summary,
} from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
import type { Judgement } from '../run/judge.ts';
import { compareText } from '../text/compare.ts';

export interface ReportParts {
  readonly config: Pick<ResolvedConfig, 'file' | 'rules' | 'registry'>;
  readonly tool: Report['tool'];
  readonly notChecked: Summary['notChecked'];
  readonly asOf: string;
  readonly judgements: readonly Judgement[];
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
  readonly suppressed?: Report['suppressed'];
  readonly exceptions?: Report['exceptions'];
  readonly policy?: Report['policy'];
  /** Today's date was an input beside the rules. */
  readonly isTimed?: boolean;
  /** All that is configured was asked for. */
  readonly isWhole: boolean;
}

/** Puts the report together: sorted, without times, so that the same input gives the same bytes. */
export const assembleReport = (parts: ReportParts): Report => {
  const { config, tool, judgements } = parts;
  const isTimed = parts.isTimed === true || dependOnToday(judgements);
  const notices = parts.notices.toSorted((a, b) => compareText(noticeKey(a), noticeKey(b)));
  return {
    schemaVersion: 1,
    tool,
    config: { path: config.file?.path ?? null, sha256: config.file?.sha256 ?? null },
    ...(isTimed ? { asOf: parts.asOf } : {}),
    ...(parts.isWhole ? {} : { partial: true }),
    summary: summaryOf(parts),
    rules: rulesOf(config, judgements),
    subjects: subjectsOf(judgements, config.registry.attributes).sort(compareSubjects),
    findings: parts.findings.toSorted(compareFindings),
    ...(parts.suppressed === undefined || parts.suppressed.length === 0
      ? {}
      : { suppressed: parts.suppressed.toSorted((a, b) => compareFindings(a.finding, b.finding)) }),
    ...(parts.exceptions === undefined || parts.exceptions.length === 0 ? {} : { exceptions: parts.exceptions }),
    ...(notices.length === 0 ? {} : { notices }),
    ...(parts.policy === undefined ? {} : { policy: parts.policy }),
  };
};

const dependOnToday = (judgements: readonly Judgement[]): boolean =>
  judgements.some(({ particulars }) => particulars?.timed === true) ||
  [...listsOf(judgements)].some((verdicts) => verdicts.some(({ timed }) => timed));

/** Each list once: many subjects have theirs in common. */
const listsOf = (judgements: readonly Judgement[]): ReadonlySet<Judgement['verdicts']> =>
  new Set(judgements.map(({ verdicts }) => verdicts));

const noticeKey = ({ code, path = '', message }: Notice): string => [code, path, message].join('\0');

export const compareFindings = (a: Finding, b: Finding): number =>
  compareText(a.subject.path, b.subject.path) ||
  compareText(a.subject.scope, b.subject.scope) ||
  compareText(a.ruleId, b.ruleId);

export const compareSubjects = (a: SubjectReport, b: SubjectReport): number =>
  compareText(a.scope, b.scope) || compareText(a.path, b.path);

const summaryOf = ({ notChecked, judgements, findings, suppressed }: ReportParts): Summary => {
  const count = (test: (finding: Finding) => boolean): number => findings.filter(test).length;
  const there = judgements.filter(({ subject }) => subject.absent !== true);
  const scopes = [...new Set(there.map(({ subject }) => subject.scope))].sort(compareText);
  return {
    subjects: Object.fromEntries(
      scopes.map((scope) => [scope, there.filter(({ subject }) => subject.scope === scope).length]),
    ),
    errors: count(({ severity }) => severity === 'error'),
    warnings: count(({ severity }) => severity === 'warn'),
    infos: count(({ severity }) => severity === 'info'),
    inconclusive: count(({ outcome }) => outcome === 'inconclusive'),
    suppressed: suppressed?.length ?? 0,
    notChecked: notChecked.toSorted((a, b) => compareText(a.ruleId, b.ruleId)),
  };
};

/** The more severe, the higher. */
export const SEVERITY_RANK: { readonly [severity in Severity]: number } = { info: 0, warn: 1, error: 2 };

/** Every rule that judged something, at the highest severity that it had. */
const rulesOf = (config: ReportParts['config'], judgements: readonly Judgement[]): readonly RuleReport[] => {
  const severities = new Map<string, Severity>();
  for (const verdicts of listsOf(judgements)) {
    for (const { ruleId, severity } of verdicts) {
      const other = severities.get(ruleId);
      if (other === undefined || SEVERITY_RANK[severity] > SEVERITY_RANK[other]) severities.set(ruleId, severity);
    }
  }
  return [...severities]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([id, severity]) => {
      const rule = config.rules.get(id)?.rule;
      if (rule === undefined) return [];
      const { scope, title, why, fix, references } = rule;
      return [{ id, scope, severity, title, why, fix, references }];
    });
};

/** What comes to the same for many subjects is one object for all of them. */
const subjectsOf = (judgements: readonly Judgement[], attributes: readonly Attribute[]): SubjectReport[] => {
  const known = new Map<string, SubjectReport['outcomes']>();
  const ofLists = new Map<Judgement['verdicts'], SubjectReport['outcomes']>();
  const sharedOutcomes = (verdicts: Judgement['verdicts']): SubjectReport['outcomes'] => {
    const outcomes = outcomesOf(verdicts);
    const key = OUTCOMES.map((outcome) => outcomes[outcome].join()).join(' ');
    const shared = known.get(key) ?? outcomes;
    known.set(key, shared);
    ofLists.set(verdicts, shared);
    return shared;
  };
  return judgements.map((judgement) => {
    const { verdicts } = judgement;
    return subjectOf(judgement, attributes, ofLists.get(verdicts) ?? sharedOutcomes(verdicts));
  });
};

const OUTCOMES: readonly Outcome[] = ['pass', 'fail', 'skip', 'inconclusive'];

const subjectOf = (
  { subject, file, boxes, particulars }: Judgement,
  attributes: readonly Attribute[],
  outcomes: SubjectReport['outcomes'],
): SubjectReport => {
  const { scope, path } = subject;
  return {
    scope,
    path,
    ...carriedBy(subject, attributes),
    ...(subject.absent === true ? { absent: true } : {}),
    ...(file === undefined ? {} : file),
    ...(boxes.length === 0 ? {} : { boxes }),
    ...(particulars === undefined ? {} : { particulars: particulars.particulars }),
    outcomes,
  };
};

/** The attributes of a subject that say something. */
const carriedBy = (subject: Subject, attributes: readonly Attribute[]): JsonObject => {
  const carried: { [name: string]: Json } = {};
  for (const attribute of attributes) {
    const values = valuesOf(subject, attribute);
    const [first] = values;
    if (first !== undefined) carried[attribute.name] = attribute.holds === 'texts' ? values : first;
  }
  return carried;
};

/** Ids of the rules by what they said, sorted. */
const outcomesOf = (verdicts: Judgement['verdicts']): SubjectReport['outcomes'] => {
  const outcomes: { readonly [outcome in Outcome]: string[] } = { pass: [], fail: [], skip: [], inconclusive: [] };
  for (const { ruleId, outcome } of verdicts) outcomes[outcome].push(ruleId);
  for (const outcome of OUTCOMES) outcomes[outcome].sort(compareText);
  return outcomes;
};
