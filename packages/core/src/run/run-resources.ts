import type { RunResource } from '../model/fact.ts';
import { type Dependencies, newDependencies } from './memory/dependencies.ts';

/** What resources leave for the next run, by their keys. */
export type Memories = { readonly [key: string]: string };

interface Made {
  readonly resource: RunResource<unknown>;
  readonly value: Promise<unknown>;
  readonly dependencies: Dependencies;
}

/** What all facts of a run share: each made when it is first used, and disposed of in the end. */
export class RunResources {
  readonly #made = new Map<string, Made>();
  readonly #before: Memories;

  /** `before`: what resources of an earlier run left, by their keys. */
  constructor(before: Memories = {}) {
    this.#before = before;
  }

  /** Gives what `create` makes where this is its first use. `dependencies` are the user's: it depends on whatever the resource looks at. */
  use(
    resource: RunResource<unknown>,
    key: string,
    dependencies: Dependencies,
    create: (own: Dependencies, remembered: string | undefined) => Promise<unknown>,
  ): Promise<unknown> {
    let made = this.#made.get(key);
    if (made === undefined) {
      const own = newDependencies();
      const value = Promise.resolve().then(() => create(own, this.#before[key]));
      value.catch(() => undefined);
      made = { resource, value, dependencies: own };
      this.#made.set(key, made);
    }
    dependencies.resources.add(made.dependencies);
    return made.value;
  }

  /** What those that were made leave for the next run, and of the others what was left before. */
  async memories(): Promise<Memories> {
    const memories: { [key: string]: string } = { ...this.#before };
    for (const [key, { resource, value }] of this.#made) {
      const left = await value.then(
        (made) => resource.remember?.(made),
        () => undefined,
      );
      if (left === undefined) delete memories[key];
      else memories[key] = left;
    }
    return memories;
  }

  async dispose(): Promise<void> {
    for (const { resource, value } of this.#made.values()) {
      const made = await value.then(
        (inner) => ({ inner }),
        () => undefined,
      );
      if (made !== undefined) await resource.dispose?.(made.inner);
    }
    this.#made.clear();
  }
}
