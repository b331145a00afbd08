import type { Resolved } from '../evaluate/evaluate.ts';
import type { ExtensionPoint, FactContext, Resource, RunResource } from '../model/fact.ts';
import type { JsonObject } from '../model/json.ts';
import { type Subject, subjectKey } from '../model/subject.ts';
import { parseMemberValueId } from '../plan/member-values.ts';
import { findStoredFact } from '../plan/plan.ts';
import { pointKeyOf, type Registry, sharedResource } from '../registry/registry.ts';
import { withArticle } from '../value/kinds.ts';
import type { FactEntry } from '../vocabulary/vocabulary.ts';
import type { SubjectSet } from './discover.ts';
import { computedFact } from './memory/computed-fact.ts';
import { addDependencies, type Dependencies, newDependencies } from './memory/dependencies.ts';
import { EarlyResources } from './memory/early-resources.ts';
import { ContextOfFact } from './memory/fact-context.ts';
import {
  type ComputedFact,
  type FactMemo,
  factKeyOf,
  MeasuredFact,
  type Measurement,
  madeResource,
  resourceFor,
  type Snapshot,
  settledFact,
  snapshotOf,
  valuesIn,
  willBeSame,
} from './memory/fact-memo.ts';
import { Memos } from './memory/memos.ts';
import type { LazySnapshot } from './memory/spill-store.ts';
import { type Memories, RunResources } from './run-resources.ts';
import { type StoredFact, StoredFacts, storedFactOf } from './stored-facts.ts';
import { unknownOf } from './unknown-of.ts';
import { nodeOf, type Requester, Waits } from './waits.ts';

export interface FactStoreOptions {
  readonly root: string;
  readonly registry: Registry;
  readonly settingsOf: (plugin: string) => unknown;
  readonly asOf: string;
  readonly subjects: SubjectSet;
  /** Called for every fact that fails because of a bug, not because of its input. */
  readonly onBroken?: (message: string, subject: Subject) => void;
  /** Called with the messages of facts while they are computed. */
  readonly onSay?: (message: string) => void;
  /** Called with the wall time of each fact in ms, including what it waited for. */
  readonly onMeasured?: (id: string, ms: number) => void;
  readonly onMade?: (id: string, ms: number) => void;
  /** Memories that resources of an earlier run left. */
  readonly memories?: Memories | undefined;
  readonly storedFacts?: StoredFacts;
  /** Looks up the facts of a subject (by its key) that the cache holds while the subject waits for the second pass. */
  readonly cached?: ((key: string) => LazySnapshot | undefined) | undefined;
}

/**
 * Facts of all subjects, each computed once, on the first query. A subject has a memo while it is processed; `clear` drops it,
 * except for facts that are stored for the whole set.
 */
export class FactStore {
  readonly #options: FactStoreOptions;
  readonly #memos: Memos;
  readonly #storedFacts: StoredFacts;
  readonly #runResources: RunResources;
  readonly #waits = new Waits();
  readonly #early = new EarlyResources();
  #setIsComplete = false;

  constructor(options: FactStoreOptions) {
    this.#options = options;
    this.#memos = new Memos((scope, id) => options.registry.fact(scope, id), options.cached);
    this.#runResources = new RunResources(options.memories);
    this.#storedFacts = options.storedFacts ?? new StoredFacts(options.subjects);
  }

  /** Returns a fact for a rule: its value (synchronously if known), or why there is none. Set facts are unknown until `completeSet`. */
  resolve(subject: Subject, id: string, params: JsonObject): Resolved | Promise<Resolved> {
    const entry = this.#options.registry.fact(subject.scope, id);
    if (entry === undefined) return { unknown: `there is no fact "${id}" for ${withArticle(subject.scope)}` };
    if (entry.provider.needsSet !== undefined && !this.#setIsComplete) return SET_IS_OPEN;
    const measurement = this.#measurement(entry, subject, params);
    const { settled, dependencies } = measurement;
    return settled !== undefined && 'value' in settled
      ? { value: settled.value, timed: dependencies.timed }
      : this.#resolved(measurement, subject);
  }

  async #resolved({ entry, promise, dependencies }: Measurement, subject: Subject): Promise<Resolved> {
    try {
      return { value: await promise, timed: dependencies.timed };
    } catch (error) {
      const { unknown, isBug } = unknownOf(error, entry.id);
      if (isBug) this.#options.onBroken?.(unknown.unknown, subject);
      return { ...unknown, timed: dependencies.timed };
    }
  }

