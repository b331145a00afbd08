import { isKnownError } from '../model/error.ts';
import type { Json } from '../model/json.ts';
import type { OperatorContext, ValueKind } from '../model/operator.ts';
import type { BoundLeaf } from '../rule/compile.ts';
import { isOfKind, kindNames, kindOf } from '../value/kinds.ts';
import type { JudgedLeaf } from './json-rules.ts';
import { isUnknown, type Operand } from './operand.ts';

/** Judges one leaf strictly: a missing value, or one of a kind that the operator is not for, is unknown and never `false`. */
export const judgeLeaf = (
  leaf: BoundLeaf,
  actual: Operand,
  expected: Operand,
  context: OperatorContext,
): Pick<JudgedLeaf, 'holds' | 'unknown'> => {
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
  return { holds: answer !== leaf.negated };
};

const unfitActual = (leaf: BoundLeaf, value: Json): string | undefined => {
  const { accepts } = leaf.operator;
  if (accepts.some((kind) => isOfKind(value, kind))) return undefined;
  return value === null ? 'there is no value' : `it is ${shown(value, accepts)}, not ${kindNames(accepts)}`;
};

const unfitExpected = (leaf: BoundLeaf, actual: Json, value: Json): string | undefined => {
  const { expects, sameKind, check, id } = leaf.operator;
  if (leaf.reference) {
    const name = [leaf.reference.fact, leaf.reference.path].filter(Boolean).join(' ');
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
