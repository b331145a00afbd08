import { setImmediate as immediate } from 'node:timers/promises';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Subject } from '../model/subject.ts';
import type { PlannedRule } from '../plan/plan.ts';
import type { CacheEntry } from './cache/cache-entry.ts';
import type { JudgementCache } from './cache/judgement-cache.ts';
import type { SetMemory, SetMemoryOptions } from './cache/set-memory.ts';
import type { SubjectSet } from './discover.ts';
import type { FactStore } from './fact-store.ts';
import {
  type Judgement,
  type JudgeOptions,
  judge,
  judgeWaiting,
  particularsFactOf,
  particularsOf,
  type RuleOptions,
  withReused,
} from './judge.ts';
import type { LazySnapshot } from './memory/spill-store.ts';
import { BySubject } from './memory/subject-order.ts';
import { Relations } from './related.ts';
import type { StoredFacts } from './stored-facts.ts';
import type { Thumbnails } from './thumbnails.ts';

/** Ids of the facts that are stored for every subject of a scope, by scope. */
export type StoredFactIds = ReadonlyMap<string, readonly string[]>;

export interface WorkersOptions {
  /** Returns the subjects of the first pass: a new list on each call, so that none is held in between. */
  readonly subjects: () => readonly Subject[];
  /** All subjects of the run, and those of its neighbours. */
  readonly set: SubjectSet;
  /** Rules of the subjects that are judged; the others are only compared with. */
  readonly rules: Pick<BySubject<readonly PlannedRule[]>, 'get'>;
  /** Options of all rules, also of those that are off. */
  readonly optionsOf: RuleOptions;
  readonly storedIds: StoredFactIds;
  readonly asOf: string;
  /** Number of subjects processed at the same time. */
  readonly concurrency: number;
  /** Creates a store for these subjects, with the stored facts of another one. */
  readonly newStore: (storedFacts?: StoredFacts) => FactStore;
  readonly cache: JudgementCache | undefined;
  /** Whether the set holds only the subjects of this run and its cache: settled verdicts may be cached. */
  readonly isAlone: boolean;
  /** Results of other processes' first pass, which are not computed again. */
  readonly elsewhere?: FoundElsewhere | undefined;
  /** Records each result of the first pass while it is in memory. */
  readonly takeDown?: ((taken: Taken) => void) | undefined;
  readonly thumbnails: Thumbnails;
  /** Once aborted, no further rule is judged. */
  readonly signal?: AbortSignal | undefined;
  /** Whether to report why a rule does not judge a subject. */
  readonly explainsSkips: boolean;
  readonly onJudged?: JudgeOptions['onJudged'];
  /** Called for each subject; `isRemembered`: its result came from an earlier run. */
  readonly onInspected?: ((isRemembered: boolean) => void) | undefined;
  readonly onDone: (subject: Subject) => void;
}

/** Placeholder for a judgement of the first pass that the cache holds: it is decoded when the second pass needs it. */
const IN_CACHE = Symbol('in cache');

/** Number of subjects processed before the event loop gets a turn: a few milliseconds. */
const AT_ONCE = 256;

/** Results of a run that other processes have found. */
export interface FoundElsewhere {
  /** Restores the result of a subject; undefined if it could not be transferred, and has to be judged here. */
  readonly find: (
    store: FactStore,
    subject: Subject,
    rules: readonly PlannedRule[] | undefined,
  ) => { readonly judgement: Judgement | undefined; readonly entry: CacheEntry | undefined } | undefined;
}

/** A subject after the first pass. */
export interface Taken {
  readonly subject: Subject;
  readonly rules: readonly PlannedRule[] | undefined;
  readonly judgement: Judgement | undefined;
  readonly storedIds: readonly string[];
  readonly store: FactStore;
  /** The entry that a cache would store for it. */
  readonly entry: CacheEntry | undefined;
}

/** Judges subjects concurrently, in one thread. If a worker may be stuck, `anew` continues from the finished ones. */
export class Workers {
  readonly store: FactStore;
  readonly #options: WorkersOptions;
  readonly #limit: LimitFunction;
  /** Results of the first pass so far; undefined for a subject that is only compared with. */
  readonly #found: BySubject<Judgement | typeof IN_CACHE | undefined>;
  readonly #underWay = new Set<Promise<unknown>>();
  #relations: Relations | undefined;
  #isLeft = false;

