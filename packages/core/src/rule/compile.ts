import type { Json, JsonObject } from '../model/json.ts';
import type { RuleDocument } from '../model/rule.ts';
import type { Registry } from '../registry.ts';

/** A fact that a rule may ask for, with the params it asks it with (options bound). */
export interface FactUse {
  readonly fact: string;
  readonly params: JsonObject;
}

/** A rule ready to be evaluated any number of times, side by side. */
export interface CompiledRule {
  readonly rule: RuleDocument;
  /** Defaults with the given values over them. */
  readonly options: JsonObject;
  /** Facts of `when`: always asked. */
  readonly guardFacts: readonly FactUse[];
  /** Facts of `assert`, of values and of messages: asked only when `when` holds. */
  readonly assertFacts: readonly FactUse[];
}

/** Binds options. The values must have passed `checkOptions`, the rule `parseRule`. */
export const compileRule = (
  _rule: RuleDocument,
  _values: { readonly [name: string]: Json },
  _registry: Registry,
): CompiledRule => {
  throw new Error('not implemented');
};
