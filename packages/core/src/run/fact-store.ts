import type { Resolved } from '../evaluate/evaluate.ts';
import type { ExtensionPoint, FactContext, Kept, Resource, RunResource } from '../model/fact.ts';
import type { JsonObject } from '../model/json.ts';
import { type Subject, subjectKey } from '../model/subject.ts';
import { keptValue } from '../plan/kept-values.ts';
import { findKept } from '../plan/plan.ts';
import { pointKeyOf, type Registry, sharedResource } from '../registry/registry.ts';
import { withArticle } from '../value/kinds.ts';
import type { FactEntry } from '../vocabulary/vocabulary.ts';
import type { SubjectSet } from './discover.ts';
import { KeptFacts, keptAnswer } from './kept-facts.ts';
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
import type { LaterSnapshot } from './memory/shelf.ts';
import { type Memories, RunResources } from './run-resources.ts';
import { unknownOf } from './unknown-of.ts';
import { type Asker, nodeOf, Waits } from './waits.ts';

export interface FactStoreOptions {
  readonly root: string;
  readonly registry: Registry;
  readonly settingsOf: (plugin: string) => unknown;
  readonly asOf: string;
  readonly subjects: SubjectSet;
  /** Told every fact that breaks by a bug, not by what it looks at. */
  readonly onBroken?: (message: string, subject: Subject) => void;
  /** Told what facts say while they are computed. */
  readonly onSay?: (message: string) => void;
  /** Told how long each fact took, in ms of the clock with what it waited for. */
  readonly onMeasured?: (id: string, ms: number) => void;
  readonly onMade?: (id: string, ms: number) => void;
  /** What resources of an earlier run left. */
  readonly memories?: Memories | undefined;
  readonly kept?: KeptFacts;
  /** What is found of a subject (by its key) where it lies already while it waits for the second pass. */
  readonly laid?: ((key: string) => LaterSnapshot | undefined) | undefined;
}

/**
 * Facts of all subjects: computed when first asked for, once. A subject has a memo while it is worked on; what it holds is dropped
 * by `clear`, but for facts that were kept for the whole set.
 */
export class FactStore {
  readonly #options: FactStoreOptions;
  readonly #memos: Memos;
  readonly #kept: KeptFacts;
  readonly #runResources: RunResources;
  readonly #waits = new Waits();
  readonly #early = new EarlyResources();
  #setIsComplete = false;

  constructor(options: FactStoreOptions) {
    this.#options = options;
    this.#memos = new Memos((scope, id) => options.registry.fact(scope, id), options.laid);
    this.#runResources = new RunResources(options.memories);
    this.#kept = options.kept ?? new KeptFacts(options.subjects);
  }

  /** A fact for a rule: its value, at once where that is known, or why it could not be had. Set facts are unknown until `completeSet`. */
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

  /** Begins what may be made of a subject before its turn, where those before it asked for that. */
  begin(subject: Subject): void {
    const nobody = { node: undefined, dependencies: newDependencies() };
    for (const { resource, user } of this.#early.of(subject.scope)) {
      this.#use(resource, subject, user, nobody).catch(() => undefined);
    }
  }

