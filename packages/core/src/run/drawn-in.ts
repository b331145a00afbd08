import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Subject } from '../model/subject.ts';
import type { Plan, PlannedRule } from '../plan/plan.ts';
import type { MemberNeed } from '../rule/formula/needs.ts';
import type { SubjectSet } from './discover.ts';
import { namesOneOf } from './names-one-of.ts';
import { RelationIndex } from './relation-index.ts';
import type { Selection } from './selection.ts';

export interface DrawnInOptions {
  readonly root: string;
  readonly subjects: SubjectSet;
  readonly selection: Selection | undefined;
  /** What the selection has chosen already. */
  readonly rules: ReadonlyMap<Subject, readonly PlannedRule[]>;
  readonly plan: Plan;
  /** Whether the subjects of a scope are pictures, which name no files. */
  readonly isPicture: (scope: string) => boolean;
}

/**
 * Subjects of which nothing has changed, with the rules that judge them all the same: all rules of a document (a case, a ledger, a log, a
 * page) that names a changed file, or beside which a document of another kind has changed; and rules over related subjects of which one
 * has changed. Where something is gone, or a text has changed that says who belongs where, nobody knows any more whose member it was: then
 * all rules over related subjects judge all of theirs.
 */
export const subjectsDrawnIn = (options: DrawnInOptions): ReadonlyMap<Subject, readonly PlannedRule[]> => {
  const { subjects, selection, rules, plan } = options;
  const drawn = new Map<Subject, readonly PlannedRule[]>();
  if (selection?.areChanges !== true || selection.paths.includes('.') || selection.paths.length === 0) return drawn;
  const touch = touchOf(options, selection.paths);
  const all = [...subjects.values()].flat();
  const isDocument = ({ scope, group }: Subject): boolean => group === undefined && !options.isPicture(scope);
  const changedScopes = new Set(all.filter((each) => isDocument(each) && rules.has(each)).map(({ scope }) => scope));
  for (const subject of all) {
    if (rules.has(subject)) continue;
    const isBesideChanged = [...changedScopes].some((scope) => scope !== subject.scope);
    if (isDocument(subject) && (isBesideChanged || namesOneOf(subject, selection.paths))) {
      drawn.set(subject, plan.rulesFor(subject));
      continue;
    }
    const touched = plan.rulesFor(subject).filter(({ needs }) => needs.some((need) => touch(subject, need)));
    if (touched.length > 0) drawn.set(subject, touched);
  }
  return drawn;
};

/** Whether a change may have an effect on what a rule looks at of a subject's members. */
const touchOf = (
  { root, subjects, rules }: DrawnInOptions,
  paths: readonly string[],
): ((subject: Subject, need: MemberNeed) => boolean) => {
  const index = new RelationIndex(subjects);
  const all = [...subjects.values()].flat();
  const known = new Set(all.map(({ path }) => path));
  const groups = new Set(all.flatMap(({ group }) => group ?? []));
  const anyMoved = paths.some(
    (path) =>
      !known.has(path) && !path.startsWith('../') && (groups.has(posix.dirname(path)) || !existsSync(join(root, path))),
  );
  const groupsTouched = new Map<MemberNeed, Map<string, boolean>>();
  const touch = (subject: Subject, need: MemberNeed): boolean => {
    const { relation } = need.relation;
    if (relation.names !== undefined) return true;
    if (anyMoved && relation.inGroup !== true) return true;
    const key = index.keyOf(need.relation, subject);
    if (key === undefined) return false;
    const seen = groupsTouched.get(need) ?? new Map<string, boolean>();
    groupsTouched.set(need, seen);
    let touched = seen.get(key);
    if (touched === undefined) {
      const members = index.membersByKey(need.relation).get(key) ?? [];
      touched = members.some((member) => rules.has(member) || need.inner.some((inner) => touch(member, inner)));
      seen.set(key, touched);
    }
    return touched;
  };
  return touch;
};
