import type { LookedFiles } from '../../file/looked-files.ts';
import { type FileState, isSameState, noteState } from '../../file/seen-files.ts';
import { type Subject, subjectKey } from '../../model/subject.ts';
import type { PlannedRule } from '../../plan/plan.ts';
import type { SubjectSet } from '../discover.ts';
import type { FactStore } from '../fact-store.ts';
import { contentOf, type Judgement } from '../judge.ts';
import { isTimed } from '../memory/fact-memo.ts';
import type { LaterSnapshot } from '../memory/shelf.ts';
import type { TextTable } from '../memory/text-table.ts';
import type { Memories } from '../run-resources.ts';
import { type CacheEntry, OF_GROUP, type PlainEntries } from './cache-entry.ts';
import { EntryKeys } from './entry-keys.ts';
import { type FoundEntry, type FoundSubject, groupSnapshotOf, hasContent } from './found.ts';
import { GroupKeys } from './group-keys.ts';
import type { LyingEntry } from './lying-entry.ts';
import { type PackedEntries, packedEntries } from './packed-entries.ts';
import { RACY_MS, regularFileState } from './regular-file.ts';

/** What an earlier run found, as plain data: `lint` takes it and gives a new one; only its caller reads and writes files. */
export interface CacheData {
  /** Of everything that all values depend on: program, plugins, versions of facts, settings, marks. */
  readonly key: string;
  /** Milliseconds since 1970. A file changed at that time may have changed again since. */
  readonly writtenAt: number;
  readonly entries: PackedEntries | PlainEntries;
  /** What resources of the run left. */
  readonly memories: Memories;
  /** Which set the settled verdicts of the entries are of; absent where they are of none. */
  readonly set?: RememberedSet;
}

/** What says of a run's whole set what its entries do not. */
export interface RememberedSet {
  /** Facts that were kept of every subject, by scope. */
  readonly kept: { readonly [scope: string]: readonly string[] };
  /** Scopes and ids of the facts over the set that settled verdicts rest on. */
  readonly facts: readonly (readonly [scope: string, id: string])[];
  /** What was kept of subjects of which there was no entry of that run. */
  readonly loose: { readonly [subject: string]: CacheEntry['kept'] };
}

export interface JudgementCacheOptions {
  readonly data: CacheData | undefined;
  readonly key: string;
  readonly asOf: string;
  readonly now: number;
  /** `true`: every file is read, whatever its size and times say. */
  readonly readsAll: boolean;
  /** What files were a moment ago, not before `now`. */
  readonly looked?: LookedFiles | undefined;
  /** All subjects of the run, and those of its neighbours. */
  readonly subjects: SubjectSet;
}

