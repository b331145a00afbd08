import { operandAt, toJson } from '../evaluate/operand.ts';
import type { Answer, Member, RelatedGroup, RelatedSubjects } from '../evaluate/related-subjects.ts';
import type { Json } from '../model/json.ts';
import { type Subject, subjectKey } from '../model/subject.ts';
import { memberValueId, namesUse } from '../plan/member-values.ts';
import { oneLine } from '../plugin/call.ts';
import type { PlacedUse } from '../rule/formula/formula.ts';
import type { RelationEntry } from '../vocabulary/relations.ts';
import type { SubjectSet } from './discover.ts';
import type { FactStore } from './fact-store.ts';
import { RelationIndex } from './relation-index.ts';

/** Names of one subject; a case with more is none. */
const MOST_NAMES = 10_000;

/** What is related to each subject, once the whole set is known. One object for one member, and for one group, whoever asks. */
export class Relations {
  readonly #store: FactStore;
  readonly #index: RelationIndex;
  readonly #members = new Map<string, Member>();
  readonly #groups = new Map<RelationEntry, Map<string, RelatedGroup>>();

  constructor(store: FactStore, subjects: SubjectSet) {
    this.#store = store;
    this.#index = new RelationIndex(subjects);
  }

  /** For the subject that is judged: its own facts are at hand. */
  ofJudged(subject: Subject): RelatedSubjects {
    return {
      group: (entry) => this.#group(entry, subject, (use) => this.#resolve(subject, use)),
      self: this.#member(subject),
    };
  }

  /** Of a relation, in order of path: for `inspect`. */
  async pathsOf(entry: RelationEntry, subject: Subject): Promise<Json> {
    const group = await this.ofJudged(subject).group(entry);
    if ('unknown' in group) return { unknown: group.unknown };
    return group.members.map(({ path, isMissing }) => (isMissing ? { path, missing: true } : path));
  }

  async #group(
    entry: RelationEntry,
    subject: Subject,
    resolve: (use: FactUse) => Promise<Answer>,
  ): Promise<RelatedGroup> {
    const { names } = entry.relation;
    if (names === undefined) {
      try {
        return this.#groupOf(entry, this.#index.keyOf(entry, subject));
      } catch (error) {
        return {
          unknown: `who its ${entry.name} are could not be found: ${oneLine(error instanceof Error ? error.message : error)}`,
        };
      }
    }
    const use = namesUse(entry.from, entry.plugin, names, this.#store.registry);
    return this.#named(entry, await resolve({ ...use, key: '' }));
  }

  /** Members of one key are one group for all who have it. */
  #groupOf(entry: RelationEntry, key: string | undefined): RelatedGroup {
    if (key === undefined) return { members: [] };
    const groups = this.#groups.get(entry) ?? new Map<string, RelatedGroup>();
    this.#groups.set(entry, groups);
    let group = groups.get(key);
    if (group === undefined) {
      const members = this.#index.membersByKey(entry).get(key) ?? [];
      group = { members: members.map((member) => this.#member(member)) };
      groups.set(key, group);
    }
    return group;
  }

  #named(entry: RelationEntry, answer: Answer): RelatedGroup {
    const timed = answer.timed === true ? { timed: true } : {};
    if ('unknown' in answer) return { ...answer, ...timed };
    const given = answer.value === null ? [] : [answer.value].flat();
    const named = [...new Set(given.filter((name) => typeof name === 'string'))];
    if (named.length > MOST_NAMES) return { unknown: `it names more than ${MOST_NAMES} ${entry.name}`, ...timed };
    const byName = this.#index.membersByKey(entry);
    const members = named.flatMap((name) => {
      const found = byName.get(name) ?? [];
      return found.length === 0 ? [missing(name)] : found.map((member) => this.#member(member));
    });
    return { members: [...new Set(members)], ...timed };
  }

  #member(subject: Subject): Member {
    const key = subjectKey(subject);
    const known = this.#members.get(key);
    if (known !== undefined) return known;
    const value = (use: FactUse): Promise<Answer> => this.#value(subject, use);
    const group = (entry: RelationEntry): Promise<RelatedGroup> => this.#group(entry, subject, value);
    const member: Member = {
      path: subject.path,
      isMissing: false,
      value,
      related: {
        group,
        get self() {
          return member;
        },
      },
    };
    this.#members.set(key, member);
    return member;
  }

  /** Returns the value that is stored for a subject; a fact over the set is computed from the stored facts of all. */
  async #value(subject: Subject, use: FactUse): Promise<Answer> {
    const id = memberValueId(use);
    const stored = this.#store.storedOf(subject, [id])[id];
    if (stored === undefined) return this.#resolve(subject, use);
    const timed = this.#store.storedFacts.isTimed(subject.scope, id) ? { timed: true } : {};
    if ('error' in stored)
      return { unknown: stored.error, ...(stored.code === undefined ? {} : { code: stored.code }), ...timed };
    return { value: toJson(stored.value), ...timed };
  }

  async #resolve(subject: Subject, use: FactUse): Promise<Answer> {
    const resolved = await this.#store.resolve(subject, use.fact, use.params);
    const timed = resolved.timed === true ? { timed: true } : {};
    if ('unknown' in resolved) return { ...resolved, ...timed };
    return { ...operandAt({ value: toJson(resolved.value) }, use.path), ...timed };
  }
}

type FactUse = Omit<PlacedUse, 'of'>;

const missing = (path: string): Member => ({
  path,
  isMissing: true,
  value: async () => ({ unknown: 'it does not exist' }),
  related: { group: async () => ({ unknown: 'it does not exist' }), self: undefined },
});
