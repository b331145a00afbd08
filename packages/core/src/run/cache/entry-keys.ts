import type { Subject } from '../../model/subject.ts';
import type { PlannedRule } from '../../plan/plan.ts';
import { canonicalJson, sha256 } from '../../text/canonical-json.ts';

/** Computes the keys of cache entries. */
export class EntryKeys {
  readonly #rulesKeys = new WeakMap<readonly PlannedRule[], string>();

  /** Returns the key of a subject and of the rules that judge it; of the subject alone if it is only compared with. */
  of(subject: Subject, rules: readonly PlannedRule[] | undefined): string {
    return rules === undefined ? stateOf(subject) : `${stateOf(subject)} ${this.#ofRules(rules).slice(0, 32)}`;
  }

  /** Returns the key of a subject that is judged by the data of its group alone. `group`: the key of the group. */
  ofGroup(subject: Subject, group: string, rules: readonly PlannedRule[]): string {
    return `${stateOf(subject)}${group} ${this.#ofRules(rules).slice(0, 32)}`;
  }

  #ofRules(rules: readonly PlannedRule[]): string {
    let key = this.#rulesKeys.get(rules);
    if (key === undefined) {
      key = sha256(canonicalJson(rules.map(({ severity, compiled: { rule, options } }) => [severity, rule, options])));
      this.#rulesKeys.set(rules, key);
    }
    return key;
  }
}

/**
 * Returns a key of the attributes that the discoverer gives a subject, without the location of its file. The order of the members is the discoverer's, the same in each run:
 * sorting the members of ten thousand subjects takes longer than all other work on unchanged ones.
 */
const stateOf = (subject: Subject): string => sha256(saidOf(subject)).slice(0, 32);

/** Returns the discoverer's attributes of a subject as JSON, without the location of its file. */
export const saidOf = (subject: Subject): string => JSON.stringify({ ...subject, file: undefined });
