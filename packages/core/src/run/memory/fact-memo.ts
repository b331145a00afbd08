import { isDeepStrictEqual } from 'node:util';
import { noteUnrepeatable } from '../../file/seen-files.ts';
import { type ErrorCode, isKnownError, ListingLintError } from '../../model/error.ts';
import type { FactProvider, Resource } from '../../model/fact.ts';
import type { JsonObject } from '../../model/json.ts';
import { canonicalJson } from '../../text/canonical-json.ts';
import type { FactEntry } from '../../vocabulary/vocabulary.ts';
import { addDependencies, type Dependencies, newDependencies } from './dependencies.ts';

/** A fact of one subject that has been requested at least once. */
export interface Measurement {
  readonly entry: FactEntry;
  readonly params: JsonObject;
  readonly promise: Promise<unknown>;
  /** Complete once it is settled. */
  readonly dependencies: Dependencies;
  settled?: { readonly value: unknown } | { readonly error: unknown } | undefined;
}

/** A fact that is being computed. */
export class MeasuredFact implements Measurement {
  readonly entry: FactEntry;
  readonly params: JsonObject;
  readonly promise: Promise<unknown>;
  readonly dependencies: Dependencies;
  settled: Measurement['settled'] = undefined;

  constructor(entry: FactEntry, params: JsonObject, promise: Promise<unknown>, dependencies: Dependencies) {
    this.entry = entry;
    this.params = params;
    this.promise = promise;
    this.dependencies = dependencies;
    promise.then(
      (value) => {
        this.settled = { value };
      },
      (error: unknown) => {
        this.settled = { error };
        noteLate(error);
      },
    );
  }
}

/** The machine may have been busy: what is found this time, whoever goes on without what took too long, stands for no other run. */
const noteLate = (error: unknown): void => {
  if (isKnownError(error, 'work-timeout')) noteUnrepeatable();
};

/** A resource of one subject, used at least once. */
export interface MadeResource {
  readonly promise: Promise<unknown>;
  readonly dependencies: Dependencies;
  isSettled: boolean;
  /** Where there is something to dispose of. */
  dispose?: () => void;
}

/** A resource that is being created; `onEnd` is called when it is ready, or failed. */
export const madeResource = (
  resource: Resource<unknown>,
  promise: Promise<unknown>,
  dependencies: Dependencies,
  onEnd: () => void,
): MadeResource => {
  const made: MadeResource = { promise, dependencies, isSettled: false };
  const end = (): void => {
    made.isSettled = true;
    onEnd();
  };
  promise.then(
    (value) => {
      if (resource.dispose !== undefined) made.dispose = () => resource.dispose?.(value);
      end();
    },
    (error: unknown) => {
      end();
      noteLate(error);
    },
  );
  return made;
};

/** What has been made for one subject so far: each fact and each resource is made once. */
export interface FactMemo {
  readonly facts: Map<string, Measurement>;
  readonly resources: Map<string, MadeResource>;
}

export const newFactMemo = (): FactMemo => ({ facts: new Map(), resources: new Map() });

/** Returns a settled fact to a requester: the graph of waits is not needed. */
export const settledFact = ({ promise, dependencies }: Measurement, requester: Dependencies): Promise<unknown> => {
  addDependencies(requester, dependencies);
  return promise;
};

/** Returns a resource to a requester; `isOwn`: it belongs to the requester's plugin. */
export const resourceFor = (
  { promise, dependencies }: MadeResource,
  requester: Dependencies,
  isOwn: boolean,
): Promise<unknown> => {
  requester.resources.add(dependencies);
  return isOwn ? promise : promise.then(ownCopy);
};

/** Lets the resources go, and disposes of them where nothing is under way that may still use one. */
export const dropResources = ({ facts, resources }: FactMemo): void => {
  const made = [...resources.values()];
  resources.clear();
  for (const { settled } of facts.values()) if (settled === undefined) return;
  if (made.some(({ isSettled }) => !isSettled)) return;
  for (const { dispose } of made) dispose?.();
};

/** The facts of one subject as plain data. */
export interface Snapshot {
  readonly facts: readonly FactSnapshot[];
}

export type FactSnapshot = {
  readonly id: string;
  readonly params: JsonObject;
  readonly timed?: true;
  /** It depends on other subjects, too: such a one never leaves its run. */
  readonly others?: true;
} & ({ readonly value: unknown } | { readonly error: string; readonly code: ErrorCode });

/** Reasons that lie in the content, and will be the same the next time. */
const LASTING: ReadonlySet<ErrorCode> = new Set([
  'content-unreadable',
  'content-too-large',
  'metadata-only',
  'data-invalid',
]);

/** Most facts have no params. */
export const factKeyOf = (id: string, params: JsonObject): string =>
  `${id}\0${Object.keys(params).length === 0 ? '{}' : canonicalJson(params)}`;

/** What a memo holds, to be restored in another run; undefined where it depends on more than the subject. */
export const snapshotOf = (memo: FactMemo): Snapshot | undefined => {
  for (const { dependencies } of memo.facts.values()) if (dependencies.others) return undefined;
  return heldSnapshotOf(memo);
};

