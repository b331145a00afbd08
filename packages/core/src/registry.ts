import type { Problem } from './model/error.ts';
import type { FactProvider } from './model/fact.ts';
import type { Operator } from './model/operator.ts';
import type { Plugin } from './model/plugin.ts';
import type { Reporter } from './model/report.ts';
import type { RuleDocument, YamlSource } from './model/rule.ts';
import type { SubjectKind } from './model/subject.ts';
import { coreOperators } from './operators/core-operators.ts';
import { parseRule } from './rule/parse-rule.ts';
import { type FactShape, factShape } from './rule/shape.ts';
import { LazyMap } from './text/lazy-map.ts';
import { readYaml, type YamlDocument } from './text/yaml-document.ts';

/** A fact under its full id (`acme/brightness`; the built-in ones have no prefix). */
export interface FactEntry {
  readonly id: string;
  readonly plugin: string;
  readonly provider: FactProvider;
  /** What its zod schema says, read when first asked for. */
  readonly shape: FactShape;
}

/** A plugin's rule, parsed; its document knows the places of its parts. */
export interface RuleEntry {
  readonly rule: RuleDocument;
  readonly plugin: string;
  readonly document: YamlDocument;
}

/** Everything that the loaded plugins bring, by full id. */
export interface Registry {
  readonly plugins: readonly Plugin[];
  readonly builtIn: string | undefined;
  readonly scopes: ReadonlyMap<string, { readonly kind: SubjectKind; readonly plugin: string }>;
  readonly operators: ReadonlyMap<string, Operator>;
  readonly rules: ReadonlyMap<string, RuleEntry>;
  readonly presets: ReadonlyMap<string, { readonly source: YamlSource; readonly plugin: string }>;
  readonly reporters: ReadonlyMap<string, { readonly reporter: Reporter; readonly plugin: string }>;
  /** Facts of a scope, sorted by id. */
  readonly facts: (scope: string) => readonly FactEntry[];
  /** A fact by its full id; inside `plugin` also by the short id that the plugin itself uses. */
  readonly fact: (scope: string, id: string, plugin?: string) => FactEntry | undefined;
  /** Collisions and faults of the plugins' own rules. */
  readonly problems: readonly Problem[];
}

const PLUGIN_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export interface RegistryOptions {
  readonly builtIn?: string;
  /** `true`: a rule of the built-in plugin is read when it is first asked for. Its tests have shown that it is well. */
  readonly lazy?: boolean;
}

/**
 * Gathers what plugins bring. Ids of every plugin but `builtIn` get the prefix `name/`. Never throws for a bad plugin: what is
 * wrong (two things of one id, a faulty rule) stands in `problems`, all at once.
 */
export const createRegistry = (plugins: readonly Plugin[], options: RegistryOptions = {}): Registry => {
  const builtIn = options.builtIn;
  const problems: Problem[] = [];
  const full = (plugin: Plugin, id: string): string => (plugin.name === builtIn ? id : `${plugin.name}/${id}`);
  const add = <T>(map: Map<string, T>, what: string, key: string, value: T, plugin: string): void => {
    if (map.has(key))
      problems.push({ message: `plugin "${plugin}": there is a ${what} "${key.split('\0').at(-1)}" already` });
    else map.set(key, value);
  };
  const facts = new Map<string, FactEntry>();
  const scopes = new Map<string, { kind: SubjectKind; plugin: string }>();
  const operators = new Map<string, Operator>(coreOperators.map((operator) => [operator.id, operator]));
  const rules = new LazyMap<string, RuleEntry>();
  const presets = new Map<string, { source: YamlSource; plugin: string }>();
  const reporters = new Map<string, { reporter: Reporter; plugin: string }>();
  problems.push(...nameProblems(plugins, builtIn));
  for (const plugin of plugins) {
    const { name } = plugin;
    for (const kind of plugin.subjects ?? []) add(scopes, 'subject kind', kind.scope, { kind, plugin: name }, name);
    for (const provider of plugin.facts ?? []) {
      const id = full(plugin, provider.id);
      add(facts, `fact of scope ${provider.scope}`, factKey(provider.scope, id), factEntry(id, name, provider), name);
    }
    for (const operator of plugin.operators ?? []) {
      const id = full(plugin, operator.id);
      add(operators, 'operator', id, { ...operator, id }, name);
    }
    for (const reporter of plugin.reporters ?? []) {
      add(reporters, 'reporter', full(plugin, reporter.id), { reporter, plugin: name }, name);
    }
    for (const source of plugin.presets ?? []) {
      add(presets, 'preset', full(plugin, presetId(source.path)), { source, plugin: name }, name);
    }
  }
  const registry: Registry = {
    plugins,
    builtIn,
    scopes,
    operators,
    rules,
    presets,
    reporters,
    facts: factLister(facts),
    fact: (scope, id, plugin) =>
      (plugin === undefined ? undefined : facts.get(factKey(scope, `${plugin}/${id}`))) ??
      facts.get(factKey(scope, id)),
    problems,
  };
  for (const plugin of plugins) {
    for (const source of plugin.rules ?? []) {
      const id = options.lazy === true && plugin.name === builtIn ? writtenId(source) : undefined;
      if (id !== undefined && !rules.has(id)) {
        rules.define(id, () => soundRule(source, registry, plugin.name));
        continue;
      }
      const { rule, document, problems: found } = parseRule(source, registry, { plugin: plugin.name });
      problems.push(...found);
      if (rule === undefined) continue;
      if (rules.has(rule.id))
        problems.push({ message: `plugin "${plugin.name}": there is a rule "${rule.id}" already` });
      else rules.define(rule.id, () => ({ rule, plugin: plugin.name, document }));
    }
  }
  return registry;
};

