import type { FactContext, RunResource } from '../model/fact.ts';
import { type Marks, newMarks } from './fact-desk.ts';

interface Made {
  readonly resource: RunResource<unknown>;
  readonly value: Promise<unknown>;
  readonly marks: Marks;
}

/** What all facts of a run share: each made when it is first used, and disposed of in the end. */
export class RunResources {
  readonly #made = new Map<string, Made>();

  /** `marks` are the user's: it depends on whatever the resource was made from. */
  async use(
    resource: RunResource<unknown>,
    plugin: string,
    marks: Marks,
    contextWith: (marks: Marks) => FactContext,
  ): Promise<unknown> {
    const key = `${plugin}\0${resource.id}`;
    let made = this.#made.get(key);
    if (made === undefined) {
      const own = newMarks();
      const value = (async () => resource.create(contextWith(own)))();
      value.catch(() => undefined);
      made = { resource, value, marks: own };
      this.#made.set(key, made);
    }
    try {
      return await made.value;
    } finally {
      marks.others ||= made.marks.others;
      marks.timed ||= made.marks.timed;
    }
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
