import type { FileState } from '../../file/seen-files.ts';
import type { Judgement, RuleVerdict } from '../judge.ts';
import type { Snapshot } from '../memory/fact-memo.ts';
import type { StoredFact } from '../stored-facts.ts';

/** What an earlier run found for one subject. Written to the cache and to shard results: the member names are part of the format. */
export interface CacheEntry {
  readonly stat: FileState;
  readonly sha256: string;
  /** Key of the subject and of the rules that judged it. */
  readonly key: string;
  /** The date that was used as today, if a value depends on it. */
  readonly asOf?: string;
  readonly judgement?: Omit<Judgement, 'subject'>;
  /** Facts that are stored for the whole set, by id. */
  readonly kept: { readonly [id: string]: StoredFact };
  /** Facts that the second pass needs. */
  readonly snapshot?: Snapshot;
  /** Verdicts of the second pass that stay valid while nothing near the subject changes. */
  readonly settled?: Settled;
}

/** State of an entry without a file: it holds only settled verdicts. */
export const NO_FILE: FileState = [0, 0, 0, 0];

/** State of an entry of a subject without content: it is valid as long as its group is unchanged. */
export const OF_GROUP: FileState = [0, 0, 0, -1];

/** Verdicts of rules over the set. */
export interface Settled {
  /** The date that was used as today, if a value depends on it. */
  readonly asOf?: string;
  readonly verdicts: readonly RuleVerdict[];
}

/** Entries as plain data, by the key of their subject. */
export interface PlainEntries {
  readonly [subject: string]: CacheEntry;
}
