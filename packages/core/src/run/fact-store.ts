import type { Resolved } from '../evaluate/evaluate.ts';
import { isKnownError, ListingLintError } from '../model/error.ts';
import type { FactContext, FactProvider, Kept, Resource, RunResource } from '../model/fact.ts';
import type { JsonObject } from '../model/json.ts';
import type { Subject } from '../model/subject.ts';
import { findKept } from '../plan/plan.ts';
import type { FactEntry, Registry } from '../registry.ts';
import type { SubjectSet } from './discover.ts';
import {
  type Desk,
  factKeyOf,
  type Marks,
  type Measurement,
  newDesk,
  restoreTo,
  type Snapshot,
  snapshotOf,
} from './fact-desk.ts';
import { RunResources } from './run-resources.ts';

export interface FactStoreOptions {
  readonly root: string;
  readonly registry: Registry;
  readonly settingsOf: (plugin: string) => unknown;
  readonly asOf: string;
  readonly subjects: SubjectSet;
  /** Told once a fact that breaks by a bug, not by what it looks at. */
  readonly onBroken?: (fact: string, subject: Subject, error: unknown) => void;
}

/**
 * Facts of all subjects: computed when first asked for, once. A subject has a desk while it is worked on; what lies on it is dropped
 * by `clear`, but for facts that were kept for the whole set.
 */
export class FactStore {
  readonly #options: FactStoreOptions;
  readonly #desks = new Map<string, Desk>();
  readonly #kept = new Map<string, Map<string, Kept<unknown>>>();
  readonly #runResources = new RunResources();
  /** Which computation waits for which others: a fact that waits for itself would wait for ever. */
  readonly #waits = new Map<string, Set<string>>();
  readonly #broken = new Set<string>();
  #setIsComplete = false;

  constructor(options: FactStoreOptions) {
    this.#options = options;
  }

  /** A fact for a rule: its value, or why it could not be had. Set facts are unknown until `completeSet`. */
  async resolve(subject: Subject, id: string, params: JsonObject): Promise<Resolved> {
    const entry = this.#options.registry.fact(subject.scope, id);
    if (entry === undefined) return { unknown: `there is no fact "${id}" for a ${subject.scope}` };
    if (entry.provider.needsSet !== undefined && !this.#setIsComplete) return { unknown: SET_IS_OPEN };
    try {
      return { value: await this.#measure(entry, subject, params) };
    } catch (error) {
      return this.#reasonOf(error, entry, subject);
    }
  }

  hasFact(scope: string, id: string): boolean {
    return this.#options.registry.fact(scope, id) !== undefined;
  }

  /** Computes facts now and remembers them for the whole set. */
  async keep(subject: Subject, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const resolved = await this.resolve(subject, id, {});
      this.#remember(subject, id, 'unknown' in resolved ? { error: resolved.unknown } : { value: resolved.value });
    }
  }

  #remember(subject: Subject, id: string, value: Kept<unknown>): void {
    const key = `${subject.scope}\0${id}`;
    const byPath = this.#kept.get(key) ?? new Map<string, Kept<unknown>>();
    this.#kept.set(key, byPath);
    byPath.set(subject.path, value);
  }

  /** All kept facts are in: set facts may be asked for. */
  completeSet(): void {
    for (const [key, byPath] of this.#kept) {
      this.#kept.set(key, new Map([...byPath].sort(([a], [b]) => (a < b ? -1 : 1))));
    }
    this.#setIsComplete = true;
  }

