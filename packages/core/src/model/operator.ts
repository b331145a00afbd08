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
  /** What the value must do, for sentences made without a `message`: `be at least {{expected}}`. */
  readonly phrase?: string | ((expected: Json) => string);
  /** Kinds of actual value that it can judge. */
  readonly accepts: readonly ValueKind[];
  /** Kinds of expected value that a rule may give. */
  readonly expects: readonly ValueKind[];
  /**
   * `actual`: actual and expected (or each element of an expected list) must be of one kind; a mix is unknown.
   * `elements`: the elements of an actual list and the expected value (or its elements) are compared.
   */
  readonly sameKind?: 'actual' | 'elements';
  /** Load-time check of the expected value beyond its kind: what is wrong, or undefined. */
  readonly check?: (expected: Json) => string | undefined;
  /** `undefined`: it cannot tell (a list with a hole in it, say), which makes the condition unknown. */
  readonly test: (actual: Json, expected: Json, context: OperatorContext) => boolean | undefined;
  /** Names of what `explain` gives, for the load-time check of messages. */
  readonly placeholders?: readonly string[];
  /** What more message templates may name (`{{missing}}`). */
  readonly explain?: (actual: Json, expected: Json) => JsonObject;
}

export interface OperatorContext {
  /** ISO date that stands for today. Reading it makes the verdict one of that day. */
  readonly asOf: string;
}
