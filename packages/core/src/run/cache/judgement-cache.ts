import type { ScannedFiles } from '../../file/scanned-files.ts';
import { type FileState, isSameState, noteState } from '../../file/seen-files.ts';
import { type Subject, subjectKey } from '../../model/subject.ts';
import type { PlannedRule } from '../../plan/plan.ts';
import type { SubjectSet } from '../discover.ts';
import type { FactStore } from '../fact-store.ts';
import { contentOf, type Judgement } from '../judge.ts';
import { isTimed } from '../memory/fact-memo.ts';
import type { LazySnapshot } from '../memory/spill-store.ts';
import type { TextTable } from '../memory/text-table.ts';
import type { Memories } from '../run-resources.ts';
import { type CacheEntry, OF_GROUP, type PlainEntries } from './cache-entry.ts';
import { EntryKeys } from './entry-keys.ts';
import type { EntryView } from './entry-view.ts';
import { type FoundEntry, type FoundSubject, groupSnapshotOf, hasContent } from './found.ts';
import { GroupKeys } from './group-keys.ts';
import { type PackedEntries, packedEntries } from './packed-entries.ts';
import { RACY_MS, regularFileState } from './regular-file.ts';

/** Results of an earlier run as plain data. `lint` takes them and returns new ones; only its caller reads and writes files. */
export interface CacheData {
  /** Key of everything that all values depend on: program, plugins, versions of facts, settings, watermarks. */
  readonly key: string;
  /** Milliseconds since 1970. A file changed at that time may have changed again since. */
  readonly writtenAt: number;
  readonly entries: PackedEntries | PlainEntries;
  /** Memories that resources of the run left. */
  readonly memories: Memories;
  /** The set that the settled verdicts of the entries belong to; absent if there are none. */
  readonly set?: RememberedSet;
}

/** What is cached for the whole set of a run, apart from its entries. Stored as JSON: the member names are part of the format. */
export interface RememberedSet {
  /** Ids of the facts that were stored for every subject, by scope. */
  readonly kept: { readonly [scope: string]: readonly string[] };
  /** Scopes and ids of the facts over the set that settled verdicts rest on. */
  readonly facts: readonly (readonly [scope: string, id: string])[];
  /** Stored facts of the subjects without an entry in that run. */
  readonly loose: { readonly [subject: string]: CacheEntry['kept'] };
}

export interface JudgementCacheOptions {
  readonly data: CacheData | undefined;
  readonly key: string;
  readonly asOf: string;
  readonly now: number;
  /** `true`: every file is read, regardless of its size and times. */
  readonly readsAll: boolean;
  /** States of files read just now, not before `now`. */
  readonly scanned?: ScannedFiles | undefined;
  /** All subjects of the run, and those of its neighbours. */
  readonly subjects: SubjectSet;
}

/** Caches the results of a file by its content. A file is read only if its time or size has changed. */
export class JudgementCache {
  readonly #options: JudgementCacheOptions;
  readonly #old: PackedEntries;
  readonly #new: PackedEntries;
  /** States of files before they were read. */
  readonly #before = new Map<string, FileState>();
  readonly #keys = new EntryKeys();
  readonly #groups: GroupKeys;
  #set: { readonly remembered: RememberedSet; readonly isStale: (subject: string) => boolean } | undefined;

  constructor(options: JudgementCacheOptions) {
    this.#options = options;
    this.#groups = new GroupKeys(options.subjects);
    this.#old = packedEntries(options.data?.key === options.key ? options.data.entries : {});
    this.#new = this.#old.successor();
  }

