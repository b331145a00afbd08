import type { Finding } from '../model/report.ts';
import { type Subject, subjectKey } from '../model/subject.ts';
import type { FixEntry } from '../registry/collect-fixes.ts';
import type { Registry } from '../registry/registry.ts';
import type { SubjectSet } from '../run/discover.ts';

/** A fix that findings of a subject ask for. */
export interface FixOffer {
  readonly entry: FixEntry;
  /** Rules whose findings it is to mend, sorted. */
  readonly ruleIds: readonly string[];
}

/** A subject with the fixes that its findings ask for, in the order of their plugins. */
export interface FixableFile {
  readonly subject: Subject;
  readonly offers: readonly FixOffer[];
}

/** The fixes that findings are offered, by subject, in the order of the findings. */
export const fixableFiles = (
  findings: readonly Finding[],
  subjects: SubjectSet,
  registry: Registry,
): readonly FixableFile[] => {
  const known = new Map([...subjects.values()].flat().map((subject) => [subjectKey(subject), subject]));
  const asked = new Map<Subject, Map<string, string[]>>();
  for (const { subject: about, fix, ruleId } of findings) {
    const subject = known.get(subjectKey(about));
    if (subject === undefined || fix === undefined) continue;
    const byFix = asked.get(subject) ?? new Map<string, string[]>();
    byFix.set(fix.id, [...(byFix.get(fix.id) ?? []), ruleId]);
    asked.set(subject, byFix);
  }
  return [...asked].map(([subject, byFix]) => ({
    subject,
    offers: [...registry.fixes.values()].flatMap((entry): FixOffer[] => {
      const ruleIds = byFix.get(entry.id);
      return ruleIds === undefined ? [] : [{ entry, ruleIds: ruleIds.toSorted() }];
    }),
  }));
};
