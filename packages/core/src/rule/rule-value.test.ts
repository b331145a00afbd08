import { expect, it } from 'vitest';
import { z } from 'zod';
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

// Every part of a rule replaced by every kind of value, beside what the form says, written down a second time as a schema.
const text = z.string();
const present = z.unknown().refine((value) => value !== undefined);
const record = z.record(z.string(), z.unknown());
const leafForm = z.looseObject({
  fact: text,
  operator: text,
  value: present,
  path: text.optional(),
  message: text.optional(),
  params: record.optional(),
});
const condition: z.ZodType = z.lazy(() =>
  record.superRefine((value, context) => {
    const form = formOf(value);
    if (!form.safeParse(value).success) context.addIssue({ code: 'custom', message: 'no condition' });
  }),
);
const member = z.union([condition, z.literal('all')]).optional();
const overMembers = z.looseObject({
  of: text,
  where: member,
  that: member,
  any: member,
  every: member,
  none: member,
  count: member,
});
/** By the keys that a condition has: members, a group, its opposite, or a comparison. */
const formOf = (value: { readonly [key: string]: unknown }): z.ZodType => {
  if (typeof value['of'] === 'string' && value['fact'] === undefined) return overMembers;
  if (value['all'] !== undefined) return z.looseObject({ all: z.array(condition) });
  if (value['any'] !== undefined) return z.looseObject({ any: z.array(condition) });
  return value['not'] === undefined ? leafForm : z.looseObject({ not: condition });
};
const ruleForm = z.looseObject({
  id: text,
  scope: text,
  severity: z.enum(['error', 'warn', 'info']),
  title: text,
  why: text,
  fix: text,
  headline: text.optional(),
  references: z.array(z.looseObject({ title: text, url: text, read: text })).optional(),
  options: z
    .record(
      z.string(),
      z.looseObject({ type: z.enum(['number', 'integer', 'string', 'boolean', 'array']), default: present }),
    )
    .optional(),
  requires: z.array(text).optional(),
  when: condition.optional(),
  assert: condition,
});

const whole = { ...leaf, path: 'width', message: 'm', params: { a: 1 } };
const common = { id: 'r', scope: 'thing', severity: 'warn', title: 't', why: 'w', fix: 'f', headline: 'h' };
const RULES: readonly object[] = [
  {
    ...common,
    references: [{ title: 't', url: 'u', read: 'r' }],
    options: { min: { type: 'number', default: 0 } },
    requires: ['brand.mark'],
    when: { any: [whole, { not: whole }] },
    assert: { all: [whole, { any: [whole] }] },
  },
  { ...common, when: whole, assert: { of: 'kids', where: whole, count: 'all', operator: 'equal', value: 1 } },
  { ...common, assert: { of: 'kids', every: whole } },
  { ...common, assert: { of: 'kids', any: whole, that: whole, none: whole } },
  { ...common, assert: { not: { of: 'kids', fact: 'size', operator: 'equal', value: 1 } } },
];
const VALUES: readonly unknown[] = [
  undefined,
  null,
  0,
  1,
  '',
  'text',
  'all',
  true,
  [],
  ['text'],
  [1],
  [whole],
  {},
  { a: 1 },
  whole,
];

type Path = readonly (string | number)[];

const pathsIn = (value: unknown, path: Path = []): Path[] => [
  path,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...path, Array.isArray(value) ? Number(key) : key]))
    : []),
];

const replaced = (value: unknown, [key, ...rest]: Path, by: unknown): unknown => {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((part, index) => (index === key ? replaced(part, rest, by) : part));
  const mapping: { readonly [name: string]: unknown } = { ...(value as object) };
  return { ...mapping, [key]: replaced(mapping[key], rest, by) };
};

it('takes the same forms as a schema, whatever part is replaced by whatever value', { tags: 'full' }, () => {
  const seen = { taken: 0, refused: 0 };
  for (const rule of RULES) {
    for (const path of pathsIn(rule)) {
      for (const by of VALUES) {
        const value = replaced(rule, path, by);
        const isTaken = ruleOfValue(value) !== undefined;
        expect(isTaken, `${JSON.stringify(by)} at ${path.join('.')}: ${JSON.stringify(value)}`).toBe(
          ruleForm.safeParse(value).success,
        );
        seen[isTaken ? 'taken' : 'refused']++;
      }
    }
  }
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(300);
});
