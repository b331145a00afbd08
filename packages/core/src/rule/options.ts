import type { Json } from '../model/json.ts';
import type { RuleDocument } from '../model/rule.ts';
import type { Registry } from '../registry.ts';

/** What is wrong with one option that a config gives. `key` is the option's name. */
export interface OptionProblem {
  readonly key: string;
  readonly message: string;
  readonly hint?: string;
}

/** Checks option values of a config: unknown name, type, range, allowed values, and whether the operators that use them can. */
export const checkOptions = (
  _rule: RuleDocument,
  _values: { readonly [name: string]: Json },
  _registry: Registry,
): readonly OptionProblem[] => {
  throw new Error('not implemented');
};
