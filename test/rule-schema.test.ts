import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createRegistry, ruleJsonSchema } from '@listing-lint/core';
import { builtinPlugin } from '@listing-lint/rules';
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const registry = createRegistry([builtinPlugin], { builtIn: builtinPlugin.name });
const schema = ruleJsonSchema(registry);
const ajv = new Ajv({ allErrors: false, strict: false });
ajvFormats.default(ajv);
const validate = ajv.compile(schema);

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

describe('the JSON Schema of rules', () => {
  it.each((builtinPlugin.rules ?? []).map((source) => [source.path, source.text]))('accepts %s', (_, text) => {
    validate(parse(text));
    expect(validate.errors ?? []).toEqual([]);
  });

  /** Mistakes that lie in what a schema can say: names, keys and types of values. */
  it.each([
    'bad-severity',
    'bad-id',
    'empty-group',
    'two-groups',
    'group-beside-a-fact',
    'in-needs-a-list',
    'jsonpath',
    'misspelt-key',
    'missing-keys',
    'no-fact',
    'no-operator',
    'no-value',
    'number-in-quotes',
    'params-not-taken',
    'reference-without-date',
    'symbol-operator',
    'unknown-condition-key',
    'unknown-fact',
    'unknown-key',
    'unknown-operator',
    'unknown-path',
    'unknown-scope',
    'value-is-a-mapping',
  ])('refuses %s', (name) => {
    const text = readFileSync(path(`./scenarios/rules-wrong/${name}/rule.yaml`), 'utf8');
    expect(validate(parse(text))).toBe(false);
  });
});
