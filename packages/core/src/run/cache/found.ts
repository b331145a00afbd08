import type { FileState } from '../../file/seen-files.ts';
import type { Subject } from '../../model/subject.ts';
import type { PlannedRule } from '../../plan/plan.ts';
import type { FactStore } from '../fact-store.ts';
import { contentFactOf, type Judgement } from '../judge.ts';
import { type FactMemo, type FactSnapshot, heldSnapshotOf, type Snapshot } from '../memory/fact-memo.ts';
import type { CacheEntry } from './cache-entry.ts';
import type { EntryView } from './entry-view.ts';

/** A valid entry, the rules and stored facts that it is reused for, and the current state of the file. */
export interface FoundEntry {
  readonly rules: readonly PlannedRule[] | undefined;
  readonly storedIds: readonly string[];
  readonly old: EntryView;
  readonly now: FileState;
}

/** What is to be cached for a subject. */
export interface FoundSubject extends Pick<CacheEntry, 'stat' | 'sha256'> {
  readonly subject: Subject;
  readonly rules: readonly PlannedRule[] | undefined;
  readonly judgement: Judgement | undefined;
  readonly storedIds: readonly string[];
  readonly snapshot: Snapshot;
}

/** Whether there is a fact for the content of such a subject. */
export const hasContent = ({ registry }: FactStore, { scope }: Subject): boolean =>
  contentFactOf(registry, scope) !== undefined;

/** Returns a snapshot of a memo to be restored in another run; undefined if a fact depends on more than the data of the subject's group. */
export const groupSnapshotOf = (memo: FactMemo): Snapshot | undefined => {
  for (const { entry } of memo.facts.values()) if (entry.provider.ofGroup !== true) return undefined;
  const facts = heldSnapshotOf(memo)?.facts;
  return facts && { facts: facts.map(({ others: _others, ...fact }): FactSnapshot => fact) };
};
