import { z } from 'zod';
import { exceptionsSchema } from '../config/exceptions.ts';
import type { ResolvedConfig } from '../config/load.ts';
import { configSchema } from '../config/schema.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Plugin } from '../model/plugin.ts';
import type { Reporter } from '../model/reporter.ts';
import type { OptionSpec, RuleDocument } from '../model/rule.ts';
import { compareText } from '../text/compare.ts';

/** What the terms of a config's documents come from. */
export interface EditorSources {
  readonly config: Pick<ResolvedConfig, 'rules' | 'registry' | 'terms' | 'plugins'>;
  readonly builtin: Plugin;
  readonly reporters: ReadonlyMap<string, Reporter>;
}

/** The JSON Schema (draft 7, which editors know best) of a document. */
export const documentJsonSchema = (title: string, schema: z.ZodType): JsonObject => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  const plain: unknown = JSON.parse(JSON.stringify({ $schema, title, ...rest }));
  return objectOf(plain);
};

/**
 * The JSON Schema of a config with what it can name itself: its rules (its own and those of its plugins) with their options and ranges,
 * presets, settings of plugins, reporters and their options, terms. It takes no other name, as the run does.
 */
export const configEditorSchema = (sources: EditorSources): JsonObject => {
  const { config, builtin, reporters } = sources;
  const base = documentJsonSchema('listing-lint config', configSchema(builtin));
  const rules = [...config.rules.values()].map(({ rule }) => rule).sort((a, b) => compareText(a.id, b.id));
  const properties = withTerms(objectOf(base.properties), config.terms);
  const overrides = objectOf(properties.overrides);
  const override = objectOf(overrides.items);
  const selectors = Object.fromEntries(
    Object.entries(config.terms).map(([key, terms]) => [key, oneOrMany(termOf(terms))]),
  );
  return {
    ...base,
    properties: {
      ...properties,
      extends: {
        ...pick(properties.extends, 'description'),
        ...oneOrMany(presetOf([...config.registry.presets.keys()])),
      },
      rules: RULES,
      overrides: {
        ...overrides,
        items: { ...override, properties: { ...objectOf(override.properties), ...selectors, rules: RULES } },
      },
      settings: { ...pick(properties.settings, 'description'), ...closed(settingsOf(config)) },
      reporters: { ...pick(properties.reporters, 'description'), ...closed(reporterOptions(reporters)) },
    },
    definitions: {
      ...objectOf(base.definitions),
      rules: closed(Object.fromEntries(rules.map((rule) => [rule.id, { $ref: `#/definitions/${pointer(rule)}` }]))),
      ...Object.fromEntries(rules.map((rule) => [`rule ${rule.id}`, settingOf(rule)])),
    },
  };
};

/** The JSON Schema of the exceptions beside a config, which name its rules. */
export const exceptionsEditorSchema = ({ config }: EditorSources): JsonObject => {
  const base = documentJsonSchema('listing-lint.exceptions.yaml', exceptionsSchema);
  const properties = objectOf(base.properties);
  const exceptions = objectOf(properties.exceptions);
  const items = objectOf(exceptions.items);
  const rule = { description: 'id of the rule', enum: [...config.rules.keys()].sort(compareText) };
  return {
    ...base,
    properties: {
      ...properties,
      exceptions: { ...exceptions, items: { ...items, properties: { ...objectOf(items.properties), rule } } },
    },
  };
};

/** The same schema where its keys take terms: those that are known are offered, and others taken. */
export const schemaWithTerms = (schema: JsonObject, terms: ResolvedConfig['terms']): JsonObject => ({
  ...schema,
  properties: withTerms(objectOf(schema.properties), terms),
});

/** Lists of terms, and members of such a name in lists of objects: `channels: [amazon]`, `roles: [{ files: …, role: main }]`. */
const withTerms = (properties: JsonObject, terms: ResolvedConfig['terms']): JsonObject => {
  const offered = Object.entries(terms).flatMap(([key, known]): [string, Json][] => {
    const schema = properties[key];
    return schema === undefined ? [] : [[key, offering(objectOf(schema), key.replace(/s$/, ''), termOf(known))]];
  });
  return { ...properties, ...Object.fromEntries(offered) };
};

