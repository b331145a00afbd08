import type { Json } from '../model/json.ts';
import type { Operator, ValueKind } from '../model/operator.ts';
import type { OptionSpec } from '../model/rule.ts';
import { nearest } from '../text/nearest.ts';
import { EXACT_NUMBERS } from '../text/parse-yaml.ts';
import { describe, orList } from '../text/schema-problems.ts';
import { isOfKind, kindNames, kindOf, presentKinds } from '../value/kinds.ts';
import type { ValueShape } from '../vocabulary/shape.ts';

/** What is wrong with a part of a rule, and what to do. */
export interface Complaint {
  readonly message: string;
  readonly hint?: string;
}

/** What is known of a number of members before a run. */
export const NUMBER_OF_MEMBERS: ValueShape = {
  kinds: new Set(['number']),
  itemKinds: new Set(),
  keys: [],
  open: false,
};

/** Whether a value can be the number that `atLeast` or `atMost` names. */
export const checkCount = (name: string, value: Json): Complaint | undefined => {
  const least = name === 'atLeast' ? 1 : 0;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return undefined;
  return { message: `"${name}" needs a whole number of at least ${least}, not ${describe(value)}` };
};

/** Whether an operator can judge the values that a fact has at a path. */
export const checkActual = (operator: Operator, name: string, shape: ValueShape): Complaint | undefined => {
  if (operator.accepts.some((kind) => shape.kinds.has(kind) && (kind !== 'null' || shape.kinds.size === 1)))
    return undefined;
  const actual = kindNames(presentKinds(shape.kinds));
  const message = `"${operator.id}" judges ${kindNames(operator.accepts)}, but ${name} is ${actual}`;
  return shape.kinds.has('object') && shape.keys.length > 0
    ? { message, hint: `name one of its parts with path: ${shape.keys.slice(0, 12).join(', ')}` }
    : { message };
};

/** Whether a value known at load can be what an operator compares with. */
export const checkExpected = (
  operator: Operator,
  name: string,
  shape: ValueShape | undefined,
  expected: Json,
): Complaint | undefined => {
  const infinite = (Array.isArray(expected) ? expected : [expected]).find(isInfinite);
  if (infinite !== undefined)
    return {
      message: `"${operator.id}" needs a finite number, not ${describe(infinite)}`,
      ...(operator.id === 'between'
        ? { hint: 'for a range without an end, use greaterThanInclusive or lessThanInclusive' }
        : {}),
    };
  if (!operator.expects.some((kind) => isOfKind(expected, kind))) {
    const message = `"${operator.id}" needs ${kindNames(operator.expects)}, not ${describe(expected)}`;
    const quoted =
      operator.expects.includes('number') && typeof expected === 'string' && /^-?\d+(\.\d+)?$/.test(expected);
    if (!quoted) return { message };
    const isExact = Math.abs(Number(expected)) <= Number.MAX_SAFE_INTEGER;
    return { message, hint: isExact ? 'write the number without quotes' : `write a number of ${EXACT_NUMBERS}` };
  }
  const wrong = operator.check?.(expected);
  if (wrong !== undefined) return { message: wrong };
  return shape === undefined ? undefined : checkAgainstShape(operator, name, shape, expected);
};

/** YAML can write `.inf` and `.nan`; JSON, and so every fact, cannot. */
const isInfinite = (value: Json): boolean => typeof value === 'number' && !Number.isFinite(value);

const checkAgainstShape = (
  operator: Operator,
  name: string,
  shape: ValueShape,
  expected: Json,
): Complaint | undefined => {
  if (operator.sameKind === undefined) return undefined;
  const wholeText = operator.sameKind === 'elements' && shape.kinds.has('string');
  const kinds =
    operator.sameKind === 'actual' ? shape.kinds : wholeText ? union(shape.itemKinds, shape.kinds) : shape.itemKinds;
  const values = operator.sameKind === 'actual' ? shape.values : wholeText ? undefined : shape.itemValues;
  const subject = operator.sameKind === 'actual' ? name : `an element of ${name}`;
  for (const item of Array.isArray(expected) ? expected : [expected]) {
    if (isTodayFor(kinds, item)) continue;
    if (![...kinds].some((kind) => isOfKind(item, kind))) {
      return {
        message: `${subject} is ${kindNames(presentKinds(kinds))}, but ${describe(item)} is ${kindNames([kindOf(item)])}`,
      };
    }
    if (values && !values.includes(item)) {
      const near = typeof item === 'string' ? nearest(item, values.map(String)) : undefined;
      const hint =
        near === undefined
          ? `it is ${orList(values.filter((value) => value !== null).map(describe))}`
          : `did you mean "${near}"?`;
      return { message: `${subject} is never ${describe(item)}`, hint };
    }
  }
  return undefined;
};

const isTodayFor = (kinds: ReadonlySet<ValueKind>, item: Json): boolean => item === 'today' && kinds.has('date');

const union = (a: ReadonlySet<ValueKind>, b: ReadonlySet<ValueKind>): ReadonlySet<ValueKind> => new Set([...a, ...b]);

/** Kinds that an option's values have. */
export const optionKinds = (spec: OptionSpec): ReadonlySet<ValueKind> =>
  spec.type === 'number' || spec.type === 'integer'
    ? new Set(['number'])
    : spec.type === 'string'
      ? new Set(['string', 'date'])
      : new Set([spec.type]);

/** Whether a value fits an option's declaration. */
export const checkOptionValue = (spec: OptionSpec, value: Json): Complaint | undefined => {
  const wrongKind = optionKindProblem(spec, value);
  if (wrongKind !== undefined) return { message: `must be ${wrongKind}, not ${describe(value)}` };
  for (const item of Array.isArray(value) ? value : [value]) {
    if (typeof item === 'number' && spec.minimum !== undefined && item < spec.minimum) {
      return { message: `must be at least ${spec.minimum}, not ${item}` };
    }
    if (typeof item === 'number' && spec.maximum !== undefined && item > spec.maximum) {
      return { message: `must be at most ${spec.maximum}, not ${item}` };
    }
    if (spec.enum !== undefined && !spec.enum.includes(item)) {
      const near = typeof item === 'string' ? nearest(item, spec.enum.map(String)) : undefined;
      return {
        message: `must be ${orList(spec.enum.map(String))}, not ${describe(item)}`,
        ...(near === undefined ? {} : { hint: `did you mean "${near}"?` }),
      };
    }
  }
  return undefined;
};

const optionKindProblem = (spec: OptionSpec, value: Json): string | undefined => {
  if ((Array.isArray(value) ? value : [value]).some(isInfinite)) return 'a finite number';
  if (spec.type === 'integer') return Number.isInteger(value) ? undefined : 'a whole number';
  if (spec.type === 'array') {
    const items = spec.items ?? 'string';
    const fits = Array.isArray(value) && value.every((item) => isOfKind(item, items));
    return fits ? undefined : `a list of ${items === 'string' ? 'texts' : 'numbers'}`;
  }
  return isOfKind(value, spec.type) ? undefined : kindNames([spec.type]);
};
