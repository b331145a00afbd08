import { expect, it } from 'vitest';
import { z } from 'zod';
import { definePlugin } from '../model/plugin.ts';
import type { Condition } from '../model/rule.ts';
import { compileRule } from '../rule/compile.ts';
import { collectVocabulary } from '../vocabulary/vocabulary.ts';
import { ruleInWords } from './sentences.ts';

const none = (): readonly string[] => [];
const { vocabulary } = collectVocabulary(
  [
    definePlugin({
      name: 'own',
      version: '1.0.0',
      facts: ['a', 'b'].map((id) => ({
        id,
        scope: 's',
        version: 1,
        title: id,
        schema: z.object({ size: z.number(), name: z.string() }),
        compute: () => ({ size: 1, name: 'x' }),
      })),
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
const words = (assert: object, when?: object): readonly string[] => {
  const rule = { id: 'r', scope: 's', severity: 'error' as const, title: 't', why: 'w', fix: 'f' };
  const rest = { references: [], options: {}, requires: [], assert: assert as Condition };
  const conditions = when === undefined ? rest : { ...rest, when: when as Condition };
  return ruleInWords(compileRule({ ...rule, ...conditions }, {}, vocabulary));
};
const big = { fact: 'a', path: 'size', operator: 'greaterThan', value: 5 };
const named = { fact: 'b', path: 'name', operator: 'equal', value: 'x' };

it.each<[object, string]>([
  [big, 'a size must be more than 5'],
  [{ all: [big, named] }, 'a size must be more than 5 and b name must be "x"'],
  [
    { any: [big, { all: [named, big] }] },
    'a size must be more than 5 or (b name must be "x" and a size must be more than 5)',
  ],
  [{ not: named }, 'b name must not be "x"'],
  [{ of: 'kids', any: big }, 'at least one of its kids: a size must be more than 5'],
  [{ of: 'kids', every: big }, 'every one of its kids: a size must be more than 5'],
  [{ of: 'kids', none: big }, 'none of its kids: a size must be more than 5'],
  [
    { of: 'kids', where: named, every: big },
    'every one of its kids (those of which b name must be "x"): a size must be more than 5',
  ],
  [{ of: 'kids', atLeast: 2, that: big }, 'the number of its kids must be at least 2: a size must be more than 5'],
  [{ of: 'kids', atMost: 2, that: big }, 'the number of its kids must be at most 2: a size must be more than 5'],
  [{ of: 'kids', count: 'all', operator: 'equal', value: 3 }, 'the number of its kids must be 3'],
  [{ of: 'kids', same: { fact: 'a', path: 'size' } }, 'a size is the same for all of its kids'],
  [{ of: 'kids', distinct: { fact: 'a', path: 'size' } }, 'a size differs among all of its kids'],
  [
    { of: 'kids', distinct: { fact: 'a', path: 'size' }, operator: 'lessThan', value: 3 },
    'the number of different values of a size among its kids must be less than 3',
  ],
  [{ of: 'kids', unique: { fact: 'a', path: 'size' } }, 'a size is that of no other of its kids'],
  [{ of: 'friends', exist: true }, 'all of its friends exist'],
  [{ not: { of: 'kids', every: big } }, 'not (every one of its kids: a size must be more than 5)'],
  [{ of: 'boss', ...big }, 'a size of its boss must be more than 5'],
  [
    { fact: 'a', path: 'size', operator: 'lessThan', value: { fact: 'b', path: 'size' } },
    'a size must be less than b size',
  ],
  [
    { fact: 'a', path: 'size', operator: 'lessThan', value: { of: 'boss', fact: 'b', path: 'size' } },
    'a size must be less than boss b size',
  ],
])('%j', (assert, text) => {
  expect(words(assert)).toEqual([text]);
});

it('says first which subjects it judges', () => {
  expect(words(big, { all: [named] })).toEqual(['when b name must be "x"', 'a size must be more than 5']);
});