  /**
   * Restores the cached result of a subject; undefined if it has to be judged. That result is cached only if the file does not change before `put`.
   * `rules` is undefined for one that is only compared with.
   */
  async find(
    store: FactStore,
    subject: Subject,
    rules: readonly PlannedRule[] | undefined,
    storedIds: readonly string[],
  ): Promise<{ readonly judgement: Judgement | undefined } | undefined> {
    const key = subjectKey(subject);
    const now = regularFileState(subject.file);
    if (now !== undefined) this.#before.set(key, now);
    const old = this.#entryFor(store, subject, rules, storedIds);
    if (old?.isOfGroup === true) return this.#restored(store, subject, { rules, storedIds, old, now: OF_GROUP });
    if (old === undefined || now === undefined) return undefined;
    if (!this.#isUntouched(old, now) && (await contentOf(subject, store))?.sha256 !== old.sha256) return undefined;
    return this.#restored(store, subject, { rules, storedIds, old, now });
  }

  /** As `find`, without waiting: undefined also if the file would have to be read. */
  recall(
    store: FactStore,
    subject: Subject,
    rules: readonly PlannedRule[] | undefined,
    storedIds: readonly string[],
  ): { readonly judgement: Judgement | undefined } | undefined {
    if (this.#options.readsAll) return undefined;
    const old = this.#entryFor(store, subject, rules, storedIds);
    if (old?.isOfGroup === true) return this.#restored(store, subject, { rules, storedIds, old, now: OF_GROUP });
    const now = old && this.#stateOf(subject);
    if (old === undefined || now === undefined || !this.#isUntouched(old, now)) return undefined;
    return this.#restored(store, subject, { rules, storedIds, old, now });
  }

  #stateOf({ file }: Subject): FileState | undefined {
    const known = this.#options.scanned?.take(file);
    if (known === undefined) return regularFileState(file);
    noteState(file, known);
    return known;
  }

  /** Returns the entry of a subject for these rules, valid as long as the file is unchanged; undefined if there is none. */
  #entryFor(
    store: FactStore,
    subject: Subject,
    rules: readonly PlannedRule[] | undefined,
    storedIds: readonly string[],
  ): EntryView | undefined {
    const old = this.#old.about(subjectKey(subject));
    if (old === undefined || hasContent(store, subject) === old.isOfGroup) return undefined;
    if (rules !== undefined && (!old.isJudged || old.key !== this.#keyOf(subject, rules, old.isOfGroup)))
      return undefined;
    if (rules === undefined && !old.key.startsWith(this.#keys.of(subject, undefined))) return undefined;
    const { asOf } = old;
    if (asOf !== undefined && asOf !== this.#options.asOf) return undefined;
    return storedIds.every((id) => old.storedFacts.some(([each]) => each === id)) ? old : undefined;
  }

  #keyOf(subject: Subject, rules: readonly PlannedRule[] | undefined, isOfGroup: boolean): string {
    return isOfGroup && rules !== undefined
      ? this.#keys.ofGroup(subject, this.#groups.of(subject), rules)
      : this.#keys.of(subject, rules);
  }

  #restored(
    store: FactStore,
    subject: Subject,
    { rules, storedIds, old, now }: FoundEntry,
  ): { readonly judgement: Judgement | undefined } {
    const key = subjectKey(subject);
    this.#new.take(key, this.#old, now);
    const isOfOneDay = old.asOf !== undefined;
    old.storedFacts.forEach(([id, isValue], position) => {
      const value = { text: old.storedTextId(position), isValue, texts: this.texts };
      if (storedIds.includes(id)) store.storedFacts.putText(subject, id, value, isOfOneDay);
    });
    const snapshot = this.#old.snapshotOf(key);
    if (snapshot !== undefined) store.restore(subject, snapshot);
    const judgement = rules === undefined ? undefined : this.#old.judgementOf(key);
    return { judgement: judgement && { subject, ...judgement } };
  }

  /** Caches a result, unless it depends on more than the file. Returns the facts for the second pass, if they are cached, too. */
  async put(
    store: FactStore,
    subject: Subject,
    rules: readonly PlannedRule[] | undefined,
    judgement: Judgement | undefined,
    storedIds: readonly string[],
  ): Promise<LazySnapshot | undefined> {
    const key = subjectKey(subject);
    const before = this.#before.get(key);
    this.#before.delete(key);
    if (before === undefined) return this.#putOfGroup(store, subject, rules, judgement, storedIds);
    const snapshot = store.snapshot(subject);
    const file = judgement?.file ?? (await contentOf(subject, store));
    const now = regularFileState(subject.file);
    if (snapshot === undefined || file === undefined || now === undefined) return undefined;
    // The file has been replaced since: nothing is known of the new one.
    if (!isSameState(before, now)) return undefined;
    return this.#note(store, { subject, rules, judgement, storedIds, snapshot, stat: now, sha256: file.sha256 });
  }

  /** The same for a subject without content, if its facts depend only on the data of its group. */
  #putOfGroup(
    store: FactStore,
    subject: Subject,
    rules: readonly PlannedRule[] | undefined,
    judgement: Judgement | undefined,
    storedIds: readonly string[],
  ): LazySnapshot | undefined {
    if (judgement === undefined || judgement.file !== undefined || hasContent(store, subject)) return undefined;
    const snapshot = store.snapshot(subject, groupSnapshotOf);
    if (snapshot === undefined) return undefined;
    return this.#note(store, { subject, rules, judgement, storedIds, snapshot, stat: OF_GROUP, sha256: '' });
  }

  #note(store: FactStore, found: FoundSubject): LazySnapshot | undefined {
    const { subject, rules, judgement, storedIds, snapshot, stat, sha256 } = found;
    const key = subjectKey(subject);
    const { subject: _subject, ...rest } = judgement ?? { subject };
    const dependsOnToday = isTimed(snapshot) || judgement?.verdicts.some(({ timed }) => timed) === true;
    this.#new.put(key, {
      stat,
      sha256,
      key: this.#keyOf(subject, rules, stat === OF_GROUP),
      ...(dependsOnToday ? { asOf: this.#options.asOf } : {}),
      ...('verdicts' in rest ? { judgement: rest } : {}),
      kept: store.storedOf(subject, storedIds),
      ...(judgement !== undefined && judgement.waiting.length > 0 ? { snapshot } : {}),
    });
    return this.#new.snapshotOf(key);
  }

  /** Ends the first pass. */
  closeFirst(): void {
    this.#groups.release();
  }

  /** Whether it holds this run's judgement of a subject. */
  holds(subject: Subject): boolean {
    return this.#new.about(subjectKey(subject))?.isJudged === true;
  }

  /** Returns this run's judgement of a subject; undefined if it holds none. */
  judgementOf(subject: Subject): Judgement | undefined {
    const judgement = this.#new.judgementOf(subjectKey(subject));
    return judgement && { subject, ...judgement };
  }

  /** Returns the entry that this run will leave for a subject's file; undefined if there is none. */
  entryOf(subject: Subject): CacheEntry | undefined {
    if (this.#new.about(subjectKey(subject))?.isOfGroup === true) return undefined;
    const { settled: _settled, ...entry } = this.#new.whole(subjectKey(subject)) ?? {};
    return 'key' in entry ? entry : undefined;
  }

  /** Stores the entry that another process has made for a subject. */
  adopt(subject: Subject, entry: CacheEntry): void {
    this.#new.put(subjectKey(subject), entry);
  }

  /** Returns this run's facts of a subject for the second pass. */
  readonly snapshotOf = (key: string): LazySnapshot | undefined => this.#new.snapshotOf(key);

  /** Texts of its entries. */
  get texts(): TextTable {
    return this.#new.texts;
  }

  /** Memories of the earlier run's resources, if everything else that they may depend on is unchanged. */
  get memories(): Memories | undefined {
    const { data, key } = this.#options;
    return data?.key === key ? data.memories : undefined;
  }

  /** The set of the earlier run, if everything else that it may depend on is unchanged. */
  get set(): RememberedSet | undefined {
    const { data, key } = this.#options;
    return data?.key === key ? data.set : undefined;
  }

  /** Entries of the earlier run, and those of this one. */
  get entries(): { readonly old: PackedEntries; readonly now: PackedEntries } {
    return { old: this.#old, now: this.#new };
  }

  /** Notes the set that this run has settled; stale parts of it are not cached. */
  noteSet(remembered: RememberedSet, isStale: (subject: string) => boolean): void {
    this.#set = { remembered, isStale };
  }

  /** Returns the cache for the next run: this run's entries, and the earlier ones of subjects that still exist and were not processed. */
  data(subjects: readonly Subject[], memories: Memories): CacheData {
    const { key, now } = this.#options;
    const entries = this.#old.successor();
    for (const subject of subjects) {
      const name = subjectKey(subject);
      entries.take(name, this.#new.has(name) ? this.#new : this.#old);
      if (this.#set?.isStale(name) === true) entries.settle(name, undefined);
    }
    return { key, writtenAt: now, entries, memories, ...(this.#set && { set: this.#set.remembered }) };
  }

  /** Whether a file is unchanged by its size and times, if these can be trusted. */
  #isUntouched(old: EntryView, now: FileState): boolean {
    const isOld = Math.max(now[1], now[2]) < (this.#options.data?.writtenAt ?? 0) - RACY_MS;
    return !this.#options.readsAll && isOld && old.isInState(now);
  }
}

export const openJudgementCache = (options: JudgementCacheOptions): JudgementCache => new JudgementCache(options);
