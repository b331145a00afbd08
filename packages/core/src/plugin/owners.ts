import { type Call, isNear } from './call.ts';

/** Whose code lies where. */
export class Owners {
  readonly #byModule = new Map<string, string>();

  add({ who, module }: Call): void {
    if (module !== undefined) this.#byModule.set(module, who);
  }

  /** All of them, as sentences begin. */
  all(): string | undefined {
    const all = [...new Set(this.#byModule.values())];
    return all.length > 1 ? `one of ${all.join(', ')}` : all[0];
  }

  /** Whose the first of these places (`file:line`, innermost first) is that is anybody's: the module itself, or what lies beside it. */
  of(places: readonly string[]): { readonly who: string; readonly place: string } | undefined {
    for (const place of places) {
      const exact = [...this.#byModule].filter(([module]) => place.startsWith(`${module}:`));
      const near = exact.length > 0 ? exact : [...this.#byModule].filter(([module]) => isNear(place, module));
      if (near.length > 0) return { who: [...new Set(near.map(([, who]) => who))].join(' or '), place };
    }
    return undefined;
  }
}
