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
  withStanding,
} from './judge.ts';
import type { KeptFacts } from './kept-facts.ts';
import type { LaterSnapshot } from './memory/shelf.ts';
import { BySubject } from './memory/subject-order.ts';
import { Relations } from './related.ts';
import type { Thumbnails } from './thumbnails.ts';

/** Ids of the facts that are kept of every subject of a scope, by scope. */
export type KeptIds = ReadonlyMap<string, readonly string[]>;

export interface WorkersOptions {
  /** What the first pass looks at: made each time, as nobody has to hold it in between. */
  readonly subjects: () => readonly Subject[];
  /** All subjects of the run, and those of its neighbours. */
  readonly set: SubjectSet;
  /** The rules of the subjects that are judged; the others are only compared with. */
  readonly rules: Pick<BySubject<readonly PlannedRule[]>, 'get'>;
  readonly kept: KeptIds;
  readonly asOf: string;
  /** Subjects that are worked on at the same time. */
  readonly concurrency: number;
  /** A store for these subjects, with what another has kept. */
  readonly newStore: (kept?: KeptFacts) => FactStore;
  readonly cache: JudgementCache | undefined;
  /** Whether nobody but the subjects of this run and its cache is in the set: what is settled may be remembered. */
  readonly isAlone: boolean;
  /** What other processes have found in the first pass: nothing of it is looked at again. */
  readonly elsewhere?: FoundElsewhere | undefined;
  /** Takes down what the first pass finds, while it is at hand. */
  readonly takeDown?: ((taken: Taken) => void) | undefined;
  readonly thumbnails: Thumbnails;
  /** Where it is aborted, no further rule is judged. */
  readonly signal?: AbortSignal | undefined;
  /** Says of a rule that does not judge a subject why. */
  readonly explainsSkips: boolean;
  readonly onJudged?: JudgeOptions['onJudged'];
  /** Told of each subject whether what an earlier run found was taken. */
  readonly onLooked?: ((isRemembered: boolean) => void) | undefined;
  readonly onDone: (subject: Subject) => void;
}

/** Stands for a judgement of the first pass that the cache holds: it is made again when the second pass asks for it. */
const LAID = Symbol('laid');

/** So many subjects are dealt with before others have their turn: a few milliseconds. */
const AT_ONCE = 256;

/** What of a run was found by other processes. */
export interface FoundElsewhere {
  /** Restores what was found of a subject; undefined where that could not be brought along, and it has to be judged here. */
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
  readonly kept: readonly string[];
  readonly store: FactStore;
  /** What a cache would keep of it. */
  readonly entry: CacheEntry | undefined;
}

/** Subjects judged by workers side by side, in one thread. Where a worker may have been lost, `anew` goes on from what was finished. */
export class Workers {
  readonly store: FactStore;
  readonly #options: WorkersOptions;
  readonly #limit: LimitFunction;
  /** What the first pass has found, of all that it has looked at; undefined for a subject that is only compared with. */
  readonly #found: BySubject<Judgement | typeof LAID | undefined>;
  readonly #underWay = new Set<Promise<unknown>>();
  #relations: Relations | undefined;
  #isLeft = false;

  constructor(options: WorkersOptions, store = options.newStore()) {
    this.#options = options;
    this.#found = new BySubject(options.set);
    this.store = store;
    this.#limit = pLimit(options.concurrency);
  }

  /** The first pass, over what it has not looked at yet. */
  async first(): Promise<void> {
    const { subjects, onDone } = this.#options;
    const unknown = subjects().filter((subject) => !this.#found.has(subject));
    const left = await this.#rest(unknown, (subject) => this.#recall(subject));
    const ahead = this.#options.concurrency;
    await this.#limit.map(left, async (subject, index) => {
      if (this.#isLeft) return;
      this.#lay(subject, await this.#tracked(this.#judge(subject, left[index + ahead])));
      onDone(subject);
    });
    this.#options.cache?.closeFirst();
  }

