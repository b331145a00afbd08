import type { Json, JsonObject } from './json.ts';
import type { Reference, Severity } from './report.ts';

/** One option of a rule; a config may set it, a leaf uses it by `value: { option: name }`. */
export interface OptionSpec {
  readonly type: 'number' | 'integer' | 'string' | 'boolean' | 'array';
  readonly default: Json;
  readonly title?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Allowed values; of the elements where `type` is `array`. */
  readonly enum?: readonly Json[];
  /** Type of the elements of an `array`; strings unless told. */
  readonly items?: 'string' | 'number';
}

export interface LeafCondition {
  readonly fact: string;
  readonly path?: string;
  readonly params?: JsonObject;
  readonly operator: string;
  /** A literal, `{ option: name }`, or `{ fact, path?, params? }`. */
  readonly value: Json;
  readonly message?: string;
}
export type Condition =
  | LeafCondition
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** A YAML rule after validation, before options are bound. */
export interface RuleDocument {
  readonly id: string;
  readonly scope: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly references: readonly Reference[];
  readonly options: { readonly [name: string]: OptionSpec };
  /** Dotted keys of the config without which the rule cannot judge (`brand.watermarks`). */
  readonly requires: readonly string[];
  readonly when?: Condition;
  readonly assert: Condition;
}

/** A text with its path, for positions in errors. */
export interface YamlSource {
  readonly path: string;
  readonly text: string;
  /** What the text says, where it was parsed beforehand: the text is then read only when an error needs a place in it. */
  readonly value?: unknown;
}