/** Remembers what was found of a file, by its content: a file is only read where its time or size have changed. */
export class JudgementCache {
  readonly #options: JudgementCacheOptions;
  readonly #old: PackedEntries;
  readonly #new: PackedEntries;
  /** What files were before anything of them was read. */
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
   * Restores what is known of a subject; undefined where it has to be judged, which is remembered only if the file is until `put` what it is now.
   * `rules` is undefined for one that is only compared with.
   */
  async find(
    store: FactStore,
    subject: Subject,
    rules: readonly PlannedRule[] | undefined,
    kept: readonly string[],
  ): Promise<{ readonly judgement: Judgement | undefined } | undefined> {
    const key = subjectKey(subject);
    const now = regularFileState(subject.file);
    if (now !== undefined) this.#before.set(key, now);
    const old = this.#entryFor(store, subject, rules, kept);
    if (old?.isOfGroup === true) return this.#restored(store, subject, { rules, kept, old, now: OF_GROUP });
    if (old === undefined || now === undefined) return undefined;
    if (!this.#isUntouched(old, now) && (await contentOf(subject, store))?.sha256 !== old.sha256) return undefined;
    return this.#restored(store, subject, { rules, kept, old, now });
  }

  /** As `find`, at once: undefined also where the file would have to be read to be known. */
  recall(
    store: FactStore,
    subject: Subject,
    rules: readonly PlannedRule[] | undefined,
    kept: readonly string[],
  ): { readonly judgement: Judgement | undefined } | undefined {
    if (this.#options.readsAll) return undefined;
    const old = this.#entryFor(store, subject, rules, kept);
    if (old?.isOfGroup === true) return this.#restored(store, subject, { rules, kept, old, now: OF_GROUP });
    const now = old && this.#stateOf(subject);
    if (old === undefined || now === undefined || !this.#isUntouched(old, now)) return undefined;
    return this.#restored(store, subject, { rules, kept, old, now });
  }

  #stateOf({ file }: Subject): FileState | undefined {
    const known = this.#options.looked?.take(file);
    if (known === undefined) return regularFileState(file);
    noteState(file, known);
    return known;
  }

  /** The entry of a subject that is judged by these rules, where it stands as long as the file does. */
  #entryFor(
    store: FactStore,
    subject: Subject,
    rules: readonly PlannedRule[] | undefined,
    kept: readonly string[],
  ): LyingEntry | undefined {
    const old = this.#old.about(subjectKey(subject));
    if (old === undefined || hasContent(store, subject) === old.isOfGroup) return undefined;
    if (rules !== undefined && (!old.isJudged || old.key !== this.#keyOf(subject, rules, old.isOfGroup)))
      return undefined;
    if (rules === undefined && !old.key.startsWith(this.#keys.of(subject, undefined))) return undefined;
    const { asOf } = old;
    if (asOf !== undefined && asOf !== this.#options.asOf) return undefined;
    return kept.every((id) => old.kept.some(([each]) => each === id)) ? old : undefined;
  }

  #keyOf(subject: Subject, rules: readonly PlannedRule[] | undefined, isOfGroup: boolean): string {
    return isOfGroup && rules !== undefined
      ? this.#keys.ofGroup(subject, this.#groups.of(subject), rules)
      : this.#keys.of(subject, rules);
  }

  #restored(
    store: FactStore,
    subject: Subject,
    { rules, kept, old, now }: FoundEntry,
  ): { readonly judgement: Judgement | undefined } {
    const key = subjectKey(subject);
    this.#new.take(key, this.#old, now);
    const isOfOneDay = old.asOf !== undefined;
    old.kept.forEach(([id, isValue], position) => {
      const value = { text: old.keptText(position), isValue, texts: this.texts };
      if (kept.includes(id)) store.kept.putText(subject, id, value, isOfOneDay);
    });
    const snapshot = this.#old.snapshotOf(key);
    if (snapshot !== undefined) store.restore(subject, snapshot);
    const judgement = rules === undefined ? undefined : this.#old.judgementOf(key);
    return { judgement: judgement && { subject, ...judgement } };
  }

  /** Remembers what was found, unless it depends on more than the file. Gives the facts for the second pass, where they are remembered too. */
  async put(
    store: FactStore,
    subject: Subject,
    rules: readonly PlannedRule[] | undefined,
    judgement: Judgement | undefined,
    kept: readonly string[],
  ): Promise<LaterSnapshot | undefined> {
    const key = subjectKey(subject);
    const before = this.#before.get(key);
    this.#before.delete(key);
    if (before === undefined) return this.#putOfGroup(store, subject, rules, judgement, kept);
    const snapshot = store.snapshot(subject);
    const file = judgement?.file ?? (await contentOf(subject, store));
    const now = regularFileState(subject.file);
    if (snapshot === undefined || file === undefined || now === undefined) return undefined;
    // Something else lies there by now: of that nothing is known.
    if (!isSameState(before, now)) return undefined;
    return this.#note(store, { subject, rules, judgement, kept, snapshot, stat: now, sha256: file.sha256 });
  }

  /** The same of a subject without content, of which nothing was looked at but what is said of its group. */
  #putOfGroup(
    store: FactStore,
    subject: Subject,
    rules: readonly PlannedRule[] | undefined,
    judgement: Judgement | undefined,
    kept: readonly string[],
  ): LaterSnapshot | undefined {
    if (judgement === undefined || judgement.file !== undefined || hasContent(store, subject)) return undefined;
    const snapshot = store.snapshot(subject, groupSnapshotOf);
    if (snapshot === undefined) return undefined;
    return this.#note(store, { subject, rules, judgement, kept, snapshot, stat: OF_GROUP, sha256: '' });
  }

  #note(store: FactStore, found: FoundSubject): LaterSnapshot | undefined {
    const { subject, rules, judgement, kept, snapshot, stat, sha256 } = found;
    const key = subjectKey(subject);
    const { subject: _subject, ...rest } = judgement ?? { subject };
    const dependsOnToday = isTimed(snapshot) || judgement?.verdicts.some(({ timed }) => timed) === true;
    this.#new.put(key, {
      stat,
      sha256,
      key: this.#keyOf(subject, rules, stat === OF_GROUP),
      ...(dependsOnToday ? { asOf: this.#options.asOf } : {}),
      ...('verdicts' in rest ? { judgement: rest } : {}),
      kept: store.keptOf(subject, kept),
      ...(judgement !== undefined && judgement.waiting.length > 0 ? { snapshot } : {}),
    });
    return this.#new.snapshotOf(key);
  }

  /** Every subject has been looked at. */
  closeFirst(): void {
    this.#groups.release();
  }

  /** Whether it holds what this run has found of a subject that was judged. */
  holds(subject: Subject): boolean {
    return this.#new.about(subjectKey(subject))?.isJudged === true;
  }

  /** What this run has found of a subject; undefined where it does not hold that. */
  judgementOf(subject: Subject): Judgement | undefined {
    const judgement = this.#new.judgementOf(subjectKey(subject));
    return judgement && { subject, ...judgement };
  }

  /** What this run will leave of a subject's file; undefined where that is nothing. */
  entryOf(subject: Subject): CacheEntry | undefined {
    if (this.#new.about(subjectKey(subject))?.isOfGroup === true) return undefined;
    const { settled: _settled, ...entry } = this.#new.whole(subjectKey(subject)) ?? {};
    return 'key' in entry ? entry : undefined;
  }

  /** Takes over what a run elsewhere leaves of a subject. */
  adopt(subject: Subject, entry: CacheEntry): void {
    this.#new.put(subjectKey(subject), entry);
  }

  /** The facts for the second pass of a subject that this run has found. */
  readonly laid = (key: string): LaterSnapshot | undefined => this.#new.snapshotOf(key);

  /** Where texts of its entries lie. */
  get texts(): TextTable {
    return this.#new.texts;
  }

  /** What resources of the earlier run left, where all that they may depend on beside the subjects is the same. */
  get memories(): Memories | undefined {
    const { data, key } = this.#options;
    return data?.key === key ? data.memories : undefined;
  }

  /** What the earlier run says of its set, where all that it may depend on beside the subjects is the same. */
  get set(): RememberedSet | undefined {
    const { data, key } = this.#options;
    return data?.key === key ? data.set : undefined;
  }

  /** Entries of the earlier run, and those of this one. */
  get entries(): { readonly old: PackedEntries; readonly now: PackedEntries } {
    return { old: this.#old, now: this.#new };
  }

  /** Says which set this run has settled; what is stale of it is not remembered. */
  noteSet(remembered: RememberedSet, isStale: (subject: string) => boolean): void {
    this.#set = { remembered, isStale };
  }

  /** For the next run: what this one has seen, and what it did not look at of the subjects that are still there. */
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

  /** Whether a file is what it was by its size and times alone, where these are to be believed. */
  #isUntouched(old: LyingEntry, now: FileState): boolean {
    const isOld = Math.max(now[1], now[2]) < (this.#options.data?.writtenAt ?? 0) - RACY_MS;
    return !this.#options.readsAll && isOld && old.isInState(now);
  }
}

export const openJudgementCache = (options: JudgementCacheOptions): JudgementCache => new JudgementCache(options);