  /** Starts the resources that may be created before the subject's turn, if earlier subjects used them. */
  begin(subject: Subject): void {
    const nobody = { node: undefined, dependencies: newDependencies() };
    for (const { resource, user } of this.#early.of(subject.scope)) {
      this.#use(resource, subject, user, nobody).catch(() => undefined);
    }
  }

  /** Computes facts, or values of facts, and stores them for the whole set. */
  async keep(subject: Subject, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const part = parseMemberValueId(id);
      const answer = this.resolve(subject, part?.fact ?? id, part?.params ?? {});
      const resolved = answer instanceof Promise ? await answer : answer;
      this.#storedFacts.put(subject, id, storedFactOf(resolved, part?.path), resolved.timed === true);
    }
  }

  /** Declares that all facts are stored: set facts may be queried from now on. */
  completeSet(): void {
    this.#setIsComplete = true;
  }

  /** Returns the values computed for a subject, of the wanted facts, in order of id. */
  valuesOf(subject: Subject, isWanted: (entry: FactEntry, key: string) => boolean): readonly ComputedFact[] {
    return valuesIn(this.#memos.known(subject), isWanted);
  }

  /** Whether a fact of the subject without a value will have none in the next run, too; `alone`: and only facts over the set read other subjects. */
  willBeSame(subject: Subject, alone: boolean): boolean {
    return willBeSame(this.#memos.of(subject), alone);
  }

  /** Returns what has been computed for a subject, to be restored elsewhere; undefined if that is impossible. `make`: creates the snapshot for a purpose. */
  snapshot(subject: Subject, make: (memo: FactMemo) => Snapshot | undefined = snapshotOf): Snapshot | undefined {
    return make(this.#memos.of(subject));
  }

  restore(subject: Subject, snapshot: LazySnapshot): void {
    this.#memos.restore(subject, snapshot);
  }

  /** Releases the memory of a subject that waits for the second pass, except for a snapshot of its facts. */
  spill(subject: Subject, snapshot?: LazySnapshot): void {
    this.#memos.spill(subject, snapshot);
  }

  /** Returns the stored facts of a subject, by id. */
  storedOf(subject: Subject, ids: readonly string[]): { readonly [id: string]: StoredFact } {
    return this.#storedFacts.ofSubject(subject, ids);
  }

  /** Stores what an earlier run stored for a subject; `timed`: some of it depends on today. */
  restoreFacts(subject: Subject, facts: { readonly [id: string]: StoredFact }, timed: boolean): void {
    for (const [id, value] of Object.entries(facts)) this.#storedFacts.put(subject, id, value, timed);
  }

  /** Absolute folder of the config. */
  get root(): string {
    return this.#options.root;
  }

  get registry(): Registry {
    return this.#options.registry;
  }

  get isComplete(): boolean {
    return this.#setIsComplete;
  }

  get storedFacts(): StoredFacts {
    return this.#storedFacts;
  }

  /** Drops all that is known of a subject, except for its stored facts. */
  clear(subject: Subject): void {
    this.#memos.delete(subject);
  }

  /** Returns the context of a plugin's facts, for thumbnails and other work on a subject apart from the rules. */
  contextFor(subject: Subject, plugin: string): FactContext {
    return this.#context(subject, plugin, undefined, newDependencies());
  }

  /** Returns the memories that the resources of the run leave for the next one. */
  memories(): Promise<Memories> {
    return this.#runResources.memories();
  }

  dispose(): Promise<void> {
    return this.#runResources.dispose();
  }

  #measurement(entry: FactEntry, subject: Subject, params: JsonObject): Measurement {
    const memo = this.#memos.of(subject);
    const factKey = factKeyOf(entry.id, params);
    const known = memo.facts.get(factKey);
    if (known !== undefined) return known;
    const dependencies = newDependencies();
    const context = this.#context(subject, entry.plugin, nodeOf(subject, factKey), dependencies);
    const promise = computedFact(entry, { subject, params, context, dependencies }, this.#options.onMeasured);
    const measurement = new MeasuredFact(entry, params, promise, dependencies);
    memo.facts.set(factKey, measurement);
    return measurement;
  }

  async #measure(entry: FactEntry, subject: Subject, params: JsonObject, requester: Requester): Promise<unknown> {
    const factKey = factKeyOf(entry.id, params);
    const known = this.#memos.of(subject).facts.get(factKey);
    if (known?.settled !== undefined) return settledFact(known, requester.dependencies);
    let measurement: Measurement | undefined;
    try {
      return await this.#waits.for(requester.node, nodeOf(subject, factKey), `the fact "${entry.id}"`, () => {
        measurement = this.#measurement(entry, subject, params);
        return measurement.promise;
      });
    } finally {
      if (measurement !== undefined) addDependencies(requester.dependencies, measurement.dependencies);
    }
  }

  /** `node`: the user of the context in the graph of waits. */
  #context(subject: Subject, plugin: string, node: string | undefined, dependencies: Dependencies): FactContext {
    const { root, asOf, settingsOf, registry, subjects } = this.#options;
    const get = async (id: string, other: Subject = subject, params: JsonObject = {}): Promise<unknown> => {
      if (subjectKey(other) !== subjectKey(subject)) dependencies.others = true;
      const entry = registry.fact(other.scope, id, plugin);
      if (entry === undefined) throw new Error(`there is no fact "${id}" for ${withArticle(other.scope)}`);
      if (entry.provider.needsSet !== undefined && !this.#setIsComplete) {
        throw new Error(`"${id}" looks at the whole set: a fact that asks for it must declare needsSet`);
      }
      return this.#measure(entry, other, params, { node, dependencies });
    };
    const set = (id: string): ReadonlyMap<string, StoredFact> => {
      if (!this.#setIsComplete)
        throw new Error(`the set of "${id}" is asked for by a fact that does not declare needsSet`);
      const entry = findStoredFact(registry, subject.scope, id, plugin);
      if (entry === undefined) return new Map();
      dependencies.timed ||= this.#storedFacts.isTimed(entry.provider.scope, entry.id);
      return this.#storedFacts.of(entry.provider.scope, entry.id);
    };
    // Providers, resources and ids declare the types of their values: `get`, `use` and `set` rely on these.
    return new ContextOfFact(asOf, dependencies, {
      root,
      settings: settingsOf(plugin),
      get: get as FactContext['get'],
      use: ((resource: Resource<unknown>) =>
        this.#use(resource, subject, plugin, { node, dependencies })) as FactContext['use'],
      useRun: ((resource: RunResource<unknown>) =>
        this.#useRun(resource, subject, plugin, { node, dependencies })) as FactContext['useRun'],
      extensions: ((point: ExtensionPoint<unknown, unknown>) =>
        (registry.extensions.get(pointKeyOf(point)) ?? []).map(
          ({ extension, plugin: owner }) =>
            async (input: unknown) =>
              extension.run(input, this.#context(subject, owner, node, dependencies)),
        )) as FactContext['extensions'],
      subjects: (scope) => {
        dependencies.others = true;
        return subjects.get(scope) ?? [];
      },
      set: set as FactContext['set'],
      say: (message) => this.#options.onSay?.(message),
    });
  }

  #use(wanted: Resource<unknown>, subject: Subject, user: string, requester: Requester): Promise<unknown> {
    const { resources } = this.#memos.of(subject);
    const { resource, plugin } = sharedResource(this.#options.registry, wanted) ?? { resource: wanted, plugin: user };
    const key = `${plugin}\0${resource.id}`;
    const known = resources.get(key);
    if (known?.isSettled === true) return resourceFor(known, requester.dependencies, plugin === user);
    const node = nodeOf(subject, `resource ${key}`);
    return this.#waits.for(requester.node, node, `the resource "${resource.id}"`, () => {
      let made = resources.get(key);
      if (made === undefined) {
        const dependencies = newDependencies();
        const context = this.#context(subject, plugin, node, dependencies);
        const started = performance.now();
        const promise = Promise.resolve().then(() => resource.create(subject, context));
        made = madeResource(resource, promise, dependencies, () => {
          this.#options.onMade?.(resource.id, performance.now() - started);
        });
        resources.set(key, made);
        if (resource.isEarly === true) this.#early.note(subject.scope, key, { resource: wanted, user });
      }
      return resourceFor(made, requester.dependencies, plugin === user);
    });
  }

  #useRun(resource: RunResource<unknown>, subject: Subject, plugin: string, user: Requester): Promise<unknown> {
    const key = `${plugin}\0${resource.id}`;
    const node = `run ${key}`;
    return this.#waits.for(user.node, node, `the resource "${resource.id}"`, () =>
      this.#runResources.use(resource, key, user.dependencies, async (own, remembered) =>
        resource.create(this.#context(subject, plugin, node, own), remembered),
      ),
    );
  }
}

const SET_IS_OPEN: Resolved = { unknown: 'the whole set has to be seen first' };