  /** The second pass: judges again what waited for the set, which is complete. */
  async second(): Promise<readonly Judgement[]> {
    this.store.completeSet();
    const { cache, set, kept, asOf, isAlone, subjects } = this.#options;
    this.#relations ??= new Relations(this.store, set);
    const memory =
      cache === undefined || !isAlone
        ? undefined
        : await this.#tracked(openSetMemory({ cache, store: this.store, set, kept, asOf }));
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
   * Leaves these workers, which may be in the midst of their work for ever, for new ones with what is finished. A subject whose rules wait
   * for the set takes its facts along, or is judged again where these depend on more than it.
   */
  anew(): Workers {
    this.#isLeft = true;
    const next = new Workers(this.#options, this.#options.newStore(this.store.kept));
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

  /** Takes over what the cache knows of a subject, where nothing has to be read for it; whether it did. */
  #recall(subject: Subject): boolean {
    const { cache, elsewhere, takeDown, thumbnails, onLooked, onDone } = this.#options;
    if (cache === undefined || elsewhere !== undefined || takeDown !== undefined || thumbnails.areWanted) return false;
    const kept = this.#options.kept.get(subject.scope) ?? [];
    const known = cache.recall(this.store, subject, this.#options.rules.get(subject), kept);
    if (known === undefined) return false;
    onLooked?.(true);
    this.#layAside(subject, known.judgement);
    this.#found.set(subject, known.judgement);
    onDone(subject);
    return true;
  }

  /** `next` is the one whose turn comes when this one and those beside it are done. */
  async #judge(subject: Subject, next: Subject | undefined): Promise<Judgement | undefined> {
    const { cache, thumbnails } = this.#options;
    const { store } = this;
    const rules = this.#options.rules.get(subject);
    const kept = this.#options.kept.get(subject.scope) ?? [];
    const brought = this.#options.elsewhere?.find(store, subject, rules);
    if (brought?.entry !== undefined) cache?.adopt(subject, brought.entry);
    const known = brought ?? (await cache?.find(store, subject, rules, kept));
    this.#options.onLooked?.(known !== undefined);
    let judgement = known?.judgement;
    let later: LaterSnapshot | undefined;
    if (known === undefined) {
      if (next !== undefined) store.begin(next);
      judgement = rules === undefined ? undefined : await judge(subject, rules, this.#judging);
      await store.keep(subject, kept);
      later = await cache?.put(store, subject, rules, judgement, kept);
    }
    if (judgement !== undefined) await thumbnails.whileDecoded(judgement, store);
    this.#options.takeDown?.({ subject, rules, judgement, kept, store, entry: cache?.entryOf(subject) });
    this.#layAside(subject, judgement, later);
    return judgement;
  }

  /** Notes what was found of a subject that was looked at; of most it is nothing but what the cache holds. */
  #lay(subject: Subject, judgement: Judgement | undefined): void {
    const isPlain = judgement?.boxes.length === 0 && judgement.verdicts.every(({ message }) => message === '');
    this.#found.set(subject, isPlain && this.#options.cache?.holds(subject) === true ? LAID : judgement);
  }

  #foundOf(subject: Subject): Judgement | undefined {
    const found = this.#found.get(subject);
    return found === LAID ? this.#options.cache?.judgementOf(subject) : found;
  }

  /** Keeps what the second pass will ask for. */
  #layAside(subject: Subject, judgement: Judgement | undefined, later?: LaterSnapshot): void {
    const { store } = this;
    const isAskedAgain =
      judgement !== undefined &&
      (judgement.waiting.length > 0 || particularsFactOf(store.registry, subject.scope) !== undefined);
    if (isAskedAgain) store.layAside(subject, later);
    else store.clear(subject);
  }

  /** What the second pass comes to where that is known already. */
  #settled(judgement: Judgement, memory: SetMemory | undefined): Judgement | undefined {
    const { subject, waiting } = judgement;
    if (particularsFactOf(this.store.registry, subject.scope) !== undefined) return undefined;
    const standing = waiting.length === 0 ? [] : memory?.recall(judgement);
    if (standing === undefined) return undefined;
    this.store.clear(subject);
    return waiting.length === 0 ? judgement : withStanding(judgement, this.#options.rules.get(subject) ?? [], standing);
  }

  async #settle(judgement: Judgement, memory: SetMemory | undefined): Promise<Judgement> {
    if (this.#isLeft) return judgement;
    const { subject, waiting } = judgement;
    const rules = this.#options.rules.get(subject) ?? [];
    const standing = (await memory?.standing(judgement, rules)) ?? [];
    const settled = waiting.length === 0 ? judgement : await judgeWaiting(judgement, rules, this.#judging, standing);
    await memory?.note(judgement, settled, rules, standing);
    const particulars = await particularsOf(subject, this.store);
    this.store.clear(subject);
    return particulars === undefined ? settled : { ...settled, particulars };
  }
}

/** Loaded where there is a cache. */
const openSetMemory = async (options: SetMemoryOptions): Promise<SetMemory> =>
  (await import('./cache/set-memory.ts')).SetMemory.open(options);
