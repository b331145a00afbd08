import type { Subject } from '../model/subject.ts';
import type { RelationEntry } from '../vocabulary/relations.ts';
import type { SubjectSet } from './discover.ts';

/** Index of related subjects by their keys: built once for each relation. */
export class RelationIndex {
  readonly #subjects: SubjectSet;
  readonly #byKey = new Map<RelationEntry, ReadonlyMap<string, readonly Subject[]>>();

  constructor(subjects: SubjectSet) {
    this.#subjects = subjects;
  }

  /** Members by their keys, each list in order of path. */
  membersByKey(entry: RelationEntry): ReadonlyMap<string, readonly Subject[]> {
    const known = this.#byKey.get(entry);
    if (known !== undefined) return known;
    const byKey = new Map<string, Subject[]>();
    for (const member of this.#subjects.get(entry.relation.scope) ?? []) {
      for (const key of new Set(entry.relation.keysOfMember(member))) {
        const list = byKey.get(key);
        if (list === undefined) byKey.set(key, [member]);
        else list.push(member);
      }
    }
    this.#byKey.set(entry, byKey);
    return byKey;
  }

  /** The key by which a subject has members, the best of its keys; undefined where it has none. Only for relations with `keysOf`. */
  keyOf(entry: RelationEntry, subject: Subject): string | undefined {
    const byKey = this.membersByKey(entry);
    return entry.relation.keysOf?.(subject).find((key) => byKey.has(key));
  }
}
