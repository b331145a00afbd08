import type { Resource } from '../../model/fact.ts';

/** A resource that may be created early, and the plugin whose fact used it. */
export interface EarlyResource {
  readonly resource: Resource<unknown>;
  readonly user: string;
}

const NONE: ReadonlyMap<string, EarlyResource> = new Map();

/** Resources that may be created early and have been used so far, by scope: the next subjects are likely to need them. */
export class EarlyResources {
  readonly #used = new Map<string, Map<string, EarlyResource>>();

  /** `key` stands for the resource. */
  note(scope: string, key: string, resource: EarlyResource): void {
    const known = this.#used.get(scope) ?? new Map<string, EarlyResource>();
    this.#used.set(scope, known);
    if (!known.has(key)) known.set(key, resource);
  }

  of(scope: string): Iterable<EarlyResource> {
    return (this.#used.get(scope) ?? NONE).values();
  }
}
