import { isKnownError } from '../model/error.ts';
import type { Json } from '../model/json.ts';
import type { OperatorContext, ValueKind } from '../model/operator.ts';
import type { BoundLeaf, BoundNumber } from '../rule/formula/formula.ts';
import { isOfKind, kindNames, kindOf } from '../value/kinds.ts';
import { isUnknown, type Operand } from './operand.ts';

/** Judges one leaf strictly: a missing value, or one of a kind that the operator is not for, is unknown and never `false`. */
export const judgeLeaf = (leaf: BoundLeaf, actual: Operand, expected: Operand, context: OperatorContext): Held => {
  const held = compare(leaf, actual, expected, context);
  return held.holds === undefined ? held : { holds: held.holds !== leaf.negated };
};

/** Judges a number of members as strictly as any other value. */
export const judgeNumber = (number: BoundNumber, actual: number, expected: Operand, context: OperatorContext): Held =>
  compare(number, { value: actual }, expected, context);

/** Whether a comparison holds; where that is unknown, why. */
export interface Held {
  readonly holds: boolean | undefined;
  readonly unknown?: string;
}

type Comparison = Pick<BoundLeaf, 'operator' | 'reference'>;

const compare = (leaf: Comparison, actual: Operand, expected: Operand, context: OperatorContext): Held => {
  if (isUnknown(actual)) return { holds: undefined, unknown: actual.unknown };
  if (isUnknown(expected)) return { holds: undefined, unknown: expected.unknown };
  const unfit = unfitActual(leaf, actual.value) ?? unfitExpected(leaf, actual.value, expected.value);
  if (unfit !== undefined) return { holds: undefined, unknown: unfit };
  let answer: boolean | undefined;
  try {
    answer = leaf.operator.test(actual.value, expected.value, context);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { holds: undefined, unknown: isKnownError(error) ? message : `"${leaf.operator.id}" failed: ${message}` };
  }
  if (answer === undefined) return { holds: undefined, unknown: 'the value does not say enough' };
  return { holds: answer };
};

const unfitActual = (leaf: Comparison, value: Json): string | undefined => {
  const { accepts } = leaf.operator;
  if (accepts.some((kind) => isOfKind(value, kind))) return undefined;
  return value === null ? 'there is no value' : `it is ${shown(value, accepts)}, not ${kindNames(accepts)}`;
};

const unfitExpected = (leaf: Comparison, actual: Json, value: Json): string | undefined => {
  const { expects, sameKind, check, id } = leaf.operator;
  if (leaf.reference) {
    const { of, fact, path } = leaf.reference;
    const name = [of?.name, fact, path].filter(Boolean).join(' ');
    if (value === null) return `${name}, which it is compared with, has no value`;
    if (!expects.some((kind) => isOfKind(value, kind)))
      return `${name}, which it is compared with, is ${shown(value, expects)}`;
    const wrong = check?.(value);
    if (wrong !== undefined) return `${name}, which it is compared with, does not suit "${id}": ${wrong}`;
  }
  if (sameKind !== 'actual') return undefined;
  const items: readonly Json[] = Array.isArray(value) ? value : [value];
  return items.every((item) => kindOf(item) === kindOf(actual))
    ? undefined
    : `it is ${kindNames([kindOf(actual)])}, and cannot be compared with ${kindNames(new Set(items.map(kindOf)))}`;
};

/** The kind of an unfit value; a text that is no date says so. */
const shown = (value: Json, wanted: readonly ValueKind[]): string => {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'not a finite number';
  if (typeof value === 'string' && wanted.includes('date')) return 'text that is no date';
  return kindNames([kindOf(value)]);
};
