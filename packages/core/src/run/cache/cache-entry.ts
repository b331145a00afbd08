import type { FileState } from '../../file/seen-files.ts';
import type { Kept } from '../../model/fact.ts';
import type { Judgement, RuleVerdict } from '../judge.ts';
import type { Snapshot } from '../memory/fact-memo.ts';

/** What an earlier run found of one subject. */
export interface CacheEntry {
  readonly stat: FileState;
  readonly sha256: string;
  /** Of the subject and of the rules that judged it. */
  readonly key: string;
  /** The date that stood for today, where it mattered. */
  readonly asOf?: string;
  readonly judgement?: Omit<Judgement, 'subject'>;
  readonly kept: { readonly [id: string]: Kept<unknown> };
  /** Facts that the second pass will ask for. */
  readonly snapshot?: Snapshot;
  /** What the second pass came to, as far as it stands while nothing near the subject changes. */
  readonly settled?: Settled;
}

/** State of a file where there is none: the entry holds nothing but what is settled. */
export const NO_FILE: FileState = [0, 0, 0, 0];

/** The same of a subject without content: its entry holds as long as its group is what it was. */
export const OF_GROUP: FileState = [0, 0, 0, -1];

/** Verdicts of rules over the set. */
export interface Settled {
  /** The date that stood for today, where it mattered. */
  readonly asOf?: string;
  readonly verdicts: readonly RuleVerdict[];
}

/** Entries as plain data, by the key of their subject. */
export interface PlainEntries {
  readonly [subject: string]: CacheEntry;
}
