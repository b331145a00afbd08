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
  /** Relation whose one member has the fact; without it the subject itself. */
  readonly of?: string;
  readonly fact: string;
  readonly path?: string;
  readonly params?: JsonObject;
  readonly operator: string;
  /** A literal, `{ option: name }`, or `{ of?, fact, path?, params? }`. */
  readonly value: Json;
  readonly message?: string;
}

/** A value of each member that is compared among them. */
export interface ComparedPlace {
  readonly fact: string;
  readonly path?: string;
  readonly params?: JsonObject;
  /** Numbers that differ by no more are one: a number, or a share of the larger (`1 %`). */
  readonly tolerance?: Json;
}

/** A condition over related subjects, with exactly one quantifier. */
export interface QuantifiedCondition {
  /** Name of the relation. */
  readonly of: string;
  /** Only members of which this holds. */
  readonly where?: Condition;
  readonly any?: Condition;
  readonly every?: Condition;
  readonly none?: Condition;
  readonly atLeast?: Json;
  readonly atMost?: Json;
  /** What is counted by `atLeast` and `atMost`; all without it. */
  readonly that?: Condition;
  readonly count?: 'all' | Condition;
  readonly same?: ComparedPlace;
  readonly distinct?: ComparedPlace;
  readonly unique?: ComparedPlace;
  readonly exist?: true;
  /** What the number of `count` and `distinct` is compared by. */
  readonly operator?: string;
  readonly value?: Json;
  readonly message?: string;
}

export const QUANTIFIERS = [
  'any',
  'every',
  'none',
  'atLeast',
  'atMost',
  'count',
  'same',
  'distinct',
  'unique',
  'exist',
] as const;
export type Quantifier = (typeof QUANTIFIERS)[number];

export type Condition =
  | LeafCondition
  | QuantifiedCondition
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
  /** What a finding of several causes says above them; without it, their sentences joined. */
  readonly headline?: string;
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

/** Told apart from a comparison with a related subject, which has `of` and `fact`. */
export const isQuantified = (condition: Condition): condition is QuantifiedCondition =>
  'of' in condition && !('fact' in condition);
