import { compareText, type Finding, type Report, type RuleReport, type Severity } from '@listing-lint/core';
import { rulesById } from '../format/order.ts';
import { count, reservedRemarks, SEVERITIES, severityWord } from '../format/phrases.ts';

/** `reserved`: no error, but something that a reader must know before taking it for conforming. */
export type State = 'conforms' | 'reserved' | 'fails';

/** Verdict of the audit, with the reasons against a better one. */
export interface Conformance {
  readonly state: State;
  readonly verdict: string;
  readonly reasons: readonly Reason[];
}

export interface Reason {
  /** Severity of the violated rule; empty for a reason about the run. */
  readonly severity: Severity | '';
  readonly word: string;
  readonly text: string;
}

const VERDICT: Readonly<Record<State, string>> = {
  conforms: 'Conforms to the policy',
  reserved: 'Conforms with reservations',
  fails: 'Does not conform to the policy',
};

/**
 * A shop fails by one error. It conforms where all of it was judged and nothing at all was found, left out or passed over: warnings, infos,
 * exceptions, the baseline, rules that were not checked and what the run warns of are reservations, each of which is named.
 */
export const conformanceOf = (report: Report): Conformance => {
  const reasons = [
    ...violatedRules(report),
    ...coverageReasons(report).map((text) => ({ severity: '', word: '', text }) as const),
    ...reservedRemarks(report).map((text) => ({ severity: '', word: '', text }) as const),
  ];
  const state = report.summary.errors > 0 ? 'fails' : reasons.length > 0 ? 'reserved' : 'conforms';
  return { state, verdict: VERDICT[state], reasons };
};

/** Returns why a report does not cover the whole shop: nothing was judged, or only named or changed files. */
const coverageReasons = ({ subjects, partial }: Report): readonly string[] => {
  if (subjects.length === 0) return ['Nothing was judged.'];
  return partial ? ['Only a part of what is configured was judged: what was named, or has changed.'] : [];
};

/** Rules with findings in one sentence each: disputes first, then the most severe. */
const violatedRules = (report: Report): readonly Reason[] => {
  const rules = rulesById(report);
  const groups = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    const key = `${finding.severity}\0${finding.ruleId}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()]
    .sort(([a], [b]) => (a === undefined || b === undefined ? 0 : compareFirst(a, b)))
    .flatMap(([first, ...more]) =>
      first === undefined
        ? []
        : [{ severity: first.severity, word: severityWord[first.severity], text: sentenceOf([first, ...more], rules) }],
    );
};

const compareFirst = (a: Finding, b: Finding): number =>
  Number(b.subject.scope === 'case') - Number(a.subject.scope === 'case') ||
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  compareText(a.ruleId, b.ruleId);

/** `Every picture carries the mark: not so for 57 images, could not be judged for 2 images (watermark-present)`. */
const sentenceOf = (findings: readonly [Finding, ...Finding[]], rules: ReadonlyMap<string, RuleReport>): string => {
  const [{ ruleId, subject }] = findings;
  const failed = findings.filter(({ outcome }) => outcome === 'fail').length;
  const unknown = findings.length - failed;
  const said = [
    ...(failed > 0 ? [`not so for ${count(failed, subject.scope)}`] : []),
    ...(unknown > 0 ? [`could not be judged for ${count(unknown, subject.scope)}`] : []),
  ];
  return `${rules.get(ruleId)?.title ?? ruleId}: ${said.join(', ')} (${ruleId})`;
};
