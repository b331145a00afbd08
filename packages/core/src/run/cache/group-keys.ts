import type { Subject } from '../../model/subject.ts';
import { sha256 } from '../../text/canonical-json.ts';
import type { SubjectSet } from '../discover.ts';
import { saidOf } from './entry-keys.ts';

/** What discoverers say of the subjects of each group. */
export class GroupKeys {
  readonly #set: SubjectSet;
  #groups: Map<string, Subject[]> | undefined;

  constructor(set: SubjectSet) {
    this.#set = set;
  }

  /** Of the group that a subject stands for. */
  of({ path }: Subject): string {
    this.#groups ??= this.#found();
    return sha256((this.#groups.get(path) ?? []).map(saidOf).join('\n')).slice(0, 32);
  }

  /** Releases the memory; the next query computes the keys again. */
  release(): void {
    this.#groups = undefined;
  }

  #found(): Map<string, Subject[]> {
    const groups = new Map<string, Subject[]>();
    for (const subjects of this.#set.values()) {
      for (const subject of subjects) {
        if (subject.group === undefined) continue;
        const known = groups.get(subject.group);
        if (known === undefined) groups.set(subject.group, [subject]);
        else known.push(subject);
      }
    }
    return groups;
  }
}
