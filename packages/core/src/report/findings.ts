import type { OfferedFix } from '../model/fix.ts';
import type { Cause, Finding } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
import type { Registry } from '../registry/registry.ts';
import type { SubjectSet } from '../run/discover.ts';
import type { Judgement, RuleVerdict } from '../run/judge.ts';
import { type FoundFindings, foldBlocked } from '../suppress/fold-blocked.ts';
import { canonicalJson, sha256 } from '../text/canonical-json.ts';

const MAX_RELATED = 10;
const FINGERPRINT_DIGITS = 32;

/** What identifies a subject's content where it is no single file: what its discoverer read, and the names of its parts. */
export type ContentOf = (subject: Subject) => string;

export const contentOfSubjects = (subjects: SubjectSet): ContentOf => {
  const members = new Map<string, string[]>();
  for (const { path, group } of [...subjects.values()].flat()) {
    if (group === undefined || group === path) continue;
    const list = members.get(group) ?? [];
    members.set(group, list);
    list.push(path.startsWith(`${group}/`) ? path.slice(group.length + 1) : path);
  }
  return (subject) => sha256(canonicalJson({ data: subject.data, members: members.get(subject.path) }));
};

/** The findings of a subject: its failed and inconclusive verdicts. Those that are so because of its gate name it (`blockedBy`). */
const findingsOf = (judgement: Judgement, registry: Registry, contentOf: ContentOf): readonly Finding[] => {
  const { subject, verdicts, file } = judgement;
  if (!verdicts.some(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive')) return NOTHING;
  const gate = closedGate(judgement, registry);
  const content = file?.sha256 ?? contentOf(subject);
  const offer = offersFor(subject, registry);
  return verdicts.flatMap((verdict) => {
    if (verdict.outcome !== 'fail' && verdict.outcome !== 'inconclusive') return [];
    const isBlocked = gate !== undefined && gate !== verdict && verdict.outcome === 'inconclusive';
    const fix = isBlocked ? undefined : offer(verdict);
    const more = { ...(fix && { fix }), ...(isBlocked ? { blockedBy: gate.ruleId } : {}) };
    return [findingOf(subject, verdict, verdict.outcome, content, more)];
  });
};

const NOTHING: readonly Finding[] = [];

/** The findings of a run. */
export const foundIn = (judgements: readonly Judgement[], registry: Registry, subjects: SubjectSet): FoundFindings => {
  const contentOf = contentOfSubjects(subjects);
  return foldBlocked(judgements.flatMap((judgement) => findingsOf(judgement, registry, contentOf)));
};

/** Which fix is offered to a finding of the subject, by rule. */
const offersFor = (subject: Subject, registry: Registry): ((verdict: RuleVerdict) => OfferedFix | undefined) => {
  const policy = registry.scopes.get(subject.scope)?.kind.fixing;
  let stays: boolean | undefined;
  return ({ ruleId, causes }) => {
    const entry = registry.fixOfRule.get(ruleId);
    if (entry === undefined || policy === undefined) return undefined;
    stays ??= policy.stays?.(subject) !== undefined;
    if (stays || entry.fix.accepts?.(subject) === false || entry.fix.mends?.(causes) === false) return undefined;
    return { id: entry.id, description: entry.fix.title };
  };
};

/** The verdict that says that the subject cannot be read at all. */
export const closedGate = ({ subject, verdicts }: Judgement, registry: Registry): RuleVerdict | undefined => {
  const scope = registry.scopes.get(subject.scope);
  const gate = scope?.kind.gate;
  if (scope === undefined || gate === undefined) return undefined;
  const ids = [gate, `${scope.plugin}/${gate}`];
  return verdicts.find(
    ({ ruleId, outcome }) => ids.includes(ruleId) && (outcome === 'fail' || outcome === 'inconclusive'),
  );
};

const findingOf = (
  subject: Subject,
  { ruleId, severity, message, causes, related, relatedCount = related.length, memberKeys = [], region }: RuleVerdict,
  outcome: Finding['outcome'],
  content: string,
  more: Pick<Finding, 'fix' | 'blockedBy'>,
): Finding => ({
  ruleId,
  severity,
  outcome,
  subject: { scope: subject.scope, path: subject.path },
  message,
  causes,
  related: related.slice(0, MAX_RELATED),
  ...(relatedCount > Math.min(related.length, MAX_RELATED) ? { relatedCount } : {}),
  ...(region === undefined ? {} : { region }),
  ...more,
  fingerprint: fingerprintOf([ruleId, subject.scope, subject.path]),
  contentFingerprint: fingerprintOf([ruleId, content, ...causeKeys(causes), ...memberKeys]),
});

const causeKeys = (causes: readonly Cause[]): readonly string[] =>
  [
    ...new Set(
      causes.map(
        ({ of, fact, path, operator }) => `${of === undefined ? '' : `${of} `}${fact}.${path ?? ''} ${operator}`,
      ),
    ),
  ].sort();

const fingerprintOf = (parts: readonly string[]): string => sha256(parts.join('\0')).slice(0, FINGERPRINT_DIGITS);
