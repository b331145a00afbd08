import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createRegistry, ruleJsonSchema } from '@listing-lint/core';
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import { builtinPlugin } from 'listing-lint/program';
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

  const several = readFileSync(path('../docs/rules-over-several-subjects.md'), 'utf8');
  const onPage = [...several.matchAll(/^```yaml title="(rules\/[a-z-]+\.yaml)"\n([\s\S]*?)^```$/gm)];
  it.each(onPage.map(([, name = '', text = '']) => [name, text]))('accepts %s', (_, text) => {
    validate(parse(text));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('is tried on rules over several subjects', () => expect(onPage).toHaveLength(12));

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
    'of-exist-where-found',
    'of-fact-of-the-subject',
    'of-list-under-any',
    'of-misspelt-path-of-member',
    'of-misspelt-quantifier',
    'of-missing',
    'of-no-quantifier',
    'of-several-compared',
    'of-two-quantifiers',
    'of-unknown-relation',
  ])('refuses %s', (name) => {
    const text = readFileSync(path(`./scenarios/rules-wrong/${name}/rule.yaml`), 'utf8');
    expect(validate(parse(text))).toBe(false);
  });
});
