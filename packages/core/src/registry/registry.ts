import type { Attribute } from '../model/attribute.ts';
import { ListingLintError, type Problem } from '../model/error.ts';
import type { Extension, ExtensionPoint, Resource } from '../model/fact.ts';
import type { Plugin } from '../model/plugin.ts';

import type { Reporter } from '../model/reporter.ts';
import type { RuleDocument, YamlSource } from '../model/rule.ts';
import { sharedKeyOf } from '../plugin/guarded-fact.ts';
import { type ParsedRule, parseRule } from '../rule/parse-rule.ts';
import { ruleOfValue } from '../rule/rule-value.ts';
import { Collection, fullId } from '../vocabulary/collect.ts';
import { collectVocabulary, type Vocabulary } from '../vocabulary/vocabulary.ts';
import { collectFixes, type FixEntry } from './collect-fixes.ts';

/** A plugin's rule and the text that defines it. */
export interface RuleEntry {
  readonly rule: RuleDocument;
  readonly plugin: string;
  readonly source: YamlSource;
}

/** Everything that the loaded plugins bring, by full id: the language, and what is written in it or for it. */
export interface Registry extends Vocabulary {
  readonly plugins: readonly Plugin[];
  /** What subjects may carry: declared by the built-in plugin. */
  readonly attributes: readonly Attribute[];
  readonly rules: ReadonlyMap<string, RuleEntry>;
  readonly presets: ReadonlyMap<string, { readonly source: YamlSource; readonly plugin: string }>;
  readonly reporters: ReadonlyMap<string, { readonly reporter: Reporter; readonly plugin: string }>;
  readonly fixes: ReadonlyMap<string, FixEntry>;
  /** Resources that plugins share, by `sharedKeyOf`. */
  readonly shared: ReadonlyMap<string | Resource<unknown>, SharedResource>;
  /** What plugins add at extension points, by `pointKeyOf`. */
  readonly extensions: ReadonlyMap<string | ExtensionPoint<unknown, unknown>, readonly ExtensionEntry[]>;
  /** The fix of a rule, by the rule's id. */
  readonly fixOfRule: ReadonlyMap<string, FixEntry>;
  /** Collisions and faults of the plugins' own rules and fixes. */
  readonly problems: readonly Problem[];
}

/** An extension, and the plugin whose settings it runs with. */
export interface ExtensionEntry {
  readonly extension: Extension<unknown, unknown>;
  readonly plugin: string;
}

export interface SharedResource {
  readonly resource: Resource<unknown>;
  /** Whose settings it is made with. */
  readonly plugin: string;
}

export interface RegistryOptions {
  readonly builtIn?: string;
  /** `true`: a rule of the built-in plugin that was parsed beforehand is not checked again. Its tests have shown that it is well. */
  readonly trustBuiltIn?: boolean;
  /** The valid settings of a plugin, for facts whose shape they decide; undefined for a config that is not known or not valid. */
  readonly settingsOf?: (plugin: string) => unknown;
}

/**
 * Gathers what plugins bring. Ids of every plugin but `builtIn` get the prefix `name/`. Never throws for a bad plugin: what is
 * wrong (two things of one id, a faulty rule) stands in `problems`, all at once.
 */