  constructor(options: WorkersOptions, store = options.newStore()) {
    this.#options = options;
    this.#found = new BySubject(options.set);
    this.store = store;
    this.#limit = pLimit(options.concurrency);
  }

  /** Runs the first pass over the subjects without a result. */
  async first(): Promise<void> {
    const { subjects, onDone } = this.#options;
    const unknown = subjects().filter((subject) => !this.#found.has(subject));
    const left = await this.#rest(unknown, (subject) => this.#recall(subject));
    const ahead = this.#options.concurrency;
    await this.#limit.map(left, async (subject, index) => {
      if (this.#isLeft) return;
      this.#setFound(subject, await this.#tracked(this.#judge(subject, left[index + ahead])));
      onDone(subject);
    });
    this.#options.cache?.closeFirst();
  }

  /** Runs the second pass: judges the rules that waited for the complete set. */
  async second(): Promise<readonly Judgement[]> {
    this.store.completeSet();
    const { cache, set, storedIds, asOf, isAlone, subjects } = this.#options;
    this.#relations ??= new Relations(this.store, set);
    const memory =
      cache === undefined || !isAlone
        ? undefined
        : await this.#tracked(openSetMemory({ cache, store: this.store, set, storedIds, asOf }));
    const first = subjects().flatMap((subject) => this.#foundOf(subject) ?? []);
    const settled = new Map<Judgement, Judgement>();
    const left = await this.#rest(first, (judgement) => {
      const known = this.#settled(judgement, memory);
      if (known !== undefined) settled.set(judgement, known);
      return known !== undefined;
    });
    await this.#limit.map(left, async (judgement) => {
      settled.set(judgement, await this.#tracked(this.#settle(judgement, memory)));
    });
    if (!this.#isLeft) memory?.close();
    return first.map((judgement) => settled.get(judgement) ?? judgement);
  }

  /** Those with which `isDone` at once is not. Others have their turn in between: most of ten thousand may be done so. */
  async #rest<T>(all: readonly T[], isDone: (each: T) => boolean): Promise<readonly T[]> {
    const left: T[] = [];
    let done = 0;
    for (const each of all) {
      if (this.#isLeft) return [];
      if (!isDone(each)) left.push(each);
      else if (++done % AT_ONCE === 0) await immediate();
    }
    return left;
  }

  /** Begins nothing any more; settles when what is under way has come to its end. */
  async leave(): Promise<void> {
    this.#isLeft = true;
    await Promise.allSettled(this.#underWay);
  }

  #tracked<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    const end = (): void => {
      this.#underWay.delete(work);
    };
    work.then(end, end);
    return work;
  }

  get #judging(): JudgeOptions {
    const { asOf, signal, explainsSkips, onJudged } = this.#options;
    const relations = this.#relations === undefined ? {} : { relations: this.#relations };
    return { store: this.store, asOf, signal, explainsSkips, onJudged, ...relations };
  }

  /**
   * Abandons these workers, which may be stuck, and returns new ones with the finished results. A subject whose rules wait
   * for the set takes its facts along, or is judged again if these depend on more than the subject.
   */
  anew(): Workers {
    this.#isLeft = true;
    const next = new Workers(this.#options, this.#options.newStore(this.store.storedFacts));
    for (const [subject, found] of this.#found) {
      const judgement = this.#foundOf(subject);
      if (judgement !== undefined && judgement.waiting.length > 0) {
        const snapshot = this.store.snapshot(subject);
        if (snapshot === undefined) continue;
        next.store.restore(subject, () => snapshot);
      }
      next.#found.set(subject, found);
    }
    return next;
  }

  /** Restores a subject from the cache if no file has to be read for it. Returns whether it did. */
  #recall(subject: Subject): boolean {
    const { cache, elsewhere, takeDown, thumbnails, onInspected, onDone } = this.#options;
    if (cache === undefined || elsewhere !== undefined || takeDown !== undefined || thumbnails.areWanted) return false;
    const storedIds = this.#options.storedIds.get(subject.scope) ?? [];
    const known = cache.recall(this.store, subject, this.#options.rules.get(subject), storedIds);
    if (known === undefined) return false;
    onInspected?.(true);
    this.#spill(subject, known.judgement);
    this.#found.set(subject, known.judgement);
    onDone(subject);
    return true;
  }

  /** `next`: the subject that follows when this one and the concurrent ones are done. */
  async #judge(subject: Subject, next: Subject | undefined): Promise<Judgement | undefined> {
    const { cache, thumbnails } = this.#options;
    const { store } = this;
    const rules = this.#options.rules.get(subject);
    const storedIds = this.#options.storedIds.get(subject.scope) ?? [];
    const brought = this.#options.elsewhere?.find(store, subject, rules);
    if (brought?.entry !== undefined) cache?.adopt(subject, brought.entry);
    const known = brought ?? (await cache?.find(store, subject, rules, storedIds));
    this.#options.onInspected?.(known !== undefined);
    let judgement = known?.judgement;
    let snapshot: LazySnapshot | undefined;
    if (known === undefined) {
      if (next !== undefined) store.begin(next);
      judgement = rules === undefined ? undefined : await judge(subject, rules, this.#judging);
      await store.keep(subject, storedIds);
      snapshot = await cache?.put(store, subject, rules, judgement, storedIds);
    }
    if (judgement !== undefined) await thumbnails.whileDecoded(judgement, store);
    this.#options.takeDown?.({ subject, rules, judgement, storedIds, store, entry: cache?.entryOf(subject) });
    this.#spill(subject, judgement, snapshot);
    return judgement;
  }

  /** Stores the result of a subject: for most, only that the cache holds it. */
  #setFound(subject: Subject, judgement: Judgement | undefined): void {
    const isPlain = judgement?.boxes.length === 0 && judgement.verdicts.every(({ message }) => message === '');
    this.#found.set(subject, isPlain && this.#options.cache?.holds(subject) === true ? IN_CACHE : judgement);
  }

  #foundOf(subject: Subject): Judgement | undefined {
    const found = this.#found.get(subject);
    return found === IN_CACHE ? this.#options.cache?.judgementOf(subject) : found;
  }

  /** Retains what the second pass needs. */
  #spill(subject: Subject, judgement: Judgement | undefined, snapshot?: LazySnapshot): void {
    const { store } = this;
    const isNeededLater =
      judgement !== undefined &&
      (judgement.waiting.length > 0 || particularsFactOf(store.registry, subject.scope) !== undefined);
    if (isNeededLater) store.spill(subject, snapshot);
    else store.clear(subject);
  }

  /** Returns the result of the second pass if the cache has it. */
  #settled(judgement: Judgement, memory: SetMemory | undefined): Judgement | undefined {
    const { subject, waiting } = judgement;
    if (particularsFactOf(this.store.registry, subject.scope) !== undefined) return undefined;
    const reused = waiting.length === 0 ? [] : memory?.recall(judgement);
    if (reused === undefined) return undefined;
    this.store.clear(subject);
    return waiting.length === 0 ? judgement : withReused(judgement, this.#options.rules.get(subject) ?? [], reused);
  }

  async #settle(judgement: Judgement, memory: SetMemory | undefined): Promise<Judgement> {
    if (this.#isLeft) return judgement;
    const { subject, waiting } = judgement;
    const rules = this.#options.rules.get(subject) ?? [];
    const reused = (await memory?.reusable(judgement, rules)) ?? [];
    const settled = waiting.length === 0 ? judgement : await judgeWaiting(judgement, rules, this.#judging, reused);
    await memory?.note(judgement, settled, rules, reused);
    const particulars = await particularsOf(subject, this.store, this.#options.optionsOf);
    this.store.clear(subject);
    return particulars === undefined ? settled : { ...settled, particulars };
  }
}

/** Loaded where there is a cache. */
const openSetMemory = async (options: SetMemoryOptions): Promise<SetMemory> =>
  (await import('./cache/set-memory.ts')).SetMemory.open(options);
