import type { z } from 'zod';
import type { Problem } from '../model/error.ts';
import type { FactProvider } from '../model/fact.ts';
import type { Operator } from '../model/operator.ts';
import type { Plugin } from '../model/plugin.ts';
import type { SubjectKind } from '../model/subject-kind.ts';
import { coreOperators } from '../operators/core-operators.ts';
import { Collection, fullId } from './collect.ts';
import { collectRelations, type RelationEntry } from './relations.ts';
import { type FactShape, factShape } from './shape.ts';

/** A fact under its full id (`acme/brightness`; the built-in ones have no prefix). */
export interface FactEntry {
  readonly id: string;
  readonly plugin: string;
  readonly provider: FactProvider;
  /** What its zod schema says, read when first asked for. */
  readonly shape: FactShape;
}

/** What the kinds of subjects are called, in the order of their plugins. */
export const nounsOf = (scopes: Vocabulary['scopes']): readonly string[] =>
  [...scopes.values()].map(({ kind }) => kind.noun ?? kind.scope);

/** All that a rule may name, by full id: scopes, their facts and what these say, operators, settings that it can require. */
export interface Vocabulary {
  /** The plugin whose ids have no prefix. */
  readonly builtIn: string | undefined;
  readonly scopes: ReadonlyMap<string, { readonly kind: SubjectKind; readonly plugin: string }>;
  readonly operators: ReadonlyMap<string, Operator>;
  /** Scopes that have facts, sorted. */
  readonly factScopes: readonly string[];
  /** Facts of a scope, sorted by id. */
  readonly facts: (scope: string) => readonly FactEntry[];
  /** A fact by its full id; inside `plugin` also by the short id that the plugin itself uses. */
  readonly fact: (scope: string, id: string, plugin?: string) => FactEntry | undefined;
  /** Relations of a scope, by name. */
  readonly relations: (scope: string) => ReadonlyMap<string, RelationEntry>;
  /** What a plugin takes from the config; undefined where it takes nothing or is not loaded. */
  readonly settings: (plugin: string | undefined) => z.ZodObject | undefined;
}

/** Gathers what plugins add to the rule language. `settingsOf` gives valid settings of a plugin. Never throws for a bad plugin: two things of one id are a problem. */
export const collectVocabulary = (
  plugins: readonly Plugin[],
  builtIn: string | undefined,
  settingsOf: (plugin: string) => unknown = () => undefined,
): { readonly vocabulary: Vocabulary; readonly problems: readonly Problem[] } => {
  const scopes = new Collection<{ kind: SubjectKind; plugin: string }>('subject kind');
  const operators = new Collection<Operator>('operator');
  const facts = new Map<string, Collection<FactEntry>>();
  const factsOf = (scope: string): Collection<FactEntry> => {
    const known = facts.get(scope) ?? new Collection<FactEntry>(`fact of scope ${scope}`);
    facts.set(scope, known);
    return known;
  };
  for (const operator of coreOperators) operators.all.set(operator.id, operator);
  for (const plugin of plugins) {
    const { name } = plugin;
    for (const kind of plugin.subjects ?? []) scopes.add(kind.scope, { kind, plugin: name }, plugin);
    for (const provider of [...(plugin.facts ?? []), ...(plugin.factsFor?.(settingsOf(name)) ?? [])]) {
      const id = fullId(plugin, provider.id, builtIn);
      factsOf(provider.scope).add(id, factEntry(id, name, provider), plugin);
    }
    for (const operator of plugin.operators ?? []) {
      const id = fullId(plugin, operator.id, builtIn);
      operators.add(id, { ...operator, id }, plugin);
    }
  }
  const relations = collectRelations(scopes.all);
  const sorted = new Map([...facts].map(([scope, { all }]) => [scope, [...all.values()].sort(byId)]));
  const vocabulary: Vocabulary = {
    builtIn,
    scopes: scopes.all,
    operators: operators.all,
    factScopes: [...facts.keys()].sort(),
    facts: (scope) => sorted.get(scope) ?? [],
    fact: (scope, id, plugin) => {
      const known = facts.get(scope)?.all;
      return (plugin === undefined ? undefined : known?.get(`${plugin}/${id}`)) ?? known?.get(id);
    },
    relations: (scope) => relations.of.get(scope) ?? NO_RELATIONS,
    settings: (plugin) => plugins.find(({ name }) => name === plugin)?.settings,
  };
  const problems = [scopes, ...facts.values(), operators, relations].flatMap((collection) => collection.problems);
  return { vocabulary, problems };
};

const NO_RELATIONS: ReadonlyMap<string, RelationEntry> = new Map();

const byId = (a: FactEntry, b: FactEntry): number => (a.id < b.id ? -1 : 1);

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
