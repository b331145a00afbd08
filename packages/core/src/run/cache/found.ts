import type { FileState } from '../../file/seen-files.ts';
import type { Subject } from '../../model/subject.ts';
import type { PlannedRule } from '../../plan/plan.ts';
import type { FactStore } from '../fact-store.ts';
import { contentFactOf, type Judgement } from '../judge.ts';
import { type FactMemo, type FactSnapshot, heldSnapshotOf, type Snapshot } from '../memory/fact-memo.ts';
import type { CacheEntry } from './cache-entry.ts';
import type { LyingEntry } from './lying-entry.ts';

/** An entry that stands, for whom, and the file as it is now. */
export interface FoundEntry {
  readonly rules: readonly PlannedRule[] | undefined;
  readonly kept: readonly string[];
  readonly old: LyingEntry;
  readonly now: FileState;
}

/** What is to be remembered of a subject. */
export interface FoundSubject extends Pick<CacheEntry, 'stat' | 'sha256'> {
  readonly subject: Subject;
  readonly rules: readonly PlannedRule[] | undefined;
  readonly judgement: Judgement | undefined;
  readonly kept: readonly string[];
  readonly snapshot: Snapshot;
}

/** Whether a fact says what the content of such a subject is. */
export const hasContent = ({ registry }: FactStore, { scope }: Subject): boolean =>
  contentFactOf(registry, scope) !== undefined;

/** What a memo holds, to be restored in another run, where all of it follows from what is said of a group when that is found; undefined where something looks further. */
export const groupSnapshotOf = (memo: FactMemo): Snapshot | undefined => {
  for (const { entry } of memo.facts.values()) if (entry.provider.ofGroup !== true) return undefined;
  const facts = heldSnapshotOf(memo)?.facts;
  return facts && { facts: facts.map(({ others: _others, ...fact }): FactSnapshot => fact) };
};
