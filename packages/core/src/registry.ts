import type { Problem } from './model/error.ts';
import type { FactProvider } from './model/fact.ts';
import type { Operator } from './model/operator.ts';
import type { Plugin } from './model/plugin.ts';
import type { Reporter } from './model/report.ts';
import type { RuleDocument, YamlSource } from './model/rule.ts';
import type { SubjectKind } from './model/subject.ts';
import type { YamlDocument } from './text/yaml-document.ts';

/** A fact under its full id (`acme/brightness`; the built-in ones have no prefix). */
export interface FactEntry {
  readonly id: string;
  readonly plugin: string;
  readonly provider: FactProvider;
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

/**
 * Gathers what plugins bring. Ids of every plugin but `builtIn` get the prefix `name/`. Never throws for a bad plugin: what is
 * wrong (two things of one id, a faulty rule) stands in `problems`, all at once.
 */
export const createRegistry = (_plugins: readonly Plugin[], _options: { readonly builtIn?: string } = {}): Registry => {
  throw new Error('not implemented');
};
