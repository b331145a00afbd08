import type { z } from 'zod';
import type { Attribute } from './attribute.ts';
import type { PluginCommand } from './command.ts';
import type { SettingsProblem } from './error.ts';
import type { Extension, FactProvider, Resource } from './fact.ts';
import type { Fix } from './fix.ts';
import type { Operator } from './operator.ts';
import type { Reporter } from './reporter.ts';
import type { YamlSource } from './rule.ts';
import type { SubjectKind } from './subject-kind.ts';

/** A value of an attribute. `path` (from the settings) is where they give it to subjects; a term that rules ask for has none. */
export interface Term {
  readonly term: string;
  readonly path?: readonly (string | number)[];
}

/** A file (relative to the config's folder) that has one line a subject. */
export interface LineFile {
  readonly file: string;
  /** Paths of the subjects that a line is about: none for a comment; undefined where it may be about any. */
  readonly subjectsOf: (line: string) => readonly string[] | undefined;
}

/** Plain typed data. The built-in rules are one, and use nothing that others cannot. */
export interface Plugin {
  /** Also the prefix of its rules, facts, operators and settings; the built-in plugin has none. */
  readonly name: string;
  readonly version: string;
  /** Validates `settings.<name>`; for the built-in plugin the top-level keys that it owns. */
  readonly settings?: z.ZodObject;
  /** What settings are, by dotted key: those that rules require need no look into the schema then. Only of the plugin that owns the top level. */
  readonly settingsAbout?: { readonly [key: string]: string };
  /** Top-level keys that belong to built-in plugins which are not loaded: the name of the plugin by key. Only of the plugin that owns the top level. */
  readonly absentSettings?: { readonly [key: string]: string };
  /** Faults that a schema cannot see, such as a file (relative to `root`, absolute) that is not there; called with valid settings. */
  readonly checkSettings?: (settings: unknown, root: string) => readonly SettingsProblem[];
  /** What its subjects carry. Only of the plugin that owns the top level of the config. */
  readonly attributes?: readonly Attribute[];
  /**
   * Values of attributes that its rules ask for (beside those that presets are named after), and those of valid settings, by the key under
   * which overrides select by the attribute.
   */
  readonly terms?: (settings: unknown) => { readonly [key: string]: readonly Term[] };
  readonly subjects?: readonly SubjectKind[];
  /** What it adds to kinds of subjects that another built-in plugin brings, by scope. Only of a built-in plugin. */
  readonly kindAdditions?: {
    readonly [scope: string]: Pick<SubjectKind, 'fixing' | 'particulars' | 'particularsOptions'>;
  };
  /** Globs (relative to the config's folder) that its settings keep out of the run, such as the folder of a brand's marks. */
  readonly ignores?: (settings: unknown) => readonly string[];
  /** Files (relative to the config's folder) that verdicts depend on beside the subjects: their hashes belong to the policy. */
  readonly files?: (settings: unknown, root: string) => readonly string[];
  /** Absolute paths of files of packages that do work of its facts and are installed beside it: of another version nothing is taken over that was remembered. Only of the built-in plugin. */
  readonly packages?: () => readonly string[];
  /**
   * Absolute paths of files beside the subjects that its facts look at where they are there, and that are no part of the policy: where one has come, gone or changed,
   * nothing is taken over that was remembered. Only of the built-in plugin.
   */
  readonly beside?: (settings: unknown, root: string) => readonly string[];
  /** Names of environment variables that its facts look at: of a run under other values no report is taken over. Only of the built-in plugin. */
  readonly environment?: readonly string[];
  /** Those of `files` that have one line a subject: where git has changed one, its changed lines speak for their subjects alone. */
  readonly lineFiles?: (settings: unknown) => readonly LineFile[];
  // biome-ignore lint/suspicious/noExplicitAny: a list of facts of different value types; each is checked by its own schema
  readonly facts?: readonly FactProvider<any>[];
  /** Resources that other plugins may use too: made once a subject, whoever asks first, with this plugin's settings. */
  // biome-ignore lint/suspicious/noExplicitAny: a list of resources of different types; each is typed where it is used
  readonly resources?: readonly Resource<any>[];
  /** Facts whose shape valid settings decide. Called with undefined where there is no config, as for the docs. */
  // biome-ignore lint/suspicious/noExplicitAny: see `facts`
  readonly factsFor?: (settings: unknown) => readonly FactProvider<any>[];
  /** What it adds at extension points of other plugins. */
  // biome-ignore lint/suspicious/noExplicitAny: a list of extensions of different points; each is typed by its point
  readonly extensions?: readonly Extension<any, any>[];
  readonly operators?: readonly Operator[];
  readonly rules?: readonly YamlSource[];
  /** The id of one is its path without `.yaml`: `recommended`. */
  readonly presets?: readonly YamlSource[];
  readonly reporters?: readonly Reporter[];
  readonly fixes?: readonly Fix[];
  /** Commands, called by `listing-lint PLUGIN NAME`. */
  // biome-ignore lint/suspicious/noExplicitAny: a list of commands of different inputs; each is typed by its own arguments and options
  readonly commands?: readonly PluginCommand<any, any>[];
}

/** Identity with a check of the shape by the compiler. */
export const definePlugin = (plugin: Plugin): Plugin => plugin;
