import { z } from 'zod';
import type { Json } from '../model/json.ts';
import { definePlugin } from '../model/plugin.ts';
import type { Condition, RuleDocument } from '../model/rule.ts';
import { compileRule } from '../rule/compile.ts';
import { collectVocabulary } from '../vocabulary/vocabulary.ts';
import { evaluateRule, type Verdict } from './evaluate.ts';
import type { Member, RelatedGroup, RelatedSubjects } from './related-subjects.ts';

export const FACTS = ['a', 'b'];
const none = (): readonly string[] => [];
const { vocabulary } = collectVocabulary(
  [
    definePlugin({
      name: 'own',
      version: '1.0.0',
      facts: FACTS.map((id) => ({ id, scope: 's', version: 1, title: id, schema: z.unknown(), compute: () => null })),
      subjects: [
        {
          scope: 's',
          related: {
            kids: { scope: 's', title: 'kids', noun: 'kid', keysOf: none, keysOfMember: none },
            friends: { scope: 's', title: 'friends', noun: 'friend', names: { fact: 'a' }, keysOfMember: none },
            boss: { scope: 's', title: 'boss', one: true, keysOf: none, keysOfMember: none },
          },
          async *discover() {},
        },
      ],
    }),
  ],
  'own',
);

/** A subject of a made-up world: values of its facts (undefined: cannot be had), and who is related to it. */
export interface Being {
  readonly name: string;
  readonly facts: { readonly [fact: string]: Json | undefined };
  readonly kids: readonly Being[];
  /** Undefined: it cannot be told who they are. */
  readonly friends: readonly Being[] | undefined;
  readonly boss: readonly Being[];
  readonly isMissing?: boolean;
}

const members = new WeakMap<Being, Member>();
const memberOf = (being: Being): Member => {
  const known = members.get(being);
  if (known !== undefined) return known;
  const groups = new Map<string, RelatedGroup>();
  const groupOf = (name: string): RelatedGroup => {
    const all = name === 'kids' ? being.kids : name === 'boss' ? being.boss : being.friends;
    return all === undefined ? { unknown: 'nobody knows' } : { members: all.map(memberOf) };
  };
  const related: RelatedSubjects = {
    group: async ({ name }) => {
      const group = groups.get(name) ?? groupOf(name);
      groups.set(name, group);
      return group;
    },
    get self() {
      return member;
    },
  };
  const member: Member = {
    path: being.name,
    isMissing: being.isMissing === true,
    value: async ({ fact }) => {
      const value = being.facts[fact];
      return value === undefined ? { unknown: 'cannot be read' } : { value };
    },
    related,
  };
  members.set(being, member);
  return member;
};

const ruleOf = (assert: Condition, when?: Condition): RuleDocument => ({
  id: 'r',
  scope: 's',
  severity: 'error',
  title: 't',
  why: 'w',
  fix: 'f',
  references: [],
  options: {},
  requires: [],
  assert,
  ...(when ? { when } : {}),
});

export const judgeBeing = (assert: Condition, being: Being, when?: Condition): Promise<Verdict> =>
  evaluateRule(
    compileRule(ruleOf(assert, when), {}, vocabulary),
    async (fact) => {
      const value = being.facts[fact];
      return value === undefined ? { unknown: 'cannot be read' } : { value };
    },
    { asOf: '2026-01-01', related: memberOf(being).related },
  );
