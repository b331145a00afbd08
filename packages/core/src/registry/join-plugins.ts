import { z } from 'zod';
import type { Fix } from '../model/fix.ts';
import type { Plugin, Term } from '../model/plugin.ts';
import type { YamlSource } from '../model/rule.ts';
import type { SubjectKind } from '../model/subject-kind.ts';

/**
 * Joins plugins into one that brings what all of them bring: the built-in plugin, whose ids have no prefix and whose settings are the top level of
 * the config. Each plugin declares its own top-level keys as `settings`, and is given all of them: it reads its own with `defineSettings`. What presets
 * and fixes say of rules that none of the plugins brings is left out, so that the list may be shorter than they assume. Throws where two plugins
 * add the same to a kind of subject, and when `settings` are looked at where two declare one key: a run without a config needs no schema.
 * `settingsByPlugin` lists top-level keys by plugin: those of plugins that are not joined become `absentSettings`.
 */
export const joinPlugins = (
  name: string,
  version: string,
  plugins: readonly Plugin[],
  settingsByPlugin: { readonly [plugin: string]: readonly string[] } = {},
): Plugin => {
  const rules = plugins.flatMap((plugin) => plugin.rules ?? []);
  let settings: z.ZodObject | undefined;
  return {
    name,
    version,
    get settings() {
      settings ??= joinSettings(plugins);
      return settings;
    },
    settingsAbout: Object.assign({}, ...plugins.map(({ settingsAbout }) => settingsAbout)),
    absentSettings: Object.fromEntries(
      Object.entries(settingsByPlugin)
        .filter(([owner]) => !plugins.some((plugin) => plugin.name === owner))
        .flatMap(([owner, keys]) => keys.map((key) => [key, owner])),
    ),
    checkSettings: (settings, root) => plugins.flatMap((plugin) => plugin.checkSettings?.(settings, root) ?? []),
    attributes: plugins.flatMap((plugin) => plugin.attributes ?? []),
    terms: (settings) => joinTerms(plugins, settings),
    subjects: joinKinds(plugins),
    ignores: (settings) => plugins.flatMap((plugin) => plugin.ignores?.(settings) ?? []),
    files: (settings, root) => plugins.flatMap((plugin) => plugin.files?.(settings, root) ?? []),
    packages: () => plugins.flatMap((plugin) => plugin.packages?.() ?? []),
    beside: (settings, root) => plugins.flatMap((plugin) => plugin.beside?.(settings, root) ?? []),
    environment: plugins.flatMap((plugin) => plugin.environment ?? []),
    lineFiles: (settings) => plugins.flatMap((plugin) => plugin.lineFiles?.(settings) ?? []),
    facts: plugins.flatMap((plugin) => plugin.facts ?? []),
    resources: plugins.flatMap((plugin) => plugin.resources ?? []),
    factsFor: (settings) => plugins.flatMap((plugin) => plugin.factsFor?.(settings) ?? []),
    extensions: plugins.flatMap((plugin) => plugin.extensions ?? []),
    operators: plugins.flatMap((plugin) => plugin.operators ?? []),
    rules,
    presets: withKnownRules(
      plugins.flatMap((plugin) => plugin.presets ?? []),
      rules,
    ),
    reporters: plugins.flatMap((plugin) => plugin.reporters ?? []),
    fixes: fixesOfKnownRules(
      plugins.flatMap((plugin) => plugin.fixes ?? []),
      rules,
    ),
  };
};

const joinSettings = (plugins: readonly Plugin[]): z.ZodObject => {
  const owners = new Map<string, string>();
  for (const plugin of plugins)
    for (const key of Object.keys(plugin.settings?.shape ?? {})) {
      const owner = owners.get(key);
      if (owner !== undefined)
        throw new Error(`the setting "${key}" is declared by the plugins "${owner}" and "${plugin.name}"`);
      owners.set(key, plugin.name);
    }
  return z.strictObject(Object.assign({}, ...plugins.map(({ settings }) => settings?.shape)));
};

const joinTerms = (plugins: readonly Plugin[], settings: unknown): { readonly [key: string]: readonly Term[] } => {
  const joined: { [key: string]: readonly Term[] } = {};
  for (const plugin of plugins)
    for (const [key, terms] of Object.entries(plugin.terms?.(settings) ?? {}))
      joined[key] = [...(joined[key] ?? []), ...terms];
  return joined;
};

/** The kinds of subjects, each with what other plugins add to it. */
const joinKinds = (plugins: readonly Plugin[]): readonly SubjectKind[] =>
  plugins
    .flatMap((plugin) => plugin.subjects ?? [])
    .map((kind) => {
      let joined = kind;
      for (const { name, kindAdditions } of plugins)
        for (const [key, value] of Object.entries(kindAdditions?.[kind.scope] ?? {})) {
          if (key in joined)
            throw new Error(`the plugin "${name}" adds "${key}" to the scope "${kind.scope}", which has it already`);
          joined = { ...joined, [key]: value };
        }
      return joined;
    });

const knownIn = (rules: readonly YamlSource[]): ((id: string) => boolean) => {
  const known = new Set(rules.map(({ value }) => (isRecord(value) ? value['id'] : undefined)));
  return (id) => known.has(id);
};

/** Fixes without the rules that no plugin brings. */
const fixesOfKnownRules = (fixes: readonly Fix[], rules: readonly YamlSource[]): readonly Fix[] => {
  const isKnown = knownIn(rules);
  return fixes
    .map((fix) => (fix.rules.every(isKnown) ? fix : { ...fix, rules: fix.rules.filter(isKnown) }))
    .filter((fix) => fix.rules.length > 0);
};

/** Presets without what they say of other rules than these. Of a preset that was not parsed beforehand nothing is left out. */
const withKnownRules = (presets: readonly YamlSource[], rules: readonly YamlSource[]): readonly YamlSource[] => {
  const isKnown = knownIn(rules);
  return presets.map((preset) => {
    const { value } = preset;
    if (!isRecord(value) || ruleIdsOf(value).every(isKnown)) return preset;
    const without = (part: Readonly<Record<string, unknown>>): object => {
      const { rules: entries } = part;
      if (!isRecord(entries)) return part;
      return { ...part, rules: Object.fromEntries(Object.entries(entries).filter(([id]) => isKnown(id))) };
    };
    const { overrides } = value;
    const kept = {
      ...without(value),
      ...(Array.isArray(overrides) && { overrides: overrides.map((each) => (isRecord(each) ? without(each) : each)) }),
    };
    // The text stays what it is: it may be read from a file when it is asked for.
    return Object.defineProperties(
      { path: '', text: '' },
      { ...Object.getOwnPropertyDescriptors(preset), value: { value: kept, enumerable: true } },
    );
  });
};

const ruleIdsOf = (preset: Readonly<Record<string, unknown>>): readonly string[] => {
  const overrides = Array.isArray(preset['overrides']) ? preset['overrides'] : [];
  return [preset, ...overrides].flatMap((part: unknown) =>
    isRecord(part) && isRecord(part['rules']) ? Object.keys(part['rules']) : [],
  );
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
