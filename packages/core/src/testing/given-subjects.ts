import type { Resolved, ResolveFact } from '../evaluate/evaluate.ts';
import { operandAt, toJson } from '../evaluate/operand.ts';
import type { Answer, Member, RelatedGroup, RelatedSubjects } from '../evaluate/related-subjects.ts';
import type { RuleDocument } from '../model/rule.ts';
import type { Registry } from '../registry/registry.ts';
import type { PlacedUse } from '../rule/formula/formula.ts';
import type { RelationEntry } from '../vocabulary/relations.ts';
import { pluginOf, unknownReason } from './check-given.ts';
import type { GivenFacts, GivenMember, GivenSubject } from './given.ts';

/** The subjects of one case of a rule test as the rule sees them. What is asked for and not given is noted. */
export class GivenSubjects {
  readonly notGiven = new Set<string>();
  readonly #rule: RuleDocument;
  readonly #registry: Registry;
  #judged: Member | undefined;

  constructor(rule: RuleDocument, registry: Registry) {
    this.#rule = rule;
    this.#registry = registry;
  }

  /** The subject that is judged. */
  judged(given: GivenFacts): { readonly resolve: ResolveFact; readonly related: RelatedSubjects } {
    const { scope } = this.#rule;
    const member = this.#member(given, scope, 'the subject');
    this.#judged = member;
    return { resolve: (fact) => this.#fact(given, scope, fact), related: member.related };
  }

  #member(given: GivenMember, scope: string, path: string): Member {
    const groups = new Map<string, RelatedGroup>();
    const member: Member = {
      path: given.path ?? path,
      isMissing: given.missing === true,
      value: async (use: PlacedUse): Promise<Answer> => {
        const resolved = await this.#fact(given, scope, use.fact);
        return 'unknown' in resolved ? resolved : operandAt({ value: toJson(resolved.value) }, use.path);
      },
      related: {
        group: async (relation) => {
          const group = groups.get(relation.name) ?? this.#group(given, relation);
          groups.set(relation.name, group);
          return group;
        },
        get self() {
          return member;
        },
      },
    };
    return member;
  }

  #group({ related = {} }: GivenSubject, { name, relation, noun }: RelationEntry): RelatedGroup {
    const given = Object.hasOwn(related, name) ? related[name] : undefined;
    if (given === undefined) {
      this.notGiven.add(`"${name}" under related`);
      return { unknown: 'the case does not give it' };
    }
    if ('$unknown' in given) return { unknown: given.$unknown };
    return {
      members: given.map((member, index) =>
        member.self === true && this.#judged !== undefined
          ? this.#judged
          : this.#member(member, relation.scope, `${noun} ${index + 1}`),
      ),
    };
  }

  async #fact({ facts = {} }: GivenSubject, scope: string, fact: string): Promise<Resolved> {
    const plugin = pluginOf(this.#rule);
    const id = Object.keys(facts).find((key) => (this.#registry.fact(scope, key, plugin)?.id ?? key) === fact);
    if (id === undefined) {
      this.notGiven.add(`fact "${fact}"`);
      return { unknown: 'the case does not give it' };
    }
    const value = facts[id] ?? null;
    const reason = unknownReason(value);
    return reason === undefined ? { value } : { unknown: reason };
  }
}
