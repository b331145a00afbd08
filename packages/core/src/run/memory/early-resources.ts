import type { Resource } from '../../model/fact.ts';

/** A resource that may be begun early, and the plugin whose fact asked for it. */
export interface EarlyResource {
  readonly resource: Resource<unknown>;
  readonly user: string;
}

const NONE: ReadonlyMap<string, EarlyResource> = new Map();

/** Which resources that may be begun early were asked for so far, by scope: what the subjects to come are likely to need. */
export class EarlyResources {
  readonly #asked = new Map<string, Map<string, EarlyResource>>();

  /** `key` stands for the resource. */
  note(scope: string, key: string, resource: EarlyResource): void {
    const known = this.#asked.get(scope) ?? new Map<string, EarlyResource>();
    this.#asked.set(scope, known);
    if (!known.has(key)) known.set(key, resource);
  }

  of(scope: string): Iterable<EarlyResource> {
    return (this.#asked.get(scope) ?? NONE).values();
  }
}
