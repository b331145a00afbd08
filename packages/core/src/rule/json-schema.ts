import { z } from 'zod';
import type { JsonObject } from '../model/json.ts';
import type { Operator, ValueKind } from '../model/operator.ts';
import type { FactEntry, Vocabulary } from '../vocabulary/vocabulary.ts';
import { ruleEnvelope } from './rule-schema.ts';

/**
 * A JSON Schema (draft 7, which editors know best) of rule files, with the facts, paths and operators of the loaded plugins: an editor
 * completes them and marks misspelt ones. It accepts every rule that `parseRule` accepts; what only `parseRule` can see (options,
 * messages, kinds of values) it leaves to it.
 */
export const ruleJsonSchema = (vocabulary: Vocabulary): JsonObject => {
  const scopes = scopesOf(vocabulary);
  const envelope = draft7(ruleEnvelope);
  const properties = isObject(envelope.properties) ? envelope.properties : {};
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'listing-lint rule',
    ...envelope,
    required: ['id', 'scope', 'severity', 'title', 'why', 'fix', 'assert'],
    properties: {
      ...properties,
      scope: { enum: scopes, description: 'What the rule judges.' },
      when: { type: 'object', description: 'The rule judges only subjects of which this holds.' },
      assert: { type: 'object', description: 'What must hold.' },
    },
    allOf: scopes.map((scope) => ({
      if: { properties: { scope: { const: scope } }, required: ['scope'] },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
      then: { properties: { when: ref(scope, 'condition'), assert: ref(scope, 'condition') } },
    })),
    definitions: {
      ...(isObject(envelope.definitions) ? envelope.definitions : {}),
      ...operatorDefinitions(vocabulary),
      ...Object.assign({}, ...scopes.map((scope) => scopeDefinitions(scope, vocabulary))),
    },
  };
};

const scopesOf = (vocabulary: Vocabulary): string[] => {
  return [...new Set([...vocabulary.scopes.keys(), ...vocabulary.factScopes])].sort();
};

const ref = (scope: string, what: string): JsonObject => ({ $ref: `#/definitions/${scope}-${what}` });

const scopeDefinitions = (scope: string, vocabulary: Vocabulary): JsonObject => {
  const condition = ref(scope, 'condition');
  const group = (name: string, value: JsonObject): JsonObject => ({
    type: 'object',
    required: [name],
    additionalProperties: false,
    properties: { [name]: value },
  });
  const list = { type: 'array', minItems: 1, items: condition };
  return {
    [`${scope}-condition`]: {
      type: 'object',
      anyOf: [group('all', list), group('any', list), group('not', condition), ref(scope, 'comparison')],
    },
    [`${scope}-comparison`]: {
      type: 'object',
      required: ['fact', 'operator'],
      additionalProperties: false,
      properties: {
        fact: {
          anyOf: vocabulary.facts(scope).map(({ id, provider }) => ({ const: id, description: provider.title })),
        },
        path: { type: 'string' },
        params: { type: 'object' },
        operator: { $ref: '#/definitions/operator' },
        value: true,
        message: { type: 'string', minLength: 1 },
      },
      allOf: [...vocabulary.facts(scope).map(factClause), { $ref: '#/definitions/values' }],
    },
  };
};

/** The paths and params that one fact takes. */
const factClause = (entry: FactEntry): JsonObject => {
  const open = entry.shape
    .openPaths()
    .map((path) => ({ type: 'string', pattern: `^${path === '' ? '' : `${path.replaceAll('.', '\\.')}\\.`}` }));
  const closed = entry.shape.paths();
  const path: JsonObject = { anyOf: [...(closed.length > 0 ? [{ enum: closed }] : []), ...open] };
  const params = entry.provider.params;
  return {
    if: { properties: { fact: { const: entry.id } }, required: ['fact'] },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: {
      properties: {
        path: closed.length + open.length > 0 ? path : false,
        params: params ? { type: 'object', propertyNames: { enum: Object.keys(params.shape) } } : false,
      },
    },
  };
};

const operatorDefinitions = (vocabulary: Vocabulary): JsonObject => {
  const operators = [...vocabulary.operators.values()];
  return {
    operator: { anyOf: operators.map(({ id, title }) => ({ const: id, description: title })) },
    reference: {
      anyOf: [
        {
          type: 'object',
          required: ['option'],
          additionalProperties: false,
          properties: { option: { type: 'string' } },
        },
        {
          type: 'object',
          required: ['fact'],
          additionalProperties: false,
          properties: { fact: { type: 'string' }, path: { type: 'string' }, params: { type: 'object' } },
        },
      ],
    },
    values: {
      allOf: operators.map((operator) => ({
        if: { properties: { operator: { const: operator.id } }, required: ['operator'] },
        // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
        then: valueClause(operator),
      })),
    },
  };
};

const valueClause = ({ expects }: Operator): JsonObject => {
  const types = [...new Set(expects.map((kind) => JSON_TYPES[kind]))];
  const optional = expects.length === 1 && expects[0] === 'boolean';
  return {
    ...(optional ? {} : { required: ['value'] }),
    properties: { value: { anyOf: [{ type: types }, { $ref: '#/definitions/reference' }] } },
  };
};

const JSON_TYPES: { readonly [kind in ValueKind]: string } = {
  null: 'null',
  boolean: 'boolean',
  number: 'number',
  string: 'string',
  date: 'string',
  array: 'array',
  object: 'object',
};

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const draft7 = (schema: z.ZodType): JsonObject => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
  const plain: unknown = JSON.parse(JSON.stringify(rest));
  return isObject(plain) ? plain : {};
};