/** What a memo holds, to be restored in this run: the very values, also of what depends on other subjects. Undefined where something is under way, or broke. */
export const heldSnapshotOf = ({ facts: measured }: FactMemo): Snapshot | undefined => {
  const facts: FactSnapshot[] = [];
  for (const { entry, params, settled, dependencies } of measured.values()) {
    if (settled === undefined) return undefined;
    const { id } = entry;
    const about = { ...(dependencies.timed ? TIMED : {}), ...(dependencies.others ? OTHERS : {}) };
    if ('value' in settled)
      facts.push(
        dependencies.timed || dependencies.others
          ? { id, params, ...about, value: settled.value }
          : { id, params, value: settled.value },
      );
    else if (isKnownError(settled.error) && LASTING.has(settled.error.code)) {
      const { message, code } = settled.error;
      facts.push({ id, params, ...about, error: message, code });
    } else return undefined;
  }
  return { facts };
};

const TIMED = { timed: true } as const;
const OTHERS = { others: true } as const;

/**
 * What a memo holds, to go on with elsewhere in the same run: also what depends on more than the subject, and reasons that may pass. Undefined
 * if something is not plain data, or failed: it has to be computed again on demand.
 */
export const carriedSnapshotOf = ({ facts: measured }: FactMemo): Snapshot | undefined => {
  const facts: FactSnapshot[] = [];
  for (const { entry, params, settled, dependencies } of measured.values()) {
    const about = { id: entry.id, params, ...(dependencies.timed ? { timed: true as const } : {}) };
    if (settled === undefined) return undefined;
    if ('value' in settled) {
      if (!isPlainData(settled.value)) return undefined;
      facts.push({ ...about, value: settled.value });
    } else if (isKnownError(settled.error)) {
      facts.push({ ...about, error: settled.error.message, code: settled.error.code });
    } else return undefined;
  }
  return { facts };
};

/** Whether nothing in a memo could be had only this time; `alone`: and nothing in it but facts over the set depends on more than the subject and its group. */
export const willBeSame = ({ facts: measured }: FactMemo, alone: boolean): boolean =>
  [...measured.values()].every(({ entry, settled, dependencies }) => {
    const { needsSet, ofGroup } = entry.provider;
    if (settled === undefined || (alone && needsSet === undefined && ofGroup !== true && dependencies.others))
      return false;
    if ('value' in settled) return true;
    const { error } = settled;
    return isKnownError(error) && (LASTING.has(error.code) || error.code === 'fact-unavailable');
  });

/** Whether a value comes back from JSON as it was. */
export const isPlainData = (value: unknown): boolean => {
  const text = JSON.stringify(value);
  return text !== undefined && isDeepStrictEqual(JSON.parse(text), value);
};

export const isTimed = ({ facts }: Snapshot): boolean => facts.some(({ timed }) => timed === true);

/** Puts remembered facts back into a memo; one that no plugin knows any more is left out. */
export const restoreTo = (memo: FactMemo, { facts }: Snapshot, find: (id: string) => FactEntry | undefined): void => {
  for (const fact of facts) {
    const entry = find(fact.id);
    if (entry === undefined) continue;
    memo.facts.set(factKeyOf(entry.id, fact.params), new RestoredFact(entry, fact));
  }
};

/** Made of what was found before: of most nobody asks for the promise. */
class RestoredFact implements Measurement {
  readonly entry: FactEntry;
  readonly params: JsonObject;
  readonly dependencies: Dependencies;
  readonly settled: NonNullable<Measurement['settled']>;
  #promise: Promise<unknown> | undefined;

  constructor(entry: FactEntry, fact: FactSnapshot) {
    this.entry = entry;
    this.params = fact.params;
    const isTimed = fact.timed === true;
    if (fact.others === true) this.dependencies = isTimed ? OF_OTHERS_AND_DAY : OF_OTHERS;
    else this.dependencies = isTimed ? OF_ONE_DAY : OF_ITS_SUBJECT;
    this.settled = 'value' in fact ? { value: fact.value } : { error: new ListingLintError(fact.code, fact.error) };
  }

  get promise(): Promise<unknown> {
    if (this.#promise === undefined) {
      this.#promise =
        'value' in this.settled ? Promise.resolve(this.settled.value) : Promise.reject(this.settled.error);
      this.#promise.catch(() => undefined);
    }
    return this.#promise;
  }
}

/** Of what is restored, which depends on nothing else any more. */
const OF_ITS_SUBJECT: Dependencies = Object.freeze(newDependencies());
const OF_ONE_DAY: Dependencies = Object.freeze({ ...newDependencies(), timed: true });
const OF_OTHERS: Dependencies = Object.freeze({ ...newDependencies(), others: true });
const OF_OTHERS_AND_DAY: Dependencies = Object.freeze({ ...newDependencies(), others: true, timed: true });

/** A fact that has been computed, with its value. */
export interface ComputedFact {
  readonly provider: FactProvider;
  readonly id: string;
  readonly value: unknown;
}

/** Of the facts that are wanted (`key` is that of `factKeyOf`), those that a memo has a value of by now, in order of id. */
export const valuesIn = (
  memo: FactMemo | undefined,
  isWanted: (entry: FactEntry, key: string) => boolean,
): readonly ComputedFact[] =>
  [...(memo?.facts ?? [])]
    .filter(([key, { entry }]) => isWanted(entry, key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { entry, settled }]) =>
      settled !== undefined && 'value' in settled
        ? [{ provider: entry.provider, id: entry.id, value: settled.value }]
        : [],
    );

/**
 * What one plugin is given of what another shares: bytes are copied, and what holds them is a frozen object of its own, so that nobody changes
 * what the others see. Anything else is handed on as it is.
 */
const ownCopy = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.isBuffer(value) ? Buffer.from(value) : value.slice();
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, ownCopy(part)])));
};