/** The id as the text has it, without reading the whole. */
const writtenId = ({ text }: YamlSource): string | undefined => /^id: ([a-z][a-z0-9-]*)$/m.exec(text)?.[1];

const soundRule = (source: YamlSource, registry: Registry, plugin: string): RuleEntry => {
  if (source.value !== undefined) return { rule: soundDocument(source.value), plugin, document: readYaml(source) };
  const { rule, document, problems } = parseRule(source, registry, { plugin });
  if (rule === undefined) throw new Error(`the rule ${source.path} of "${plugin}" is faulty: ${problems[0]?.message}`);
  return { rule, plugin, document };
};

/** A rule that was parsed beforehand and whose tests have shown that it is well: only what a text may leave out is filled in. */
const soundDocument = (value: unknown): RuleDocument => {
  // The parser's edge: the checks of `parseRule` took longer than all else at the start of a run.
  const written = value as Omit<RuleDocument, 'references' | 'options' | 'requires'>;
  return { references: [], options: {}, requires: [], ...written };
};

const factKey = (scope: string, id: string): string => `${scope}\0${id}`;

const factEntry = (id: string, plugin: string, provider: FactProvider): FactEntry => {
  let shape: FactShape | undefined;
  return {
    id,
    plugin,
    provider,
    get shape() {
      shape ??= factShape(provider.schema);
      return shape;
    },
  };
};

const factLister = (facts: ReadonlyMap<string, FactEntry>): Registry['facts'] => {
  const byScope = new Map<string, FactEntry[]>();
  return (scope) => {
    const known = byScope.get(scope);
    if (known) return known;
    const list = [...facts.values()].filter((entry) => entry.provider.scope === scope);
    list.sort((a, b) => (a.id < b.id ? -1 : 1));
    byScope.set(scope, list);
    return list;
  };
};

const nameProblems = (plugins: readonly Plugin[], builtIn: string | undefined): Problem[] => {
  const seen = new Set<string>();
  return plugins.flatMap((plugin): Problem[] => {
    const repeated = seen.has(plugin.name);
    seen.add(plugin.name);
    if (repeated) return [{ message: `two plugins are called "${plugin.name}"` }];
    return plugin.name === builtIn || PLUGIN_NAME.test(plugin.name)
      ? []
      : [{ message: `"${plugin.name}" is not a valid plugin name`, hint: 'use lower-case words joined by hyphens' }];
  });
};

/** The name that `extends` uses, without its plugin: `channels/amazon` from `config/channels/amazon.yaml`. */
export const presetId = (path: string): string =>
  path
    .replace(/\\/g, '/')
    .replace(/^(\.\/)?(.*\/)?(config|presets)\//, '')
    .replace(/\.ya?ml$/, '');
