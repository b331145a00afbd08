import { subjectKey } from '../model/subject.ts';
import type { CacheEntry } from '../run/cache/cache-entry.ts';
import { EntryKeys } from '../run/cache/entry-keys.ts';
import { regularFileSize } from '../run/cache/regular-file.ts';
import { carriedSnapshotOf, isPlainData } from '../run/memory/fact-memo.ts';
import type { Taken } from '../run/workers.ts';
import type { ShardFindings } from './shard-findings.ts';

/** Takes down what the first pass of a shard finds, as plain data. */
export class ShardNotes {
  readonly #entries = new Map<string, CacheEntry>();
  readonly #passing = new Set<string>();
  readonly #unwritten = new Set<string>();
  readonly #keys = new EntryKeys();

  readonly take = (taken: Taken): void => {
    const key = subjectKey(taken.subject);
    this.#passing.delete(key);
    this.#unwritten.delete(key);
    const entry = taken.entry ?? this.#passingEntry(taken);
    if (entry === undefined) {
      this.#unwritten.add(key);
      this.#entries.delete(key);
      return;
    }
    if (taken.entry === undefined) this.#passing.add(key);
    this.#entries.set(key, entry);
  };

  get findings(): Pick<ShardFindings, 'entries' | 'passing' | 'unwritten'> {
    return {
      entries: Object.fromEntries(this.#entries),
      passing: [...this.#passing].sort(),
      unwritten: [...this.#unwritten].sort(),
    };
  }

  /** What no cache would keep, because it depends on more than the file, holds for this run all the same. */
  #passingEntry({ subject, rules, judgement, storedIds, store }: Taken): CacheEntry | undefined {
    const facts = store.storedOf(subject, storedIds);
    if (!Object.values(facts).every(isPlainData)) return undefined;
    const { subject: _subject, ...rest } = judgement ?? { subject };
    if (judgement !== undefined && !isPlainData(rest)) return undefined;
    const isWaiting = judgement !== undefined && judgement.waiting.length > 0;
    const snapshot = isWaiting ? store.snapshot(subject, carriedSnapshotOf) : undefined;
    if (isWaiting && snapshot === undefined) return undefined;
    return {
      stat: [regularFileSize(subject.file) ?? Number.NaN, 0, 0, 0],
      sha256: judgement?.file?.sha256 ?? '',
      key: this.#keys.of(subject, rules),
      ...('verdicts' in rest ? { judgement: rest } : {}),
      kept: facts,
      ...(snapshot === undefined ? {} : { snapshot }),
    };
  }
}
