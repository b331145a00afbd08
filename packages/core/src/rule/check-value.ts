import type { Json } from '../model/json.ts';
import type { Operator } from '../model/operator.ts';
import { suggest } from '../text/nearest.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { kindNames, presentKinds } from '../value/kinds.ts';
import { type CheckContext, report } from './check-context.ts';
import { checkExpected, optionKinds } from './check-expected.ts';
import { checkPlace, type FactPlace, type Mapping, placeKeys, useOptions } from './check-place.ts';
import { isJsonObject, optionName, optionsUsed } from './references.ts';

/** The leaf's value with full ids, or undefined when it is wrong. */
export const checkValue = (
  leaf: Mapping,
  path: KeyPath,
  context: CheckContext,
  operator: Operator,
  place: Pick<FactPlace, 'name' | 'shape'> | undefined,
): Json | undefined => {
  const at = [...path, 'value'];
  const yesNo = operator.expects.length === 1 && operator.expects[0] === 'boolean';
  const value = leaf.value === undefined && yesNo ? true : leaf.value;
  if (value === undefined) {
    report(
      context,
      path,
      `"${operator.id}" needs "value"`,
      `${kindNames(operator.expects)}, { option: name } or { fact: name }`,
    );
    return undefined;
  }
  const option = optionName(value);
  if (option !== undefined) return checkOptionReference(option, at, context, operator) ? value : undefined;
  if (isJsonObject(value)) return checkFactReference(value, at, context, operator, place);
  if (Array.isArray(value) && optionsUsed(value).length > 0) {
    return checkListWithOptions(value, at, context, operator) ? value : undefined;
  }
  const complaint = checkExpected(operator, place?.name ?? 'the fact', place?.shape, value);
  if (complaint) report(context, at, complaint.message, complaint.hint);
  return complaint ? undefined : value;
};

/** A list of which options are elements, as in `between`: what they make of it is checked with their values. */
const checkListWithOptions = (
  value: readonly Json[],
  at: KeyPath,
  context: CheckContext,
  operator: Operator,
): boolean => {
  if (!operator.expects.includes('array')) {
    report(context, at, `"${operator.id}" needs ${kindNames(operator.expects)}, not a list`);
    return false;
  }
  const before = context.problems.length;
  value.forEach((item, index) => {
    if (isJsonObject(item) && optionName(item) === undefined) {
      report(context, [...at, index], 'an element that is a mapping must be { option: name }');
    } else useOptions(item, [...at, index], context);
  });
  return context.problems.length === before;
};

const checkOptionReference = (name: string, at: KeyPath, context: CheckContext, operator: Operator): boolean => {
  useOptions({ option: name }, at, context);
  const spec = Object.hasOwn(context.options, name) ? context.options[name] : undefined;
  if (!spec) return false;
  const kinds = optionKinds(spec);
  if (operator.expects.some((kind) => kinds.has(kind))) return true;
  report(
    context,
    at,
    `"${operator.id}" needs ${kindNames(operator.expects)}, but option "${name}" is ${kindNames(kinds)}`,
  );
  return false;
};

const checkFactReference = (
  value: Mapping,
  at: KeyPath,
  context: CheckContext,
  operator: Operator,
  actual: Pick<FactPlace, 'name' | 'shape'> | undefined,
): Json | undefined => {
  const known = ['option', 'of', 'fact', 'path', 'params'];
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  for (const key of unknown)
    report(context, [...at, key], `unknown key "${key}" in a value`, suggest(key, known), 'key');
  if (unknown.length > 0) return undefined;
  if (Object.hasOwn(value, 'option') || !Object.hasOwn(value, 'fact')) {
    report(context, at, 'a value that is a mapping must be { option: name } or { fact: name, path: … }');
    return undefined;
  }
  const place = checkPlace(value, at, context);
  if (!place) return undefined;
  if (!operator.expects.some((kind) => place.shape.kinds.has(kind))) {
    report(
      context,
      at,
      `"${operator.id}" needs ${kindNames(operator.expects)}, but ${place.name} is ${kindNames(presentKinds(place.shape.kinds))}`,
    );
    return undefined;
  }
  if (
    operator.sameKind === 'actual' &&
    actual &&
    !place.shape.kinds.has('array') &&
    ![...place.shape.kinds].some((kind) => kind !== 'null' && actual.shape.kinds.has(kind))
  ) {
    report(
      context,
      at,
      `${actual.name} is ${kindNames(presentKinds(actual.shape.kinds))}, but ${place.name} is ${kindNames(presentKinds(place.shape.kinds))}`,
    );
    return undefined;
  }
  return placeKeys(place);
};
