import type { Json, JsonObject } from './json.ts';

export type ValueKind = 'null' | 'boolean' | 'number' | 'string' | 'date' | 'array' | 'object';

/**
 * A strict comparison. A value outside `accepts` is unknown, never `false`: the engine does not call `test` on it.
 * `date` is a string in ISO 8601 form; a fact's schema says so with `z.iso.date()` or `z.iso.datetime()`.
 */
export interface Operator {
  readonly id: string;
  /** One sentence for the docs. */
  readonly title: string;
  /** Kinds of actual value that it can judge. */
  readonly accepts: readonly ValueKind[];
  /** Kinds of expected value that a rule may give. */
  readonly expects: readonly ValueKind[];
  /** Load-time check of the expected value beyond its kind: what is wrong, or undefined. */
  readonly check?: (expected: Json) => string | undefined;
  readonly test: (actual: Json, expected: Json, context: OperatorContext) => boolean;
  /** More words for message templates (`{{missing}}`). */
  readonly explain?: (actual: Json, expected: Json) => JsonObject;
}

export interface OperatorContext {
  /** ISO date that stands for today. */
  readonly asOf: string;
}
