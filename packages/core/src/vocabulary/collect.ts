import type { Problem } from '../model/error.ts';
import type { Plugin } from '../model/plugin.ts';
import { withArticle } from '../value/kinds.ts';

/** The id of a plugin's thing for everyone else: `name/id`; the built-in plugin has no prefix. */
export const fullId = (plugin: Plugin, id: string, builtIn: string | undefined): string =>
  plugin.name === builtIn ? id : `${plugin.name}/${id}`;

/** What plugins bring, by id: of two things of one id the first stays, and the second is a problem. */
export class Collection<T> {
  readonly all = new Map<string, T>();
  readonly problems: Problem[] = [];
  readonly #what: string;

  /** `what`: the kind of thing, as a sentence calls it. */
  constructor(what: string) {
    this.#what = what;
  }

  add(id: string, value: T, plugin: Plugin): void {
    if (this.all.has(id)) {
      this.problems.push({ message: `plugin "${plugin.name}": there is ${withArticle(this.#what)} "${id}" already` });
    } else this.all.set(id, value);
  }
}
