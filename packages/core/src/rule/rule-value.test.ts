import { expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { optionName } from './references.ts';
import { ruleOfValue } from './rule-value.ts';

const leaf = { fact: 'size', operator: 'equal', value: 1 };
const rule = {
  id: 'r',
  scope: 'thing',
  severity: 'warn',
  title: 't',
  why: 'w',
  fix: 'f',
  assert: { all: [leaf] },
};

it('takes a rule whose form is right, and fills in what it may leave out', () => {
  expect(ruleOfValue(rule)).toEqual({ ...rule, references: [], options: {}, requires: [] });
  const whole = {
    ...rule,
    options: { min: { type: 'number', default: 0 }, on: { type: 'boolean', default: false } },
    requires: ['brand.mark'],
    references: [{ title: 't', url: 'u', read: 'r' }],
    when: { any: [leaf, { not: leaf }] },
  };
  expect(ruleOfValue(whole)).toEqual(whole);
});

it.each<[string, object]>([
  ['a severity that there is not', { severity: 'fatal' }],
  ['a title that is no text', { title: 1 }],
  ['an option without a default', { options: { min: { type: 'number' } } }],
  ['an option of no type', { options: { min: { default: 1 } } }],
  ['an option that is a value', { options: { min: 1 } }],
  ['options that are a list', { options: [] }],
  ['a reference without its day', { references: [{ title: 't', url: 'u' }] }],
  ['a setting that is no text', { requires: [1] }],
  ['no condition', { assert: undefined }],
  ['a condition that is a text', { assert: 'yes' }],
  ['a group that is no list', { assert: { all: leaf } }],
  ['a group with a value in it', { when: { any: [1] } }],
  ['not of nothing', { assert: { not: null } }],
])('leaves %s to the parser that says what is wrong', (_what, part) => {
  expect(ruleOfValue({ ...rule, ...part })).toBeUndefined();
});

it('takes conditions over related subjects', () => {
  for (const assert of [
    { of: 'kids', every: leaf },
    { of: 'kids', where: leaf, count: 'all', operator: 'equal', value: 1 },
    { of: 'kids', any: { not: leaf } },
    { of: 'kids', exist: true },
  ]) {
    expect(ruleOfValue({ ...rule, assert })?.assert).toEqual(assert);
  }
  expect(ruleOfValue({ ...rule, assert: { of: 'kids', every: 'some' } })).toBeUndefined();
});

it('leaves what is no mapping alone', () => {
  for (const value of [null, undefined, 'text', 1, [rule]]) expect(ruleOfValue(value)).toBeUndefined();
});

it.each<[Json | undefined, string | undefined]>([
  [{ option: 'min' }, 'min'],
  [{ option: 3 }, undefined],
  [{ option: 'min', other: 1 }, undefined],
  [{ other: 'min' }, undefined],
  [['option'], undefined],
  ['option', undefined],
  [null, undefined],
  [undefined, undefined],
])('the option that %j names is %s', (value, name) => {
  expect(optionName(value)).toBe(name);
});
