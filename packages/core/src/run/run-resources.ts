import type { RunResource } from '../model/fact.ts';
import { type Dependencies, newDependencies } from './dependencies.ts';

interface Made {
  readonly resource: RunResource<unknown>;
  readonly value: Promise<unknown>;
  readonly dependencies: Dependencies;
}

/** What all facts of a run share: each made when it is first used, and disposed of in the end. */
export class RunResources {
  readonly #made = new Map<string, Made>();

  /** Gives what `create` makes where this is its first use. `dependencies` are the user's: it depends on whatever the resource looks at. */
  use(
    resource: RunResource<unknown>,
    key: string,
    dependencies: Dependencies,
    create: (own: Dependencies) => Promise<unknown>,
  ): Promise<unknown> {
    let made = this.#made.get(key);
    if (made === undefined) {
      const own = newDependencies();
      const value = Promise.resolve().then(() => create(own));
      value.catch(() => undefined);
      made = { resource, value, dependencies: own };
      this.#made.set(key, made);
    }
    dependencies.resources.add(made.dependencies);
    return made.value;
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