const offering = (schema: JsonObject, member: string, term: JsonObject): JsonObject => {
  const both = (own: Json | undefined): JsonObject => ({ ...pick(own, 'description'), ...term });
  const { anyOf, items, additionalProperties } = schema;
  if (Array.isArray(anyOf)) return { ...schema, anyOf: anyOf.map((each) => offering(objectOf(each), member, term)) };
  const element = objectOf(items ?? null);
  if (element.type === 'string') return { ...schema, items: both(element) };
  const inner = objectOf(element.properties ?? null);
  if (inner[member] !== undefined) {
    return { ...schema, items: { ...element, properties: { ...inner, [member]: both(inner[member]) } } };
  }
  return objectOf(additionalProperties ?? null).type === 'string'
    ? { ...schema, additionalProperties: both(additionalProperties) }
    : schema;
};

const RULES: JsonObject = {
  $ref: '#/definitions/rules',
  description: 'rule id → `off`, `info`, `warn`, `error`, or an object with `severity` and options of the rule',
};
const SEVERITY: JsonObject = { enum: ['off', 'info', 'warn', 'error'] };

const pointer = ({ id }: RuleDocument): string => `rule ${id}`.replaceAll('~', '~0').replaceAll('/', '~1');

/** A severity or an object. The options stand outside of the choice: an editor would not know which of the two a slip is in. */
const settingOf = ({ title, options }: RuleDocument): JsonObject => ({
  description: title,
  type: ['string', 'object'],
  properties: {
    severity: SEVERITY,
    ...Object.fromEntries(Object.entries(options).map(([name, spec]) => [name, optionOf(spec)])),
  },
  additionalProperties: false,
  anyOf: [SEVERITY, { type: 'object' }],
});

const optionOf = ({
  type,
  default: value,
  title,
  minimum,
  maximum,
  enum: allowed,
  items = 'string',
}: OptionSpec): JsonObject => {
  const element = allowed === undefined ? { type: items } : { enum: allowed };
  return {
    ...(type === 'array' ? { type, items: element } : allowed === undefined ? { type } : { enum: allowed }),
    ...(title === undefined ? {} : { description: title }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    default: value,
  };
};

const closed = (properties: JsonObject): JsonObject => ({ type: 'object', properties, additionalProperties: false });

/** A term: those that are known are offered, and a seller may have others. */
const termOf = (known: ReadonlySet<string>): JsonObject => ({
  anyOf: [{ enum: [...known].sort(compareText) }, { type: 'string', pattern: '^[a-z][a-z0-9-]*$' }],
});

/** A preset: by its name, or by a path or the name of a file in a package. */
const presetOf = (names: readonly string[]): JsonObject => ({
  anyOf: [{ enum: names.toSorted(compareText) }, { type: 'string', pattern: '^\\.{1,2}/|^/|\\.(?:ya?ml|json)$' }],
});

const oneOrMany = (one: JsonObject): JsonObject => ({ anyOf: [one, { type: 'array', items: one }] });

const settingsOf = ({ plugins }: EditorSources['config']): JsonObject =>
  Object.fromEntries(
    plugins.flatMap(({ plugin: { name, settings } }) => (settings === undefined ? [] : [[name, inner(settings)]])),
  );

const reporterOptions = (reporters: ReadonlyMap<string, Reporter>): JsonObject =>
  Object.fromEntries(
    [...reporters].map(([name, { title, options }]): [string, JsonObject] => [
      name,
      { description: title, ...(options === undefined ? { type: 'object' } : inner(options)) },
    ]),
  );

/** A schema inside another one. */
const inner = (schema: z.ZodType): JsonObject => {
  const { $schema: _, title: __, ...rest } = documentJsonSchema('', schema);
  return rest;
};

const pick = (value: Json | undefined, key: string): JsonObject => {
  const found = objectOf(value ?? null)[key];
  return found === undefined ? {} : { [key]: found };
};

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
