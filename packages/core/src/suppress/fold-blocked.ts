import type { Finding } from '../model/report.ts';

/** What a run finds; and behind a finding that a file cannot be read what could not be judged of it for that reason. */
export interface FoundFindings {
  readonly findings: readonly Finding[];
  readonly behind: ReadonlyMap<Finding, readonly Finding[]>;
}

/** Lays findings that are blocked by an error of their subject's gate behind that one: a file that cannot be read is told once. */
export const foldBlocked = (findings: readonly Finding[]): FoundFindings => {
  const at = ({ subject }: Finding, ruleId: string): string => [subject.scope, subject.path, ruleId].join('\0');
  const asked = new Set(findings.flatMap((each) => (each.blockedBy === undefined ? [] : [at(each, each.blockedBy)])));
  const gates = new Map<string, Finding>();
  for (const finding of findings) {
    const key = at(finding, finding.ruleId);
    if (finding.severity === 'error' && asked.has(key)) gates.set(key, finding);
  }
  const behind = new Map<Finding, Finding[]>();
  const told = findings.filter((finding) => {
    const gate = finding.blockedBy === undefined ? undefined : gates.get(at(finding, finding.blockedBy));
    if (gate === undefined) return true;
    behind.set(gate, [...(behind.get(gate) ?? []), finding]);
    return false;
  });
  return { findings: told, behind };
};