  /** Computes facts, or values of facts, now and remembers them for the whole set. */
  async keep(subject: Subject, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const part = keptValue(id);
      const answer = this.resolve(subject, part?.fact ?? id, part?.params ?? {});
      const resolved = answer instanceof Promise ? await answer : answer;
      this.#kept.put(subject, id, keptAnswer(resolved, part?.path), resolved.timed === true);
    }
  }

  /** All kept facts are in: set facts may be asked for. */
  completeSet(): void {
    this.#setIsComplete = true;
  }

  /** Values that have been computed for a subject, of the facts that are wanted, in order of id. */
  valuesOf(subject: Subject, isWanted: (entry: FactEntry, key: string) => boolean): readonly ComputedFact[] {
    return valuesIn(this.#memos.known(subject), isWanted);
  }

  /** Whether what could not be had of a subject will be so again; `alone`: and nothing but facts over the set looks at others. */
  willBeSame(subject: Subject, alone: boolean): boolean {
    return willBeSame(this.#memos.of(subject), alone);
  }

  /** What has been computed for a subject, to be restored elsewhere; undefined where that cannot be. `make`: for which purpose. */
  snapshot(subject: Subject, make: (memo: FactMemo) => Snapshot | undefined = snapshotOf): Snapshot | undefined {
    return make(this.#memos.of(subject));
  }

  restore(subject: Subject, later: LaterSnapshot): void {
    this.#memos.restore(subject, later);
  }

  /** Of a subject that waits for the set: lets all go but what was found of it. */
  layAside(subject: Subject, later?: LaterSnapshot): void {
    this.#memos.layAside(subject, later);
  }

  /** The kept facts of a subject, by id. */
  keptOf(subject: Subject, ids: readonly string[]): { readonly [id: string]: Kept<unknown> } {
    return this.#kept.ofSubject(subject, ids);
  }

  /** Puts back what an earlier run kept of a subject; `timed`: some of it depends on today. */
  restoreKept(subject: Subject, kept: { readonly [id: string]: Kept<unknown> }, timed: boolean): void {
    for (const [id, value] of Object.entries(kept)) this.#kept.put(subject, id, value, timed);
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

  get kept(): KeptFacts {
    return this.#kept;
  }

  /** Lets all go that is known of a subject, but for what is kept of it. */
  clear(subject: Subject): void {
    this.#memos.delete(subject);
  }

  /** What facts of the built-in plugin see: for thumbnails and other work on a subject beside the rules. */
  contextFor(subject: Subject, plugin: string): FactContext {
    return this.#context(subject, plugin, undefined, newDependencies());
  }

  /** What the resources of the run leave for the next one. */
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

  async #measure(entry: FactEntry, subject: Subject, params: JsonObject, asker: Asker): Promise<unknown> {
    const factKey = factKeyOf(entry.id, params);
    const known = this.#memos.of(subject).facts.get(factKey);
    if (known?.settled !== undefined) return settledFact(known, asker.dependencies);
    let measurement: Measurement | undefined;
    try {
      return await this.#waits.for(asker.node, nodeOf(subject, factKey), `the fact "${entry.id}"`, () => {
        measurement = this.#measurement(entry, subject, params);
        return measurement.promise;
      });
    } finally {
      if (measurement !== undefined) addDependencies(asker.dependencies, measurement.dependencies);
    }
  }

  /** `node` stands for whoever is given the context, among those that wait. */
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
    const set = (id: string): ReadonlyMap<string, Kept<unknown>> => {
      if (!this.#setIsComplete)
        throw new Error(`the set of "${id}" is asked for by a fact that does not declare needsSet`);
      const entry = findKept(registry, subject.scope, id, plugin);
      if (entry === undefined) return new Map();
      dependencies.timed ||= this.#kept.isTimed(entry.provider.scope, entry.id);
      return this.#kept.of(entry.provider.scope, entry.id);
    };
    // The values are what their providers, resources and ids declare: the types of `get`, `use` and `set` are theirs.
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

  #use(asked: Resource<unknown>, subject: Subject, user: string, asker: Asker): Promise<unknown> {
    const { resources } = this.#memos.of(subject);
    const { resource, plugin } = sharedResource(this.#options.registry, asked) ?? { resource: asked, plugin: user };
    const key = `${plugin}\0${resource.id}`;
    const known = resources.get(key);
    if (known?.isSettled === true) return resourceFor(known, asker.dependencies, plugin === user);
    const node = nodeOf(subject, `resource ${key}`);
    return this.#waits.for(asker.node, node, `the resource "${resource.id}"`, () => {
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
        if (resource.isEarly === true) this.#early.note(subject.scope, key, { resource: asked, user });
      }
      return resourceFor(made, asker.dependencies, plugin === user);
    });
  }

  #useRun(resource: RunResource<unknown>, subject: Subject, plugin: string, user: Asker): Promise<unknown> {
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