export const createRegistry = (plugins: readonly Plugin[], options: RegistryOptions = {}): Registry => {
  const { builtIn } = options;
  const { vocabulary, problems } = collectVocabulary(plugins, builtIn, options.settingsOf);
  const rules = new Collection<RuleEntry>('rule');
  const presets = new Collection<{ source: YamlSource; plugin: string }>('preset');
  const reporters = new Collection<{ reporter: Reporter; plugin: string }>('reporter');
  const faults: Problem[] = [];
  for (const plugin of plugins) {
    const { name } = plugin;
    for (const reporter of plugin.reporters ?? []) {
      reporters.add(fullId(plugin, reporter.id, builtIn), { reporter, plugin: name }, plugin);
    }
    for (const source of plugin.presets ?? []) {
      presets.add(fullId(plugin, presetId(source.path), builtIn), { source, plugin: name }, plugin);
    }
    const trusted = options.trustBuiltIn === true && name === builtIn;
    for (const source of plugin.rules ?? []) {
      const { rule, problems: found } =
        (trusted ? readBefore(source) : undefined) ?? parseRule(source, vocabulary, { plugin: name });
      faults.push(...found);
      if (rule !== undefined) rules.add(rule.id, { rule, plugin: name, source }, plugin);
    }
  }
  const shared = sharedResources(plugins);
  const fixes = collectFixes(plugins, { builtIn, rules: rules.all, scopes: vocabulary.scopes });
  return {
    ...vocabulary,
    plugins,
    attributes: plugins.find(({ name }) => name === builtIn)?.attributes ?? [],
    rules: rules.all,
    presets: presets.all,
    reporters: reporters.all,
    shared: shared.all,
    extensions: extensionsByPoint(plugins),
    fixes: fixes.all,
    fixOfRule: fixes.ofRule,
    problems: [
      ...nameProblems(plugins, builtIn),
      ...problems,
      ...reporters.problems,
      ...presets.problems,
      ...faults,
      ...rules.problems,
      ...shared.problems,
      ...fixes.problems,
    ],
  };
};

/** The first plugin that shares a resource under a name has it: the built-in one stands first. */
const sharedResources = (
  plugins: readonly Plugin[],
): { readonly all: Registry['shared']; readonly problems: readonly Problem[] } => {
  const all = new Map<string | Resource<unknown>, SharedResource>();
  const problems: Problem[] = [];
  for (const { name, resources = [] } of plugins) {
    for (const resource of resources) {
      const key = sharedKeyOf(resource);
      const other = all.get(key)?.plugin;
      if (other === undefined) all.set(key, { resource, plugin: name });
      else if (other !== name)
        problems.push({
          message: `the plugins "${other}" and "${name}" share the same resource "${resource.sharedAs ?? resource.id}"`,
        });
    }
  }
  return { all, problems };
};

/**
 * Returns the shared resource that stands for the one that is asked for; undefined for one that nobody shares. Throws where a loaded plugin shares it
 * in another version.
 */
export const sharedResource = ({ shared }: Registry, asked: Resource<unknown>): SharedResource | undefined => {
  const key = sharedKeyOf(asked);
  const found = shared.get(key);
  if (found !== undefined || typeof key !== 'string') return found;
  const [name] = key.split('@');
  for (const [other, { plugin }] of shared) {
    if (typeof other === 'string' && other.split('@')[0] === name) {
      const message = `the resource ${key} is asked for, and the plugin "${plugin}" that is loaded shares ${other}: install one version of it`;
      throw new ListingLintError('plugin-failed', message);
    }
  }
  return undefined;
};

/** What an extension point is known by: its name across copies of the plugin that defines it, or its object. */
export const pointKeyOf = (point: ExtensionPoint<unknown, unknown>): string | ExtensionPoint<unknown, unknown> =>
  point.sharedAs ?? point;

const extensionsByPoint = (plugins: readonly Plugin[]): Registry['extensions'] => {
  const byPoint = new Map<string | ExtensionPoint<unknown, unknown>, ExtensionEntry[]>();
  for (const { name, extensions = [] } of plugins)
    for (const extension of extensions) {
      const key = pointKeyOf(extension.point);
      const entries = byPoint.get(key) ?? [];
      entries.push({ extension, plugin: name });
      byPoint.set(key, entries);
    }
  return byPoint;
};

/** A rule that was parsed beforehand, as it stands; nothing where it was not. */
const readBefore = ({ value }: YamlSource): Pick<ParsedRule, 'rule' | 'problems'> | undefined => {
  const rule = ruleOfValue(value);
  return rule && { rule, problems: [] };
};

const PLUGIN_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

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

/** The name that `extends` uses, without its plugin: `recommended` from `config/recommended.yaml`. */
export const presetId = (path: string): string =>
  path
    .replace(/\\/g, '/')
    .replace(/^(\.\/)?(.*\/)?(config|presets)\//, '')
    .replace(/\.ya?ml$/, '');
