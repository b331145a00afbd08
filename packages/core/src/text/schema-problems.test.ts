import { expect, it } from 'vitest';
import { z } from 'zod';
import { checkYaml } from './checked-yaml.ts';

const told = (schema: z.ZodType, text: string): readonly string[] =>
  checkYaml({ path: 'a.yaml', text }, schema).problems.map(({ message }) => message);

it.each<[z.ZodType, string, string?]>([
  [z.string(), 'text'],
  [z.int(), 'a whole number', 'a: 1.5'],
  [z.number(), 'a number'],
  [z.boolean(), 'true or false'],
  [z.array(z.string()), 'a list', 'a: x'],
  [z.strictObject({}), 'a mapping (key: value)', 'a: x'],
  [z.null(), 'nothing'],
  [z.undefined(), 'undefined'],
])('says in words what %# is to be', (schema, words, text = 'a: {b: 1}') => {
  const [message = ''] = told(z.strictObject({ a: schema }), text);
  expect(message).toContain(words);
});

it('tells a misspelt key that says which of several shapes is meant', () => {
  const schema = z.strictObject({
    a: z.discriminatedUnion('use', [
      z.strictObject({ use: z.literal('one'), b: z.int() }),
      z.strictObject({ use: z.literal('two'), c: z.int() }),
    ]),
  });
  const { problems } = checkYaml({ path: 'a.yaml', text: 'a:\n  usqe: one\n  b: 1' }, schema);
  expect(problems.map(({ message, hint, line }) => [message, hint, line])).toEqual([
    ['"a.use" is missing', undefined, 1],
    ['unknown key "usqe" in "a"', 'did you mean "use"?', 2],
  ]);
});
