import { z } from 'zod';
import type { JsonObject } from '../model/json.ts';
import type { Operator, ValueKind } from '../model/operator.ts';
import { QUANTIFIERS } from '../model/rule.ts';
import type { RelationEntry } from '../vocabulary/relations.ts';
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
  const relations = [...vocabulary.relations(scope).values()];
  const ones = relations.filter(({ relation }) => relation.one === true);
  return {
    [`${scope}-condition`]: {
      type: 'object',
      anyOf: [
        group('all', list),
        group('any', list),
        group('not', condition),
        ref(scope, 'comparison'),
        ...relations.map(({ name }) => ref(scope, `of-${name}`)),
        ...ones.map(({ name }) => ref(scope, `one-${name}`)),
      ],
    },
    [`${scope}-comparison`]: comparison(scope, vocabulary),
    ...Object.fromEntries(ones.map((entry) => [`${scope}-one-${entry.name}`, comparison(scope, vocabulary, entry)])),
    ...Object.fromEntries(relations.map((entry) => [`${scope}-of-${entry.name}`, overMembers(entry)])),
    [`${scope}-compared`]: comparedPlace(scope, vocabulary),
  };
};

/** A comparison of a value of the subject, or of the one that `of` names. */
const comparison = (scope: string, vocabulary: Vocabulary, of?: RelationEntry): JsonObject => {
  const facts = vocabulary.facts(of?.relation.scope ?? scope);
  return {
    type: 'object',
    required: [...(of ? ['of'] : []), 'fact', 'operator'],
    additionalProperties: false,
    properties: {
      ...(of ? { of: { const: of.name, description: of.relation.title } } : {}),
      ...placeProperties(facts),
      operator: { $ref: '#/definitions/operator' },
      value: true,
      message: { type: 'string', minLength: 1 },
    },
    allOf: [...facts.map(factClause), { $ref: '#/definitions/values' }],
  };
};

const placeProperties = (facts: readonly FactEntry[]): JsonObject => ({
  fact: { anyOf: facts.map(({ id, provider }) => ({ const: id, description: provider.title })) },
  path: { type: 'string' },
  params: { type: 'object' },
});

/** A value of each member that is compared among them. */
const comparedPlace = (scope: string, vocabulary: Vocabulary): JsonObject => ({
  type: 'object',
  required: ['fact'],
  additionalProperties: false,
  properties: {
    ...placeProperties(vocabulary.facts(scope)),
    tolerance: {
      description: 'numbers that differ by no more are one: a number, or a share as in 1 %',
      anyOf: [{ type: ['number', 'string'] }, { $ref: '#/definitions/reference' }],
    },
  },
  allOf: vocabulary.facts(scope).map(factClause),
});

/** A condition over the members of a relation: exactly one quantifier. */
const overMembers = ({ name, relation }: RelationEntry): JsonObject => {
  const member = ref(relation.scope, 'condition');
  const compared = ref(relation.scope, 'compared');
  const number = { anyOf: [{ type: 'integer', minimum: 0 }, { $ref: '#/definitions/reference' }] };
  const named = relation.names === undefined ? [] : ['exist'];
  return {
    type: 'object',
    required: ['of'],
    additionalProperties: false,
    properties: {
      of: { const: name, description: relation.title },
      where: { ...member, description: 'Only members of which this holds.' },
      any: { ...member, description: 'It holds of one of them at least.' },
      every: { ...member, description: 'It holds of each of them; of none of them, where there are none.' },
      none: { ...member, description: 'It holds of none of them.' },
      atLeast: { ...number, description: 'So many of them, of which `that` holds.' },
      atMost: { ...number, description: 'No more of them than that, of which `that` holds.' },
      that: member,
      count: {
        description: 'How many there are, or of how many it holds; compared by operator and value.',
        anyOf: [{ const: 'all' }, member],
      },
      same: { ...compared, description: 'All have one value.' },
      distinct: { ...compared, description: 'Each has a value of its own; or how many values there are.' },
      unique: { ...compared, description: 'No other has the value that this one has.' },
      ...(named.length > 0 ? { exist: { const: true, description: 'All that are named exist.' } } : {}),
      operator: { $ref: '#/definitions/operator' },
      value: true,
      message: { type: 'string', minLength: 1 },
    },
    oneOf: QUANTIFIERS.filter((each) => each !== 'exist' || named.length > 0).map((each) => ({ required: [each] })),
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
    // A pattern, for an editor that completes takes a constant for met by its beginning: `watermark` for `watermarkPlaces`.
    if: { properties: { fact: { type: 'string', pattern: `^${entry.id}$` } }, required: ['fact'] },
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
          properties: {
            of: { type: 'string' },
            fact: { type: 'string' },
            path: { type: 'string' },
            params: { type: 'object' },
          },
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
