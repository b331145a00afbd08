import type { Subject } from '../../model/subject.ts';
import type { PlannedRule } from '../../plan/plan.ts';
import { canonicalJson, sha256 } from '../../text/canonical-json.ts';

/** What an entry was made of. */
export class EntryKeys {
  readonly #rulesKeys = new WeakMap<readonly PlannedRule[], string>();

  /** Of the subject and of the rules that judge it; of the subject alone where it is only compared with. */
  of(subject: Subject, rules: readonly PlannedRule[] | undefined): string {
    return rules === undefined ? stateOf(subject) : `${stateOf(subject)} ${this.#ofRules(rules).slice(0, 32)}`;
  }

  /** The same of what is judged by what is said of its group alone. `group`: of that. */
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
 * Of what the discoverer says of it; where the file lies on disk does not matter. In the order in which it says it, which is the same in each run: sorting the keys of ten
 * thousand subjects takes longer than all else that is asked of those that have not changed.
 */
const stateOf = (subject: Subject): string => sha256(saidOf(subject)).slice(0, 32);

/** All that its discoverer says of a subject but where it lies on disk. */
export const saidOf = (subject: Subject): string => JSON.stringify({ ...subject, file: undefined });