  /** Values that have been computed for a subject, by fact id, in order of id. */
  valuesOf(
    subject: Subject,
  ): readonly { readonly provider: FactProvider; readonly id: string; readonly value: unknown }[] {
    const desk = this.#desks.get(keyOf(subject));
    if (desk === undefined) return [];
    return [...desk.facts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, { entry, settled }]) =>
        settled !== undefined && 'value' in settled
          ? [{ provider: entry.provider, id: entry.id, value: settled.value }]
          : [],
      );
  }

  /** What has been computed for a subject, to be restored in another run; undefined where it depends on more than the subject. */
  snapshot(subject: Subject): Snapshot | undefined {
    return snapshotOf(this.#desk(subject));
  }

  restore(subject: Subject, snapshot: Snapshot): void {
    restoreTo(this.#desk(subject), snapshot, (id) => this.#options.registry.fact(subject.scope, id));
  }

  /** The kept facts of a subject, by id. */
  keptOf(subject: Subject, ids: readonly string[]): { readonly [id: string]: Kept<unknown> } {
    return Object.fromEntries(
      ids.flatMap((id) => {
        const kept = this.#kept.get(`${subject.scope}\0${id}`)?.get(subject.path);
        return kept === undefined ? [] : [[id, kept]];
      }),
    );
  }

  restoreKept(subject: Subject, kept: { readonly [id: string]: Kept<unknown> }): void {
    for (const [id, value] of Object.entries(kept)) this.#remember(subject, id, value);
  }

  /** Lets the large things of a subject go; `all` its facts too. */
  clear(subject: Subject, what: 'resources' | 'all'): void {
    if (what === 'all') this.#desks.delete(keyOf(subject));
    else this.#desks.get(keyOf(subject))?.resources.clear();
  }

  /** What facts of the built-in plugin see: for thumbnails and other work on a subject beside the rules. */
  contextFor(subject: Subject, plugin: string): FactContext {
    return this.#context(subject, plugin, undefined, this.#desk(subject).marks);
  }

  dispose(): Promise<void> {
    return this.#runResources.dispose();
  }

  #desk(subject: Subject): Desk {
    const key = keyOf(subject);
    let desk = this.#desks.get(key);
    if (desk === undefined) {
      desk = newDesk();
      this.#desks.set(key, desk);
    }
    return desk;
  }

  #measure(entry: FactEntry, subject: Subject, params: JsonObject, asker?: string): Promise<unknown> {
    const desk = this.#desk(subject);
    const factKey = factKeyOf(entry.id, params);
    const key = `${keyOf(subject)}\0${factKey}`;
    this.#refuseCircle(asker, key, entry.id);
    const known = desk.facts.get(factKey);
    if (known !== undefined) return this.#awaited(asker, key, known.promise);
    const context = this.#context(subject, entry.plugin, key, desk.marks);
    // Starts after it is on the desk and waited for: a fact that asks for itself must meet itself there.
    const promise = Promise.resolve().then(() => entry.provider.compute(subject, params, context));
    const measurement: Measurement = { entry, params, promise };
    desk.facts.set(factKey, measurement);
    promise.then(
      (value) => {
        measurement.settled = { value };
      },
      (error: unknown) => {
        measurement.settled = { error };
      },
    );
    return this.#awaited(asker, key, promise);
  }

  #refuseCircle(asker: string | undefined, wanted: string, id: string): void {
    if (asker === undefined) return;
    const reaches = (from: string): boolean => from === asker || [...(this.#waits.get(from) ?? [])].some(reaches);
    if (reaches(wanted)) throw new ListingLintError('fact-unavailable', `the fact "${id}" asks for itself`);
  }

  async #awaited(asker: string | undefined, key: string, promise: Promise<unknown>): Promise<unknown> {
    if (asker === undefined) return promise;
    const waits = this.#waits.get(asker) ?? new Set();
    this.#waits.set(asker, waits.add(key));
    try {
      return await promise;
    } finally {
      waits.delete(key);
      if (waits.size === 0) this.#waits.delete(asker);
    }
  }

  #context(subject: Subject, plugin: string, asker: string | undefined, marks: Marks): FactContext {
    const { root, asOf, settingsOf, registry, subjects } = this.#options;
    const get = async (id: string, other: Subject = subject, params: JsonObject = {}): Promise<unknown> => {
      if (keyOf(other) !== keyOf(subject)) marks.others = true;
      const entry = registry.fact(other.scope, id, plugin);
      if (entry === undefined) throw new Error(`there is no fact "${id}" for a ${other.scope}`);
      if (entry.provider.needsSet !== undefined && !this.#setIsComplete) {
        throw new Error(`"${id}" looks at the whole set: a fact that asks for it must declare needsSet`);
      }
      return this.#measure(entry, other, params, asker);
    };
    const set = (id: string): ReadonlyMap<string, Kept<unknown>> => {
      if (!this.#setIsComplete)
        throw new Error(`the set of "${id}" is asked for by a fact that does not declare needsSet`);
      const entry = findKept(registry, subject.scope, id, plugin);
      return this.#kept.get(`${entry?.provider.scope}\0${entry?.id}`) ?? new Map();
    };
    // The values are what their providers, resources and ids declare: the types of `get`, `use` and `set` are theirs.
    return {
      root,
      settings: settingsOf(plugin),
      get asOf() {
        marks.timed = true;
        return asOf;
      },
      get: get as FactContext['get'],
      use: ((resource: Resource<unknown>) => this.#use(resource, subject, plugin, asker, marks)) as FactContext['use'],
      useRun: ((resource: RunResource<unknown>) =>
        this.#runResources.use(resource, plugin, marks, (own) =>
          this.#context(subject, plugin, undefined, own),
        )) as FactContext['useRun'],
      subjects: (scope) => {
        marks.others = true;
        return subjects.get(scope) ?? [];
      },
      set: set as FactContext['set'],
    };
  }

  #use(
    resource: Resource<unknown>,
    subject: Subject,
    plugin: string,
    asker: string | undefined,
    marks: Marks,
  ): Promise<unknown> {
    const { resources } = this.#desk(subject);
    const key = `${plugin}\0${resource.id}`;
    let made = resources.get(key);
    if (made === undefined) {
      made = (async () => resource.create(subject, this.#context(subject, plugin, asker, marks)))();
      made.catch(() => undefined);
      resources.set(key, made);
    }
    return made;
  }

  #reasonOf(error: unknown, entry: FactEntry, subject: Subject): Resolved {
    if (isKnownError(error)) return { unknown: error.message, code: error.code };
    const message = messageOf(error);
    const key = `${entry.id}\0${message}`;
    if (!this.#broken.has(key)) {
      this.#broken.add(key);
      this.#options.onBroken?.(entry.id, subject, error);
    }
    return { unknown: `the fact "${entry.id}" broke: ${message}` };
  }
}

const SET_IS_OPEN = 'the whole set has to be seen first';

const keyOf = (subject: Subject): string => `${subject.scope}\0${subject.path}`;

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
