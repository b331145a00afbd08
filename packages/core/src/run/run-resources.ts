import type { RunResource } from '../model/fact.ts';
import { type Marks, newMarks } from './marks.ts';

interface Made {
  readonly resource: RunResource<unknown>;
  readonly value: Promise<unknown>;
  readonly marks: Marks;
}

/** What all facts of a run share: each made when it is first used, and disposed of in the end. */
export class RunResources {
  readonly #made = new Map<string, Made>();

  /** Gives what `create` makes where this is its first use. `marks` are the user's: it depends on whatever the resource looks at. */
  use(
    resource: RunResource<unknown>,
    key: string,
    marks: Marks,
    create: (own: Marks) => Promise<unknown>,
  ): Promise<unknown> {
    let made = this.#made.get(key);
    if (made === undefined) {
      const own = newMarks();
      const value = Promise.resolve().then(() => create(own));
      value.catch(() => undefined);
      made = { resource, value, marks: own };
      this.#made.set(key, made);
    }
    marks.resources.add(made.marks);
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
