import { isRecord } from '../config/document.ts';
import type { ResolvedConfig } from '../config/load.ts';
import { type Attribute, valuesOf } from '../model/attribute.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Subject } from '../model/subject.ts';
import { compareText } from '../text/compare.ts';
import { type Activation, plainActivations } from './activation.ts';
import { makePlan } from './plan.ts';

/**
 * What holds for a subject (or, without one, for what no override selects), as plain data: every setting as
 * `{ value, from }`, where `from` is the place that it came from.
 */
export const describeConfig = (config: ResolvedConfig, subject?: Subject): JsonObject => {
  const activations = subject === undefined ? plainActivations(config) : makePlan(config).activationsFor(subject);
  return {
    root: config.root.replaceAll('\\', '/'),
    config: config.file?.path ?? null,
    documents: config.documents.map(({ document }) => document.label),
    plugins: config.plugins.map(({ plugin }) => `${plugin.name}@${plugin.version}`),
    ...(subject === undefined ? {} : { subject: describeSubject(subject, config.registry.attributes) }),
    settings: describeSettings(config),
    ignores: config.ignores,
    rules: Object.fromEntries([...activations].map(([id, activation]) => [id, describeRule(config, id, activation)])),
    notChecked: config.notChecked.map(({ ruleId, requires }) => ({ ruleId, requires })),
  };
};

const describeSubject = (subject: Subject, attributes: readonly Attribute[]): JsonObject => ({
  scope: subject.scope,
  path: subject.path,
  ...Object.fromEntries(
    attributes.flatMap((attribute): [string, Json][] => {
      const { name, holds, origin } = attribute;
      const values = valuesOf(subject, attribute);
      const value = holds === 'texts' ? values : values[0];
      if (value === undefined) return [];
      return [[name, origin === undefined ? value : { value, from: subject[origin] ?? null }]];
    }),
  ),
});

const describeRule = (config: ResolvedConfig, id: string, activation: Activation): JsonObject => {
  const known = config.rules.get(id);
  const options = Object.entries(known?.rule.options ?? {}).map(([name, { default: fallback }]): [string, Json] => [
    name,
    Object.hasOwn(activation.options, name)
      ? { value: activation.options[name] ?? null, from: activation.optionsFrom[name]?.() ?? null }
      : { value: fallback, from: 'default of the rule' },
  ]);
  return {
    severity: { value: activation.severity, from: activation.severityFrom() },
    options: Object.fromEntries(options),
    definedIn: known?.source.path ?? null,
  };
};

/** Leaves of the merged settings; an object is described key by key. */
const describeSettings = ({ settings }: ResolvedConfig): JsonObject => {
  const described: { [key: string]: Json } = {};
  const add = (key: string, value: unknown): void => {
    const from = settings.origins.get(key);
    if (from !== undefined) described[key] = { value: asJson(value), from };
    else if (isRecord(value)) for (const [inner, each] of Object.entries(value)) add(`${key}.${inner}`, each);
  };
  for (const [key, value] of Object.entries(settings.tree)) add(key, value);
  return Object.fromEntries(Object.entries(described).sort(([a], [b]) => compareText(a, b)));
};

const asJson = (value: unknown): Json => {
  const text = JSON.stringify(value);
  return text === undefined ? null : JSON.parse(text);
};
